import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa bench crash`: kills a process that makes calls, again and again, and looks at its store.
struct BenchCrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "Kill a process that makes calls, and look at its store.",
        discussion: """
            A process makes text calls on a store and is killed (SIGKILL) at a write that the seed chooses: before it,
            within it or after it. Then the store is opened as at a start-up, and checked: every promise that the
            caller was told of is there; every promise that is there follows from the caller's yes, by a replay of the
            journal; calls that were cut off are closed as ERR; promises that were not announced are marked so; and
            nothing of earlier processes is gone. The next process goes on with the same store.

            Exit codes: 0 everything in order · 1 something was lost or invented.
            """)

    @Option(help: ArgumentHelp("The folder of the flows.", valueName: "folder"))
    var flows: String = "Flows"

    @Option(help: "How often to kill.")
    var kills: Int = 500

    @Option(help: "Chooses the moments.")
    var seed: UInt64 = 1

    func validate() throws {
        guard kills >= 1 else { throw ValidationError("--kills must be 1 or more.") }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = folder.appendingPathComponent("promesa.sqlite").path
        var random = SeededGenerator(seed: seed)
        var inspection = CrashInspection(try CrashSeries(folder: flows))
        var next = 1
        var problems: [String] = []
        let clock = ContinuousClock()
        let begin = clock.now
        for kill in 1...kills where problems.isEmpty {
            let lines = try DoomedProcess(flows: flows, store: store, first: next).runAndKill(&random)
            do throws(JournalFailure) {
                problems = try inspection.inspect(store, after: lines).map { "kill \(kill): \($0)" }
            } catch {
                throw CommandFailure(.environment, "promesa: error: \(error)")
            }
            next = lines.reduce(next) { if case .call(let number) = $1 { number + 1 } else { $0 } }
        }
        let totals = inspection.totals
        print(
            "\(totals.kills) kills in \((clock.now - begin).milliseconds / 1_000) s: \(totals.calls) calls, "
                + "\(totals.orphans) of them cut off; \(totals.promises) promises, \(totals.announced) announced, "
                + "\(totals.unannounced) not; \(problems.count) problems")
        for problem in problems { print("    seed \(seed), \(problem)") }
        if !problems.isEmpty { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }
}
