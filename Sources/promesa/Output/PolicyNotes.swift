import Compliance
import Dialog

/// What every report says of the policies besides findings: who has waived what, and what comes into force.
struct PolicyNotes {
    private let waived: [PolicyInForce.Waived]
    private let coming: [(policy: String, rule: Rule)]

    init(_ policies: [PolicyInForce]) {
        waived = policies.flatMap(\.waivers)
        var coming: [(policy: String, rule: Rule)] = []
        for policy in policies {
            for rule in policy.coming
            where !coming.contains(where: { $0.policy == policy.policy.name && $0.rule.id == rule.id }) {
                coming.append((policy.policy.name, rule))
            }
        }
        self.coming = coming
    }

    /// A line each, waivers first.
    var lines: [String] { waiverLines + coming.map(Self.line) }

    var waiverLines: [String] { waived.map { "\($0.position): waiver: \($0.description)" } }

    private static func line(policy: String, rule: Rule) -> String {
        let start = rule.effectiveFrom.map { " from \($0) on" } ?? ""
        return "\(policy): coming\(start): [\(rule.id)] \(rule.text)"
    }

    // MARK: JSON

    struct WaiverDocument: Encodable {
        let file: String
        let line: Int
        let column: Int
        let rule: String
        let parameter: String
        let value: String
        let instead: String
        let by: String
        let on: String
        let until: String?
        let because: String
    }

    struct ComingDocument: Encodable {
        let policy: String
        let rule: String
        let text: String
        let source: String
        let effectiveFrom: String?
    }

    var waiverDocuments: [WaiverDocument] {
        waived.map {
            WaiverDocument(
                file: $0.position.file, line: $0.position.line, column: $0.position.column,
                rule: $0.rule.rawValue, parameter: $0.parameter, value: $0.value.description,
                instead: $0.instead.description, by: $0.waiver.by, on: $0.waiver.on.description,
                until: $0.waiver.until?.description, because: $0.waiver.because)
        }
    }

    var comingDocuments: [ComingDocument] {
        coming.map {
            ComingDocument(
                policy: $0.policy, rule: $0.rule.id.rawValue, text: $0.rule.text, source: $0.rule.source,
                effectiveFrom: $0.rule.effectiveFrom?.description)
        }
    }
}
