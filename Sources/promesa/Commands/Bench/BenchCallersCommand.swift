import ArgumentParser
import Calls
import Dialog
import FlowFiles
import Foundation
import Scenarios

/// `promesa bench callers`: random callers, without audio, watched by an observer.
struct BenchCallersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "callers",
        abstract: "Call flows with random callers, and check every call.",
        discussion: """
            The callers answer, mumble, key, interrupt, correct themselves, ask to be called no more and hang up at any
            moment; stores, recognisers, voices and transfers fail. After every event an observer checks, from events,
            effects and words alone: one end and one disposition, nothing after it, no debt told to the wrong person, no
            promise stored without a yes or confirmed without being stored, no bound exceeded, no wish for no more calls
            lost, and no call that stands still. Every fiftieth call is replayed from its journal.

            A caller who breaks a rule is printed with the fewest moves that still break it.

            Exit codes: 0 every call in order · 1 a rule was broken, or the flows have errors.
            """)

    @Argument(help: "Folders of flows.", completion: .directory)
    var folders: [String] = ["Flows"]

    @Option(help: "How many callers.")
    var calls: Int = 100_000

    @Option(help: "The seed of the first caller; the others follow.")
    var seed: UInt64 = 1

    @Option(help: "How many at a time; by default one for each processor.")
    var workers: Int?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard calls >= 1 else { throw ValidationError("--calls must be 1 or more.") }
        guard workers ?? 1 >= 1 else { throw ValidationError("--workers must be 1 or more.") }
    }

    func run() throws {
        let trials = CallerTrials(try folders.flatMap { try SimulatedProject.setups(folder: $0) })
        let clock = ContinuousClock()
        let begin = clock.now
        let report = trials.run(
            calls, seed: seed, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount)
        let output = CallerTrialsReport(report, unentered: trials.steps.subtracting(report.entered))
        print(json ? try output.json() : output.text(took: clock.now - begin), terminator: json ? "" : "\n")
        if !report.findings.isEmpty { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }
}
