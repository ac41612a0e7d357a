import ArgumentParser
import Calls
import Dialog
import Foundation
import Scenarios

/// `promesa bench scenarios`: how many scenarios a second are run.
struct BenchScenariosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios",
        abstract: "Run scenarios again and again, and count them.",
        discussion: """
            The scenarios are read once; what is measured is running them, their expectations and the notes for the
            coverage included. Build with -c release, and let the machine be quiet.

              promesa bench scenarios Tests/Scenarios --seconds 10 --json
            """)

    @Argument(help: "Scenario files, or folders of them.", completion: .file())
    var paths: [String] = ["Tests/Scenarios"]

    @Option(help: ArgumentHelp("How long to measure, 1 to 600.", valueName: "number"))
    var seconds = 10

    @Option(help: "Threads.")
    var jobs = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Report: Encodable {
        let scenarios: Int
        let rounds: Int
        let runs: Int
        let failed: Int
        let jobs: Int
        let seconds: Double
        let cpuSeconds: Double
        let scenariosPerSecond: Int
        let scenariosPerCpuSecond: Int
        let turnsPerSecond: Int
    }

    func validate() throws {
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds is a number from 1 to 600.")
        }
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256.") }
    }

    func run() throws {
        let suite = ScenarioSuite.load(paths)
        for diagnostic in suite.diagnostics { StandardError.print(diagnostic.description) }
        guard !suite.diagnostics.contains(where: { $0.severity == .error }), !suite.scenarios.isEmpty else {
            throw CommandFailure(.findings, "promesa: error: there is nothing to measure")
        }
        // The first round prepares what all calls share.
        _ = suite.run(jobs: jobs)
        let clock = ContinuousClock()
        let start = clock.now
        let cpuStart = Self.cpuTime
        var (rounds, failed, turns) = (0, 0, 0)
        repeat {
            let results = suite.run(jobs: jobs)
            rounds += 1
            failed += results.count { !$0.passed }
            turns += results.reduce(0) { $0 + ($1.outcome?.turns.count ?? 0) }
        } while clock.now - start < .seconds(seconds)
        let spent = (clock.now - start) / .seconds(1)
        let cpu = Self.cpuTime - cpuStart
        try show(
            Report(
                scenarios: suite.scenarios.count, rounds: rounds, runs: rounds * suite.scenarios.count,
                failed: failed, jobs: jobs, seconds: spent, cpuSeconds: cpu,
                scenariosPerSecond: Int(Double(rounds * suite.scenarios.count) / spent),
                scenariosPerCpuSecond: Int(Double(rounds * suite.scenarios.count) / max(cpu, 0.001)),
                turnsPerSecond: Int(Double(turns) / spent)))
    }

    /// Of this process, all threads, in seconds.
    private static var cpuTime: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private func show(_ report: Report) throws {
        if json { return print(try report.prettyJSON(), terminator: "") }
        print(
            "\(report.scenariosPerSecond) scenarios a second (\(report.scenariosPerCpuSecond) a second of CPU), "
                + "\(report.turnsPerSecond) turns of callers; \(report.scenarios) scenarios, \(report.rounds) rounds, "
                + "\(report.jobs) threads, \(report.failed) failures")
        if report.failed > 0 { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }
}
