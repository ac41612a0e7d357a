import Dialog

/// Values as English says and understands them.
struct EnglishValues: ValueWords {
    let region: EnglishRegion

    var dateOrder: DateOrder { region.dateOrder }
    var decimalMark: DecimalMark { .point }
    var yesNo: PhraseBook { EnglishYesNo.book ?? PhraseBook() }
    var denial: GrammarExpression { .sequence([.word("no"), .maybe("it's|i said|make it")]) }

    func listened(for target: ListeningGrammar.Target, _ context: ListeningContext) -> ListenedValue? {
        switch target {
        case .nothing, .yesNo, .choice, .confirmation, .confirming: nil
        case .digits(let lengths): ListenedValue(EnglishDigits.digits(lengths), lead: Self.digitsLead)
        case .date(.upcoming):
            ListenedValue(EnglishDates.upcoming(in: region), lead: EnglishDates.lead, preposition: "on")
        case .date(.past):
            ListenedValue(EnglishPastDates(order: dateOrder).expression, lead: EnglishDates.pastLead)
        case .money:
            ListenedValue(
                EnglishMoney.expression(context.currency, takesShares: context.whole != nil),
                lead: EnglishMoney.lead)
        case .number(let range): ListenedValue(EnglishNumbers.expression(range), lead: .maybe("it's"))
        case .time: ListenedValue(EnglishTimes.expression, lead: EnglishTimes.lead, preposition: "at")
        }
    }

    private static let digitsLead = GrammarExpression.maybe("it's")

    func phrasings(of value: Value, _ context: ListeningContext) -> GrammarExpression? {
        switch value {
        case .digits(let digits):
            EnglishDigits.phrasing(of: digits).map { .sequence([Self.digitsLead, $0]) }
        case .date(let date) where EnglishPastDates.years.contains(date.year):
            .sequence([
                EnglishDates.pastLead,
                EnglishPastDates(order: dateOrder, meant: (date, context.today)).expression,
            ])
        case .text, .name, .phone, .date, .time, .money, .number, .choice, .yesNo, .level, .hours: nil
        }
    }

    private static let fillers: Set<String> = ["um", "uh", "er", "well", "oh", "so"]

    func withoutFillers(_ words: Words) -> Words {
        var words = words
        while words.take(anyOf: Self.fillers) {}
        if words.count > 1, words.last == "please" { words.removeLast() }
        return words
    }

    private static let denials: Set<String> = ["no", "nope", "nah", "sorry", "actually"]

    /// The corrected value in "no, I said the twentieth", "no, that's wrong, make it the twentieth".
    func withoutDenial(_ words: Words) -> Words {
        var words = words
        while words.take(anyOf: Self.denials) || words.take("that's", "wrong")
            || words.take("that's", "not", "right")
            || words.take("i", "said") || words.take("i", "meant") || words.take("i", "mean")
            || words.take("make", "it") || words.take("make", "that")
            || words.take("not", "right")
        {}
        return words
    }

    func digits(_ words: Words, _ lengths: ClosedRange<Int>) -> String? { EnglishDigits.read(words, lengths) }

    func dates(_ words: Words, _ limits: DateLimits, today: LocalDate) -> [LocalDate] {
        switch limits {
        case .upcoming: EnglishDateReader(today: today, order: dateOrder).upcoming(words)
        case .past: [EnglishDateReader(today: today, order: dateOrder).past(words)].compactMap { $0 }
        }
    }

    func amounts(_ words: Words, _ currency: Currency) -> [Int] { EnglishMoney.read(words, currency) }
    func share(_ words: Words) -> Share? { EnglishMoney.share(words) }
    func number(_ words: Words) -> Int? { EnglishNumbers.read(words) }
    func times(_ words: Words) -> [LocalTime] { EnglishTimes.read(words) }
    func speak(_ value: Value, _ context: SpeakingContext) -> String {
        EnglishSpeaker(region: region).speak(value, context)
    }
}
