package import Dialog

/// Accounts and organisations of nobody, with whatever data a flow asks for.
///
/// Every text is unmistakable, so that a test can find it again wherever it should not be.
package enum SyntheticAccount {
    /// An account whose data follow from a seed; an optional datum is there in every other one.
    package static func account(for flow: Flow, language: LanguageTag, currency: Currency, seed: UInt64)
        -> Account
    {
        var random = SeededGenerator(seed: seed)
        var values: [FieldName: Value] = [:]
        for field in flow.fields where field.origin == .account {
            if field.isOptional, Bool.random(using: &random) { continue }
            values[field.name] = value(of: field, currency, &random)
        }
        if values["balance"] == nil { values["balance"] = amount(currency, &random) }
        return Account(
            id: AccountID("S-\(seed)"), language: language, timeZone: "Etc/UTC", currency: currency,
            country: "US",
            phones: [Account.Phone(number: "+12025550100", kind: .mobile, consent: .given)], flags: [],
            isInitialCommunication: true, values: values)
    }

    /// What every flow may want to know of the company that calls.
    package static func organisation(for flow: Flow) -> Organisation {
        var random = SeededGenerator(seed: 1)
        var values: [FieldName: Value] = [:]
        for field in flow.fields where field.origin == .organisation {
            values[field.name] = value(of: field, .usd, &random)
        }
        return Organisation(values: values)
    }

    private static func value(of field: DataField, _ currency: Currency, _ random: inout SeededGenerator)
        -> Value?
    {
        switch field.type {
        case .text: .text("Zyx \(field.name) \(word(&random))")
        case .name: .name("Qwen \(word(&random)) Vexley")
        case .phone: .phone("+1202555\(Int.random(in: 1_000...9_999, using: &random))")
        case .digits:
            .digits(
                String(
                    (0..<(field.length ?? 6)).map { _ in "0123456789".randomElement(using: &random) ?? "0" }))
        case .date:
            LocalDate(dayNumber: Int.random(in: -9_000...12_000, using: &random)).map { .date($0) }
        case .time: LocalTime(hour: Int.random(in: 9...18, using: &random), minute: 0).map { .time($0) }
        case .money: amount(currency, &random)
        case .number: .number(Int.random(in: 0...60, using: &random))
        case .yesNo: .yesNo(Bool.random(using: &random))
        case .level: .level(.l1)
        // No account states a choice.
        case .choice: nil
        }
    }

    /// From a balance that is hardly worth a call to one that is paid in parts.
    private static func amount(_ currency: Currency, _ random: inout SeededGenerator) -> Value {
        let most = [3_000, 9_000, 45_000, 300_000].randomElement(using: &random) ?? 45_000
        return .money(
            Money(minorUnits: Int.random(in: (most / 3)...most, using: &random), currency: currency))
    }

    private static func word(_ random: inout SeededGenerator) -> String {
        String((0..<7).map { _ in "bcdfghjklmnpqrstvwxz".randomElement(using: &random) ?? "z" })
    }
}
