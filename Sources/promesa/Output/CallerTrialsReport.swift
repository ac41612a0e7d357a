import Calls
import Dialog
import Foundation
import Scenarios

/// What random callers found, for a person and for a program.
struct CallerTrialsReport {
    private let report: CallerTrials.Report
    private let unentered: [String]

    init(_ report: CallerTrials.Report, unentered: Set<String>) {
        self.report = report
        self.unentered = unentered.sorted()
    }

    func text(took: Duration) -> String {
        var lines = [
            "\(report.calls) calls, \(report.events) events in \(took.milliseconds / 1_000) s; "
                + "\(report.promises) promises; \(report.replays) replayed; \(report.findings.count) broken rules"
        ]
        lines.append("Dispositions  " + Self.counts(report.dispositions.map { ($0.key.rawValue, $0.value) }))
        lines.append("Call ends     " + Self.counts(report.ends.map { ($0.key.rawValue, $0.value) }))
        lines.append(
            "Steps         \(report.entered.count) entered, \(unentered.count) never"
                + (unentered.isEmpty ? "" : ": " + unentered.joined(separator: ", ")))
        for finding in report.findings {
            lines.append(
                "\nseed \(finding.seed) of \(finding.flow) in \(finding.language): \(finding.violation)")
            for sent in finding.events.prefix(100) {
                let step = sent.step.map { "\($0)" } ?? "-"
                lines.append("    \(step): \(sent.move.map { "\($0)" } ?? "\(sent.event)")")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func counts(_ counts: [(name: String, count: Int)]) -> String {
        counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }.map { "\($0.name) \($0.count)" }
            .joined(separator: ", ")
    }

    private struct Document: Encodable {
        struct Finding: Encodable {
            let seed: UInt64
            let flow: String
            let language: String
            let violation: String
            let moves: [String]
        }

        let calls: Int
        let events: Int
        let promises: Int
        let replays: Int
        let dispositions: [String: Int]
        let callEnds: [String: Int]
        let stepsNeverEntered: [String]
        let findings: [Finding]
    }

    func json() throws -> String {
        let document = Document(
            calls: report.calls, events: report.events, promises: report.promises, replays: report.replays,
            dispositions: Dictionary(
                report.dispositions.map { ($0.key.rawValue, $0.value) },
                uniquingKeysWith: { first, _ in first }),
            callEnds: Dictionary(
                report.ends.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first }),
            stepsNeverEntered: unentered,
            findings: report.findings.map { finding in
                Document.Finding(
                    seed: finding.seed, flow: finding.flow.rawValue, language: finding.language.rawValue,
                    violation: finding.violation, moves: finding.moves.map(\.description))
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
