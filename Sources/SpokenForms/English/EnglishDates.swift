import Dialog

/// What people say for dates in English, as it is listened for.
enum EnglishDates {
    static let months = numbered(
        "january february march april may june july august september october november december")
    static let weekdays = numbered("monday tuesday wednesday thursday friday saturday sunday")
        .compactMapValues { Weekday(rawValue: $0) }

    private static func numbered(_ text: String) -> [String: Int] {
        Dictionary(
            text.split(separator: " ").enumerated().map { (String($1), $0 + 1) },
            uniquingKeysWith: { first, _ in first })
    }

    private static let month = GrammarExpression.rule(
        "month",
        .anyWord(of: "january february march april may june july august september october november december"))
    private static let weekday = GrammarExpression.rule(
        "weekday", .anyWord(of: "monday tuesday wednesday thursday friday saturday sunday"))
    private static let ordinal = GrammarExpression.rule(
        "ordinal",
        .alternatives([
            .anyWord(of: EnglishNumbers.ordinalWords + " twentieth thirtieth"),
            .sequence([
                .word("twenty"), .anyWord(of: "first second third fourth fifth sixth seventh eighth ninth"),
            ]),
            .words("thirty first"),
        ]))

    /// A date to come, without the words that lead up to it.
    static func upcoming(in region: EnglishRegion) -> GrammarExpression {
        switch region {
        case .unitedStates: upcoming
        case .unitedKingdom: .alternatives([upcoming, .anyPhrase("in a fortnight", "a fortnight today")])
        }
    }

    private static let upcoming: GrammarExpression = {
        let count = GrammarExpression.rule(
            "count",
            .anyWord(
                of:
                    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty"
                    + " thirty"))
        let span = GrammarExpression.rule(
            "span",
            .alternatives([
                .sequence([.anyWord(of: "a one"), .word("week")]),
                .sequence([count, .anyWord(of: "days weeks")]),
            ]))
        let monthOrRelative = GrammarExpression.alternatives([month, .anyPhrase("this month", "next month")])
        return .alternatives([
            .anyWord(of: "today tomorrow"), .sequence([.maybe("the"), .words("day after tomorrow")]),
            .sequence([.maybe("this|next"), weekday]), .words("next week"),
            .sequence([weekday, .word("week")]),
            .sequence([.maybe("next"), weekday, .words("of next week")]),
            .sequence([
                .optional(weekday), .maybe("the"), ordinal,
                .optional(.sequence([.word("of"), monthOrRelative])),
            ]),
            .sequence([.optional(weekday), month, .maybe("the"), ordinal]),
            .sequence([.word("in"), span]),
            .sequence([span, .word("from"), .alternatives([.anyWord(of: "today now"), weekday])]),
            .sequence([
                .maybe("at"), .maybe("the"), .words("end of"),
                .anyPhrase("the month", "this month", "next month"),
            ]),
        ])
    }()

    /// What people say before a date.
    static let lead = GrammarExpression.optional(
        .alternatives([
            .anyWord(of: "on by it's"),
            .sequence([.anyPhrase("i can pay", "i'll pay"), .maybe("it"), .maybe("on|by")]),
        ]))

    /// A date with its year, such as a date of birth.
    static let past: GrammarExpression = {
        let unit = GrammarExpression.anyWord(of: "one two three four five six seven eight nine")
        let teen = GrammarExpression.anyWord(
            of: "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
        let tens = GrammarExpression.anyWord(of: "twenty thirty forty fifty sixty seventy eighty ninety")
        let pair = GrammarExpression.rule(
            "year_pair",
            .alternatives([.sequence([.word("oh"), unit]), teen, .sequence([tens, .optional(unit)])]))
        let year = GrammarExpression.rule(
            "year",
            .alternatives([
                .sequence([.anyWord(of: "nineteen twenty"), pair]),
                .sequence([
                    .words("two thousand"),
                    .optional(.sequence([.maybe("and"), .alternatives([unit, teen])])),
                ]),
            ]))
        return .alternatives([
            .sequence([month, .maybe("the"), ordinal, year]),
            .sequence([.maybe("the"), ordinal, .word("of"), month, year]),
        ])
    }()

    static let pastLead = GrammarExpression.maybe("it's|i was born on|born on|born")
}
