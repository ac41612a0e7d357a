import Compliance
import Dialog

/// What there is to say of a rule.
struct RuleText {
    let policies: PolicyBook

    /// In the words of each policy that has it.
    func explanation(of name: String) throws -> String {
        var texts: [(rule: Rule, policies: [String])] = []
        for policy in policies.policies {
            for rule in policy.rules where rule.id.rawValue.lowercased() == name.lowercased() {
                if let same = texts.firstIndex(where: { $0.rule == rule }) {
                    texts[same].policies.append(policy.name)
                } else {
                    texts.append((rule, [policy.name]))
                }
            }
        }
        guard !texts.isEmpty else {
            let known = Set(policies.policies.flatMap(\.rules).map(\.id)).sorted()
            throw CommandFailure(
                .usage,
                "promesa: error: there is no rule '\(name)'; there is "
                    + known.map(\.rawValue).joined(separator: ", "))
        }
        return texts.map { Self.text($0.rule, $0.policies) }.joined(separator: "\n")
    }

    private static func text(_ rule: Rule, _ policies: [String]) -> String {
        var lines = [
            "\(rule.id): \(rule.text)",
            "  source    \(rule.source)",
            "  policies  \(policies.joined(separator: ", "))",
            "  check     \(rule.check.rawValue)",
            "  in force  \(rule.effectiveFrom.map { "from \($0) on" } ?? "always")",
        ]
        if rule.severity == .warning { lines.append("  severity  warns, and doesn't refuse") }
        lines += ["  means     \(rule.check.meaning)", "  unproved  \(rule.check.unproved)"]
        for parameter in rule.check.parameters {
            guard let value = rule.settings[parameter.name] else { continue }
            lines.append("  parameter \(parameter.name): \(value) (\(parameter.direction))")
        }
        return lines.joined(separator: "\n")
    }
}
