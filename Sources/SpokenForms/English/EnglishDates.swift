import Dialog

/// What people say for dates in English, as it is listened for.
enum EnglishDates {
    private static let monthWords =
        "january february march april may june july august september october november december"
    static let months = numbered(monthWords)
    static let weekdays = numbered("monday tuesday wednesday thursday friday saturday sunday")
        .compactMapValues { Weekday(rawValue: $0) }

    /// Lower case, as it is listened for.
    static func name(ofMonth month: Int) -> String {
        monthWords.split(separator: " ").dropFirst(month - 1).first.map(String.init) ?? ""
    }

    private static func numbered(_ text: String) -> [String: Int] {
        Dictionary(
            text.split(separator: " ").enumerated().map { (String($1), $0 + 1) },
            uniquingKeysWith: { first, _ in first })
    }

    static let month = GrammarExpression.rule("month", .anyWord(of: monthWords))
    private static let weekday = GrammarExpression.rule(
        "weekday", .anyWord(of: "monday tuesday wednesday thursday friday saturday sunday"))
    static let ordinal = GrammarExpression.rule(
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

    /// What people say before a date with its year.
    static let pastLead = GrammarExpression.maybe("it's|i was born on|born on|born")
}
