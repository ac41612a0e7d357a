import Dialog

/// What people say for a date with its year, such as a date of birth: for any, or for one in particular.
///
/// "March [the] fifteenth nineteen eighty four", "the fifteenth of March …", "three fifteen eighty four" in the order of
/// the region, and digit by digit: "oh three one five one nine eight four".
struct EnglishPastDates {
    /// Of day and month in numbers.
    let order: DateOrder
    /// The date that is meant and the day from which its two-digit year is counted; nil for any date.
    var meant: (date: LocalDate, today: LocalDate)?

    /// The years that have words here.
    static let years = 1901...2099

    var expression: GrammarExpression {
        let numbers = order == .monthDay ? [monthNumber, dayNumber] : [dayNumber, monthNumber]
        return .alternatives([
            .sequence([month, .maybe("the"), .alternatives([ordinal, day]), year]),
            .sequence([.maybe("the"), ordinal, .maybe("of"), month, year]),
            .sequence(numbers + [year]),
            digits,
        ])
    }

    // MARK: - Parts

    private var month: GrammarExpression {
        guard let meant else { return EnglishDates.month }
        return .word(EnglishDates.name(ofMonth: meant.date.month))
    }

    private var ordinal: GrammarExpression {
        guard let meant else { return EnglishDates.ordinal }
        return Self.spelt(EnglishNumbers.spellOrdinal(meant.date.day))
    }

    private var day: GrammarExpression {
        guard let meant else { return Self.anyDay }
        return Self.spelt(EnglishNumbers.spell(meant.date.day))
    }

    private var dayNumber: GrammarExpression { number(of: meant?.date.day, any: Self.anyDay) }
    private var monthNumber: GrammarExpression { number(of: meant?.date.month, any: Self.anyMonthNumber) }

    /// "three", "oh three", "fifteen".
    private func number(of value: Int?, any: GrammarExpression) -> GrammarExpression {
        guard let value else { return .alternatives([any, .sequence([Self.zero, EnglishNumbers.unit])]) }
        let words = Self.spelt(EnglishNumbers.spell(value))
        return value < 10 ? .sequence([.optional(Self.zero), words]) : words
    }

    private var year: GrammarExpression {
        guard let (date, today) = meant else { return Self.anyYear }
        let (century, rest) = (date.year / 100, date.year % 100)
        var ways: [GrammarExpression] = []
        if rest > 0 {
            let pair: GrammarExpression =
                rest < 10
                ? .sequence([Self.zero, .word(EnglishNumbers.spell(rest))])
                : Self.spelt(EnglishNumbers.spell(rest))
            ways.append(.sequence([.word(EnglishNumbers.spell(century)), pair]))
            if NumericDate.fullYear(rest, today) == date.year { ways.append(pair) }
        }
        if century == 20, rest < 20 {
            let more: [GrammarExpression] =
                rest == 0 ? [] : [.maybe("and"), .word(EnglishNumbers.spell(rest))]
            ways.append(.sequence([.words("two thousand")] + more))
        }
        return .alternatives(ways)
    }

    /// Eight digits, or six with a year of two.
    private var digits: GrammarExpression {
        guard let (date, today) = meant else { return Self.anyDigits(order) }
        let (first, second) = order == .monthDay ? (date.month, date.day) : (date.day, date.month)
        let start = Self.twoDigits(first) + Self.twoDigits(second)
        let long = GrammarExpression.sequence(
            start + Self.twoDigits(date.year / 100) + Self.twoDigits(date.year % 100))
        guard NumericDate.fullYear(date.year % 100, today) == date.year else { return long }
        return .alternatives([long, .sequence(start + Self.twoDigits(date.year % 100))])
    }
}

extension EnglishPastDates {
    private static let zero = GrammarExpression.anyWord(of: "oh zero")

    private static func spelt(_ words: String) -> GrammarExpression {
        .words(words.replacing("-", with: " "))
    }

    private static func digit(_ digit: Int) -> GrammarExpression {
        digit == 0 ? zero : .word(EnglishDigits.digitWords[digit])
    }

    private static func twoDigits(_ number: Int) -> [GrammarExpression] {
        [digit(number / 10), digit(number % 10)]
    }

    private static let anyDay = GrammarExpression.rule(
        "day_number",
        .alternatives([
            EnglishNumbers.unit, EnglishNumbers.teen,
            .sequence([.word("twenty"), .optional(EnglishNumbers.unit)]), .words("thirty"),
            .words("thirty one"),
        ]))
    private static let anyMonthNumber = GrammarExpression.rule(
        "month_number", .alternatives([EnglishNumbers.unit, .anyWord(of: "ten eleven twelve")]))

    private static let anyYear: GrammarExpression = {
        let pair = GrammarExpression.rule(
            "year_pair",
            .alternatives([
                .sequence([zero, EnglishNumbers.unit]), EnglishNumbers.teen,
                .sequence([EnglishNumbers.ten, .optional(EnglishNumbers.unit)]),
            ]))
        return .rule(
            "year",
            .alternatives([
                .sequence([.anyWord(of: "nineteen twenty"), pair]), pair,
                .sequence([
                    .words("two thousand"),
                    .optional(
                        .sequence([
                            .maybe("and"), .alternatives([EnglishNumbers.unit, EnglishNumbers.teen]),
                        ])),
                ]),
            ]))
    }()

    private static func anyDigits(_ order: DateOrder) -> GrammarExpression {
        let any = GrammarExpression.rule(
            "digit", .anyWord(of: "zero oh " + EnglishDigits.digitWords.dropFirst().joined(separator: " ")))
        let month = GrammarExpression.alternatives([
            .sequence([zero, EnglishNumbers.unit]),
            .sequence([.word("one"), .anyWord(of: "zero oh one two")]),
        ])
        let day = GrammarExpression.alternatives([
            .sequence([zero, EnglishNumbers.unit]), .sequence([.anyWord(of: "one two"), any]),
            .sequence([.word("three"), .anyWord(of: "zero oh one")]),
        ])
        let century = GrammarExpression.alternatives([.words("one nine"), .sequence([.word("two"), zero])])
        return .sequence(
            (order == .monthDay ? [month, day] : [day, month]) + [.optional(century), any, any])
    }
}
