import Compliance

/// What there is to say of a rule.
enum RuleText {
    /// In the words of each policy that has it.
    static func explanation(of name: String) throws -> String {
        guard let id = Rule.ID.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            let known = Rule.ID.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw CommandFailure(.usage, "promesa: error: there is no rule '\(name)'; there is \(known)")
        }
        var texts: [(text: String, source: String, policies: [String])] = []
        for policy in CompliancePolicy.all {
            for rule in policy.rules where rule.id == id {
                if let same = texts.firstIndex(where: { $0.text == rule.text && $0.source == rule.source }) {
                    texts[same].policies.append(policy.name)
                } else {
                    texts.append((rule.text, rule.source, [policy.name]))
                }
            }
        }
        guard !texts.isEmpty else {
            return "\(id): no policy has it as a rule of its own; it is reported for every flow."
        }
        return texts.map { text, source, policies in
            "\(id): \(text)\n  source    \(source)\n  policies  \(policies.joined(separator: ", "))"
        }.joined(separator: "\n")
    }
}
