import Dialog

/// What is listened for in American English, and how it is read.
enum EnglishListening {
    static func expression(for target: ListeningGrammar.Target, _ currency: Currency) -> GrammarExpression? {
        switch target {
        case .nothing, .yesNo, .choice: nil
        case .digits(let lengths): EnglishDigits.expression(lengths)
        case .date(.upcoming): .sequence([EnglishDates.lead, EnglishDates.upcoming])
        case .date(.past): .sequence([EnglishDates.pastLead, EnglishDates.past])
        case .money: .sequence([EnglishMoney.lead, EnglishMoney.expression(currency)])
        case .number(let range): .sequence([.maybe("it's"), EnglishNumbers.expression(range)])
        case .time: .sequence([EnglishTimes.lead, EnglishTimes.expression])
        case .confirmation(of: .digits): nil
        case .confirmation, .confirming:
            target.correction.flatMap { correction($0, currency) }
        }
    }

    /// "no, the twentieth", "no, make it two hundred".
    private static func correction(
        _ target: ListeningGrammar.Target, _ currency: Currency
    ) -> GrammarExpression? {
        let value: GrammarExpression? =
            switch target {
            case .nothing, .yesNo, .choice, .confirmation, .confirming: nil
            case .digits(let lengths): EnglishDigits.digits(lengths)
            case .date(.upcoming): .sequence([.maybe("on"), EnglishDates.upcoming])
            case .date(.past): EnglishDates.past
            case .money: EnglishMoney.expression(currency)
            case .number(let range): EnglishNumbers.expression(range)
            case .time: .sequence([.maybe("at"), EnglishTimes.expression])
            }
        return value.map { .sequence([.word("no"), .maybe("it's|i said|make it"), $0]) }
    }

    static func read(
        _ words: Words, _ target: ListeningGrammar.Target, _ today: LocalDate, _ currency: Currency
    ) -> Answer.Meaning? {
        switch target {
        case .nothing: nil
        case .yesNo, .choice: nil
        case .digits(let lengths): EnglishDigits.read(words, lengths).map { .value(.digits($0)) }
        case .date(.upcoming): meaning(of: EnglishDateReader(today: today).upcoming(words).map { .date($0) })
        case .date(.past): EnglishDateReader(today: today).past(words).map { .value(.date($0)) }
        case .money:
            meaning(
                of: EnglishMoney.read(words, currency).map {
                    .money(Money(minorUnits: $0, currency: currency))
                })
        case .number: EnglishNumbers.read(words).map { .value(.number($0)) }
        case .time: meaning(of: EnglishTimes.read(words).map { .time($0) })
        case .confirmation, .confirming:
            target.correction.flatMap { read(withoutDenial(words), $0, today, currency) }
        }
    }

    private static func meaning(of values: [Value]) -> Answer.Meaning? {
        if values.count > 1 { return .ambiguous(values) }
        return values.first.map { .value($0) }
    }

    private static let denials: Set<String> = ["no", "nope", "nah", "sorry", "actually"]

    /// The corrected value in "no, I said the twentieth", "no, that's wrong, make it the twentieth".
    private static func withoutDenial(_ words: Words) -> Words {
        var words = words
        while words.take(anyOf: denials) || words.take("that's", "wrong")
            || words.take("that's", "not", "right")
            || words.take("i", "said") || words.take("i", "meant") || words.take("i", "mean")
            || words.take("make", "it") || words.take("make", "that")
            || words.take("not", "right")
        {}
        return words
    }
}
