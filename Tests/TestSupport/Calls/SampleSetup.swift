package import Calls
package import Dialog

/// What a call of the sample flow starts from.
package enum SampleSetup {
    /// What the caller can say; acts refer to these by index.
    package static let sentences = [
        "speaking", "march fifteenth nineteen eighty", "four hundred fifty dollars", "the sixteenth", "yes",
        "no",
        "stop calling", "purple", "none of your business", "not here", "agent", "ninety dollars",
        "no ninety dollars",
    ]

    package static func make(
        _ flow: Flow = SampleFlow.flow, _ catalogue: PromptCatalogue = SampleFlow.catalogue,
        account: AccountID = "A-1", balance: Int = 45_000, seed: UInt64 = 1
    ) -> CallSetup {
        guard let today = LocalDate(year: 2026, month: 3, day: 2),
            let birth = LocalDate(year: 1980, month: 3, day: 15)
        else { preconditionFailure("no such day") }
        let spoken = Flow(
            name: flow.name, languages: ["en-US"], fields: flow.fields, defaults: flow.defaults,
            universals: flow.universals, start: flow.start, steps: flow.steps,
            fault: flow.fault, recordFrom: flow.recordFrom)
        return CallSetup(
            account: account, program: FlowProgram(root: spoken), catalogue: catalogue, language: "en-US",
            currency: .usd,
            data: CallData(
                values: ["balance": SampleFlow.money(balance)], secrets: ["birth_date": .date(birth)]),
            today: today, seed: seed)
    }
}
