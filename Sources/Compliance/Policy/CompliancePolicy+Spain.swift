extension CompliancePolicy {
    /// Amicable debt recovery by telephone in Spain: data protection, the AI Act, and consumer law.
    package static let esRecobro = CompliancePolicy(
        name: "es-recobro",
        rules: Rule.structural(law: "RGPD art. 5.1.f; AEPD") + [
            Rule(
                .identityFirst, "The name of the business is the first thing that a person hears.",
                source: "LGDCU art. 96.2; RGPD art. 13.1.a"),
            Rule(
                .automatedFirst,
                "That a machine speaks is said directly after the name of the business.",
                source: "Regulation (EU) 2024/1689 art. 50(1) and 50(5)"),
            Rule(
                .automatedNotice, "The person knows that a machine speaks before the first question.",
                source: "Regulation (EU) 2024/1689 art. 50(1) and 50(5)"),
            Rule(
                .recordingNotice, "The person knows of the recording before the first question.",
                source: "RGPD art. 13.1; AEPD"),
            Rule(
                .recordingPurpose, "The person knows what the recording is for before the first question.",
                source: "RGPD art. 13.1.c"),
            Rule(
                .objectionOffer, "The way to object to the calls is offered before the first question.",
                source: "RGPD art. 21.4"),
            Rule(
                .optOutAlways, "`stop_calling` is live at every moment.", source: "RGPD art. 21.1 and 12.2"),
            Rule(
                .optOutObeyed,
                "A wish to stop the calls is stored with no other question than its confirmation.",
                source: "RGPD art. 21.1 and 12.2"),
            Rule(
                .agentAlways, "The caller can ask for a person in every listening step.",
                source: "Ley 10/2025"),
            Rule(
                .legalNotice,
                "The verified person hears the whole legal notice before any other debt content and any promise.",
                source: "RGPD art. 14; Ley 3/1991 art. 7"),
            Rule(
                .legalContents,
                "The legal notice says for which creditor, and that the debt can be disputed.",
                source: "RGPD art. 14; Ley 3/1991 art. 7"),
            Rule(
                .noThreats, "No prompt threatens.", source: "Ley 3/1991 art. 8; LO 1/1982 art. 7"),
        ])
}
