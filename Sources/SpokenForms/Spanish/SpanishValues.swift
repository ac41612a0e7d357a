import Dialog

/// Values as Spanish says and understands them, in Spain or in the United States.
struct SpanishValues: ValueWords {
    let region: SpanishRegion

    /// Keyed and typed numbers follow the country's forms; spoken ones are day first everywhere.
    var dateOrder: DateOrder {
        switch region {
        case .spain: .dayMonth
        case .unitedStates: .monthDay
        }
    }
    var decimalMark: DecimalMark {
        switch region {
        case .spain: .comma
        case .unitedStates: .point
        }
    }
    var yesNo: PhraseBook { SpanishYesNo.book ?? PhraseBook() }
    var denial: GrammarExpression { .sequence([.word("no"), .maybe("es|son|he dicho|mejor")]) }

    func listened(for target: ListeningGrammar.Target, _ context: ListeningContext) -> ListenedValue? {
        switch target {
        case .nothing, .yesNo, .choice, .confirmation, .confirming: nil
        case .digits(let lengths): ListenedValue(SpanishDigits.digits(lengths), lead: Self.digitsLead)
        case .date(.upcoming):
            ListenedValue(SpanishDates.upcoming, lead: SpanishDates.lead, preposition: "para")
        case .date(.past): ListenedValue(SpanishPastDates().expression, lead: SpanishDates.pastLead)
        case .money:
            ListenedValue(
                SpanishMoney.expression(context.currency, takesShares: context.whole != nil),
                lead: SpanishMoney.lead)
        case .number(let range):
            ListenedValue(SpanishNumbers.masculine.upTo(range.upperBound), lead: .maybe("son|es"))
        case .time: ListenedValue(SpanishTimes.expression, lead: SpanishTimes.lead, preposition: "a")
        }
    }

    private static let digitsLead = GrammarExpression.maybe("es el|son")

    func phrasings(of value: Value, _ context: ListeningContext) -> GrammarExpression? {
        switch value {
        case .digits(let digits):
            SpanishDigits.phrasing(of: digits).map { .sequence([Self.digitsLead, $0]) }
        case .date(let date) where SpanishPastDates.years.contains(date.year):
            .sequence([
                SpanishDates.pastLead, SpanishPastDates(meant: (date, context.today)).expression,
            ])
        case .text, .name, .phone, .date, .time, .money, .number, .choice, .yesNo, .level, .hours: nil
        }
    }

    private static let fillers: Set<String> = [
        "eh", "em", "ah", "pues", "bueno", "este", "oiga", "oye", "mire", "mira",
    ]

    func withoutFillers(_ words: Words) -> Words {
        var words = words
        while words.count > 1,
            words.take(anyOf: Self.fillers)
                || words.take("a", "ver") || words.take("o", "sea")
        {}
        return SpanishPhrases.withoutEnd(words)
    }

    private static let denials: Set<String> = [
        "no", "perdon", "perdone", "disculpe", "mejor", "sino", "es", "son", "eso",
    ]

    /// The corrected value in "no, he dicho el veinte", "no, está mal, es el veinte", "no, mejor el veinte".
    func withoutDenial(_ words: Words) -> Words {
        var words = words
        while words.take(anyOf: Self.denials)
            || words.take("esta", "mal") || words.take("he", "dicho") || words.take("dije")
            || words.take("quise", "decir") || words.take("queria", "decir") || words.take("quiero", "decir")
            || words.take("que", "sea") || words.take("que", "sean")
        {}
        return words
    }

    func digits(_ words: Words, _ lengths: ClosedRange<Int>) -> String? { SpanishDigits.read(words, lengths) }

    func dates(_ words: Words, _ limits: DateLimits, today: LocalDate) -> [LocalDate] {
        let reader = SpanishDateReader(today: today, order: dateOrder)
        return switch limits {
        case .upcoming: reader.upcoming(words)
        case .past: [reader.past(words)].compactMap { $0 }
        }
    }

    func amounts(_ words: Words, _ currency: Currency) -> [Int] { SpanishMoney.read(words, currency) }
    func share(_ words: Words) -> Share? { SpanishMoney.share(words) }
    func number(_ words: Words) -> Int? { SpanishNumbers.read(words) }
    func times(_ words: Words) -> [LocalTime] { SpanishTimes.read(words) }

    func speak(_ value: Value, _ context: SpeakingContext) -> String {
        SpanishSpeaker(region: region).speak(value, context)
    }
}
