import ArgumentParser
import Dialog
import Foundation
import Scenarios

/// `promesa test`: calls as a QA person writes them down, and what they must come to.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run scenarios: what a caller says, and what the call must do.",
        discussion: """
            Give scenario files, or folders of them. A scenario is a few lines of YAML (docs/scenarios.md):

              scenario: pays the whole balance today
              flow: Flows/early-recovery.yaml
              account: Examples/accounts/jordan-rivera.json
              organisation: Examples/organisation.yaml
              date: 2026-03-02
              call:
                - says: "yes, speaking"
                - keys: "09031971"
                - says: "yes"
                - expect: {prompt: ask_full_today}
                - says: "yes"
                - says: "yes"
              expect: {disposition: promise, promise: {amounts: [450.00]}, never: ["credit card"]}

            A failure is one line, file:line:column, with what was expected, what came, and the call up to there. The
            conversation is the real one, without sound: no recogniser, no voice, nothing kept.

              promesa test Tests/Scenarios
              promesa test Tests/Scenarios --filter hardship --list
              promesa test Tests/Scenarios --coverage --min-coverage edges=100
              promesa test Tests/Scenarios --junit report.xml

            Exit codes: 0 all hold · 1 a scenario fails, a file has errors, or too little is covered · 2 usage ·
            3 a report can't be written.
            """)

    @Argument(help: "Scenario files, or folders of them.", completion: .file())
    var paths: [String]

    @Option(help: ArgumentHelp("Only scenarios with this in their name or path.", valueName: "text"))
    var filter: String?

    @Option(help: "Threads.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Flag(help: "Print a line for every scenario.")
    var list = false

    @Option(help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"))
    var junit: String?

    @Flag(help: "Print the results as one JSON object.")
    var json = false

    @Flag(help: "Print what of the flows is covered, and the shortest paths to what is not.")
    var coverage = false

    @Option(help: ArgumentHelp("Write the coverage as JSON.", valueName: "file"))
    var coverageJson: String?

    @Option(
        help: ArgumentHelp(
            "Fail below this; steps, edges, prompts or universals, in percent. May be given again.",
            valueName: "measure=percent"))
    var minCoverage: [String] = []

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256.") }
        _ = try floors
    }

    private var floors: [(CoverageItem.Measure, Int)] {
        get throws {
            try minCoverage.map { text in
                let parts = text.split(separator: "=", omittingEmptySubsequences: false)
                guard parts.count == 2, let measure = CoverageItem.Measure(rawValue: String(parts[0])),
                    let percent = Int(parts[1]), (0...100).contains(percent)
                else {
                    let names = CoverageItem.Measure.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError(
                        "'\(text)' is no coverage; write it as edges=100, with one of: \(names).")
                }
                return (measure, percent)
            }
        }
    }

    func run() throws {
        let suite = ScenarioSuite.load(paths, filter: filter)
        for diagnostic in suite.diagnostics { StandardError.print(diagnostic.description) }
        guard !suite.diagnostics.contains(where: { $0.severity == .error }) else {
            throw CommandFailure(
                .findings, "promesa: error: the scenarios were not run; see the findings above")
        }
        guard !suite.scenarios.isEmpty else {
            let reason = filter.map { "none has '\($0)' in its name or path" } ?? "there are none"
            throw CommandFailure(.findings, "promesa: error: no scenario was run: \(reason)")
        }
        let results = suite.run(jobs: jobs)
        let summary = SuiteSummary(results)
        let text = json ? try SuiteDocument(results).prettyJSON() : summary.text(listing: list) + "\n"
        print(text, terminator: "")
        if let junit { try write(JUnitReport(results).xml, to: junit) }
        let isEnough = try report(suite, results)
        if summary.failed > 0 || !isEnough { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    /// Whether the coverage is what was asked for.
    private func report(_ suite: ScenarioSuite, _ results: [ScenarioResult]) throws -> Bool {
        let floors = try floors
        guard coverage || coverageJson != nil || !floors.isEmpty else { return true }
        let report = suite.coverage(of: results)
        if let coverageJson { try write(try CoverageDocument(report).prettyJSON(), to: coverageJson) }
        if coverage, !json { print("\n" + CoverageTable(report).text) }
        var isEnough = true
        for (measure, percent) in floors where report.total(measure).percent < percent {
            let total = report.total(measure)
            isEnough = false
            StandardError.print(
                "promesa: error: \(total.covered) of \(total.all) \(measure.rawValue) are covered, \(total.percent) %; "
                    + "\(percent) % are asked for (--coverage shows what is missing)")
        }
        return isEnough
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.environment, "promesa: error: '\(path)' can't be written")
        }
    }
}
