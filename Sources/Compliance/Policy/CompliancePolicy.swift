/// The set of rules that a flow must be proved to satisfy before it may run.
package struct CompliancePolicy: Sendable, Hashable {
    /// As a flow file writes it after `policy:`.
    package let name: String
    package let rules: [Rule]
    private let enforced: Set<Rule.ID>

    package init(name: String, rules: [Rule]) {
        self.name = name
        self.rules = rules
        enforced = Set(rules.map(\.id))
    }

    package func enforces(_ rule: Rule.ID) -> Bool { enforced.contains(rule) }

    /// The policy of that name, if there is one.
    package static func named(_ name: String) -> CompliancePolicy? { all.first { $0.name == name } }

    package static let all: [CompliancePolicy] = [usRegulationF, esRecobro]

    /// Debt collection by telephone in the United States: FDCPA, Regulation F, and the TCPA where it is stricter.
    package static let usRegulationF = CompliancePolicy(
        name: "us-regulation-f",
        rules: Rule.structural(law: "FDCPA 805(b); 12 CFR 1006.6(d)") + [
            Rule(
                .identityFirst, "The name of the business is the first thing that a person hears.",
                source: "12 CFR 1006.14(g); 47 CFR 64.1200(b)(1)"),
            Rule(
                .optOutOffer, "The way to stop the calls is offered directly after the name of the business.",
                source: "47 CFR 64.1200(b)(3)"),
            Rule(
                .automatedNotice, "The person knows that a machine speaks before the first question.",
                source: "practice"),
            Rule(
                .recordingNotice, "The person knows of the recording before the first question.",
                source: "practice; state law"),
            Rule(
                .legalNotice,
                "The verified person hears the whole legal notice before any other debt content and any promise.",
                source: "12 CFR 1006.18(e)"),
            Rule(
                .optOutAlways, "`stop_calling` is live at every moment.",
                source: "12 CFR 1006.6(c), 1006.14(h); 47 CFR 64.1200(b)(3)"),
            Rule(
                .agentAlways, "The caller can ask for an agent in every listening step.", source: "practice"),
            Rule(
                .optOutObeyed,
                "A wish to stop the calls is stored with no other question than its confirmation.",
                source: "12 CFR 1006.14(h); 47 CFR 64.1200(b)(3)"),
            Rule(.noThreats, "No prompt threatens.", source: "12 CFR 1006.18"),
        ])
}
