import Compliance
import Dialog

/// Rules that a call may break, because whoever makes it says so by name.
struct AllowedRules {
    private let names: [String]

    /// Reads `F13,U2`; nil for a text that has no name, or an empty one.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0 == " " })
        }
        guard parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else { return nil }
        names = parts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A flow that breaks these can't run at all, or may never end.
    private static let unrunnable: Set<RuleCheck> = [
        .wellFormed, .knownPolicy, .boundedLoops, .oneDisposition,
    ]

    struct Verdict {
        /// As they are to be shown: what is allowed only warns.
        let findings: [Diagnostic]
        /// The rules that are broken and allowed, in the order of their names.
        let broken: [String]
    }

    /// Lets pass what is allowed, and says what was allowed for nothing.
    func apply(to findings: [Diagnostic], under policy: PolicyInForce) throws -> Verdict {
        for name in names { try check(name, policy) }
        var broken: Set<String> = []
        let shown = findings.map { finding in
            guard let rule = finding.rule, names.contains(rule), finding.severity == .error else {
                return finding
            }
            broken.insert(rule)
            return Diagnostic(
                finding.position, .warning, rule: rule, finding.message,
                notes: finding.notes + ["allowed by --unsafe-allow, which the journal says"],
                trail: finding.trail)
        }
        for name in names where !broken.contains(name) {
            StandardError.print(
                "promesa: warning: --unsafe-allow names \(name), which the flow doesn't break; leave it out")
        }
        return Verdict(findings: shown, broken: broken.sorted())
    }

    private func check(_ name: String, _ policy: PolicyInForce) throws {
        guard let rule = policy.rules.first(where: { $0.id.rawValue == name }) else {
            let known = policy.rules.map(\.id.rawValue).joined(separator: ", ")
            throw CommandFailure(
                .usage,
                "promesa: error: --unsafe-allow: the policy '\(policy.policy.name)' has no rule '\(name)'; it has \(known)"
            )
        }
        if Self.unrunnable.contains(rule.check) {
            throw CommandFailure(
                .usage,
                "promesa: error: --unsafe-allow: \(name) can't be allowed; a flow that breaks it can't be run"
            )
        }
    }
}
