import Calls
import Dialog
import Foundation

/// The results as one JSON object.
package struct SuiteDocument: Encodable {
    private struct Case: Encodable {
        let name: String
        let file: String
        let line: Int
        let passed: Bool
        /// Nil if the call was still going on.
        let disposition: String?
        let callEnd: String?
        let turns: Int?
        let failures: [Failure]
    }

    private struct Failure: Encodable {
        let line: Int
        let column: Int
        let expected: String
        let got: String
        let transcript: [Line]
    }

    private struct Line: Encodable {
        let speaker: String
        let text: String
    }

    private let passed: Int
    private let failed: Int
    private let scenarios: [Case]

    package init(_ results: [ScenarioResult]) {
        failed = results.count { !$0.passed }
        passed = results.count - failed
        scenarios = results.map { result in
            Case(
                name: result.scenario.name, file: result.scenario.position.file,
                line: result.scenario.position.line, passed: result.passed,
                disposition: result.outcome?.disposition.rawValue, callEnd: result.outcome?.end.rawValue,
                turns: result.outcome?.turns.count, failures: result.failures.map(Self.failure))
        }
    }

    private static func failure(_ failure: ScenarioFailure) -> Failure {
        Failure(
            line: failure.position.line, column: failure.position.column, expected: failure.expected,
            got: failure.got,
            transcript: failure.transcript.map { Line(speaker: $0.speaker.rawValue, text: $0.text) })
    }
}

/// Coverage as one JSON object.
package struct CoverageDocument: Encodable {
    private struct Measure: Encodable {
        let covered: Int
        let all: Int
        let percent: Int
    }

    private struct Uncovered: Encodable {
        let measure: String
        let what: String
        let file: String
        let line: Int
        let path: [String]
    }

    private struct FlowDocument: Encodable {
        let program: String
        let flow: String
        let counts: [String: Measure]
        let uncovered: [Uncovered]
    }

    private let total: [String: Measure]
    private let flows: [FlowDocument]

    package init(_ report: CoverageReport) {
        func measures(_ count: (CoverageItem.Measure) -> CoverageReport.Count) -> [String: Measure] {
            Dictionary(
                uniqueKeysWithValues: CoverageItem.Measure.allCases.map { measure in
                    let found = count(measure)
                    return (
                        measure.rawValue,
                        Measure(covered: found.covered, all: found.all, percent: found.percent)
                    )
                })
        }
        total = measures(report.total)
        flows = report.flows.map { flow in
            FlowDocument(
                program: flow.program.rawValue, flow: flow.flow.rawValue,
                counts: measures { flow.counts[$0] ?? CoverageReport.Count() },
                uncovered: flow.uncovered.map {
                    Uncovered(
                        measure: $0.point.item.measure.rawValue, what: $0.words, file: $0.position.file,
                        line: $0.position.line, path: $0.path)
                })
        }
    }
}

extension Encodable {
    /// Pretty-printed JSON with sorted keys and a final line end.
    package func prettyJSON() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
