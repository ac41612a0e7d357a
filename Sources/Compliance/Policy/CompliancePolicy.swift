/// The set of rules that a flow must be proved to satisfy before it may run.
package struct CompliancePolicy: Sendable, Hashable {
    /// As a flow file writes it after `policy:`.
    package let name: String
    /// What it is for, in one sentence.
    package let title: String
    /// The engine's first.
    package let rules: [Rule]

    package init(name: String, title: String, rules: [Rule]) {
        self.name = name
        self.title = title
        self.rules = rules
    }
}

/// The policies that a flow may name.
package struct PolicyBook: Sendable, Hashable {
    package private(set) var policies: [CompliancePolicy]

    package init(_ policies: [CompliancePolicy] = []) { self.policies = policies }

    package func policy(named name: String) -> CompliancePolicy? { policies.first { $0.name == name } }

    package mutating func add(_ policy: CompliancePolicy) { policies.append(policy) }
}
