import Dialog
import SpokenForms
import Testing

/// Tuesday, 10 March 2026.
let tuesday = day("2026-03-10")

func day(_ iso: String) -> LocalDate {
    guard let date = LocalDate(iso: iso) else { preconditionFailure("not a date: \(iso)") }
    return date
}

func grammar(
    _ target: ListeningGrammar.Target, _ universals: [UniversalName: [Phrase]] = [:],
    language: LanguageTag = "en-US", today: LocalDate = tuesday, currency: Currency = .usd,
    whole: Money? = nil,
    choiceKeys: [OutcomeName: String] = [:], universalKeys: [UniversalName: String] = [:]
) throws(GrammarFailure) -> ListeningGrammar {
    try ListeningGrammar(
        language: language, target: target, universals: universals, today: today, currency: currency,
        whole: whole, choiceKeys: choiceKeys, universalKeys: universalKeys)
}

extension ListeningGrammar {
    /// What a typed line means.
    func reading(_ line: String) -> Answer.Meaning? { interpret(TypedInput.words(line, in: language)) }
}

func money(_ minorUnits: Int, _ currency: Currency = .usd) -> Value {
    .money(Money(minorUnits: minorUnits, currency: currency))
}

/// One grammar of each kind that listens for values, in a language.
func everyGrammar(
    _ language: LanguageTag = "en-US", currency: Currency = .usd, whole: Money? = nil
) throws -> [ListeningGrammar] {
    let universals: [UniversalName: [Phrase]] = [
        "repeat": [Phrase("[can you] say that again"), Phrase("cómo dice")],
        "stop_calling": [Phrase("stop calling [me]")],
    ]
    let targets: [ListeningGrammar.Target] = [
        .nothing, .yesNo, .digits(4...4), .digits(1...20), .digits(3...5), .date(.upcoming(days: 30)),
        .date(.past),
        .money, .number(0...999_999_999), .number(2...6), .time, .confirmation(of: .time),
        .confirming([.number(ValueLimits())]), .confirmation(of: .date), .confirmation(of: .money),
        .confirmation(of: .digits),
        .confirmation(of: .choice), .confirming([.date(.past)]), .confirming([.digits(4...4)]),
        .confirming([.money(ValueLimits()), .date(.upcoming(days: 30))]), .confirming([]),
        .confirming([
            .date(.past), .money(ValueLimits()), .time(ValueLimits()), .number(ValueLimits()), .digits(2...3),
        ]),
        .choice([
            "speaking": [Phrase("speaking"), Phrase("this is [he | she]")],
            "absent": [Phrase("not [at] home")],
        ]),
    ]
    return try targets.map {
        try grammar($0, universals, language: language, currency: currency, whole: whole)
    }
}

/// What a value is called in a language.
func spoken(_ value: Value, _ language: LanguageTag, today: LocalDate = tuesday) throws -> String {
    try SpokenForm.speak(value, language: language, context: SpeakingContext(today: today))
}
