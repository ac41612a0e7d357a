import Calls
import Dialog

/// The results as JUnit XML: one suite a file, one case a scenario.
///
/// It has no times, so that equal runs give equal bytes.
package struct JUnitReport {
    private let results: [ScenarioResult]

    package init(_ results: [ScenarioResult]) { self.results = results }

    package var xml: String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append(
            "<testsuites name=\"promesa\" tests=\"\(results.count)\" failures=\"\(Self.failed(results))\">")
        var files: [String] = []
        for result in results where !files.contains(result.scenario.position.file) {
            files.append(result.scenario.position.file)
        }
        for file in files { lines += suite(file, results.filter { $0.scenario.position.file == file }) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func failed(_ results: [ScenarioResult]) -> Int { results.count { !$0.passed } }

    private func suite(_ file: String, _ results: [ScenarioResult]) -> [String] {
        [
            "  <testsuite name=\(Self.quoted(file)) tests=\"\(results.count)\" failures=\"\(Self.failed(results))\">"
        ]
            + results.flatMap { testCase(file, $0) } + ["  </testsuite>"]
    }

    private func testCase(_ file: String, _ result: ScenarioResult) -> [String] {
        let attributes =
            "classname=\(Self.quoted(file)) name=\(Self.quoted(result.scenario.name)) "
            + "file=\(Self.quoted(file)) line=\"\(result.scenario.position.line)\""
        guard !result.passed else { return ["    <testcase \(attributes)/>"] }
        return ["    <testcase \(attributes)>"] + result.failures.map(Self.failure) + ["    </testcase>"]
    }

    private static func failure(_ failure: ScenarioFailure) -> String {
        let call = failure.transcript.map { SuiteSummary.line($0) }.joined(separator: "\n")
        return "      <failure message=\(quoted(failure.message))>"
            + escaped("\(failure.position)\n\(call)") + "</failure>"
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// XML 1.0 has no words for most control characters: they are left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{00}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
