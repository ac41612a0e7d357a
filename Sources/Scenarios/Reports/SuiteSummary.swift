import Calls
import Dialog

/// The results as a person reads them in a terminal.
package struct SuiteSummary {
    private let results: [ScenarioResult]

    package init(_ results: [ScenarioResult]) { self.results = results }

    package var failed: Int { results.count { !$0.passed } }

    /// Every failure with the call up to there, then the count; with `listing`, a line for every scenario, too.
    package func text(listing: Bool = false) -> String {
        var lines: [String] = []
        for result in results {
            if listing { lines.append("\(result.passed ? "ok  " : "FAIL") \(result.scenario.name)") }
            lines += result.failures.flatMap { Self.lines(of: $0, in: result.scenario) }
        }
        let passed = results.count - failed
        lines.append("\(results.count) scenarios: \(passed) passed, \(failed) failed")
        return lines.joined(separator: "\n")
    }

    private static func lines(of failure: ScenarioFailure, in scenario: Scenario) -> [String] {
        [
            "\(failure.position): error: \(scenario.name)",
            "    expected: \(failure.expected)",
            "    got:      \(failure.got)",
        ] + failure.transcript.map { "      " + line($0) }
    }

    static func line(_ line: TranscriptLine) -> String {
        "\(line.speaker == .agent ? "agent " : "caller")  \(line.text)"
    }
}
