import Dialog

/// What people say in Spanish for a date with its year, such as a date of birth: for any, or for one in particular.
///
/// "quince de marzo de mil novecientos ochenta y cuatro", "quince del tres del ochenta y cuatro", and digit by digit. What
/// is said is day first everywhere.
struct SpanishPastDates {
    /// The date that is meant and the day from which its two-digit year is counted; nil for any date.
    var meant: (date: LocalDate, today: LocalDate)?

    /// The years that have words here.
    static let years = 1901...2099

    var expression: GrammarExpression {
        .alternatives([
            .sequence([start, month, .optional(of), year]),
            // "diez dos mil" would be a twelfth month.
            .sequence([start, monthNumber, of, year]), digits,
        ])
    }

    private var start: GrammarExpression {
        .sequence([.maybe("el|el día"), day, .anyWord(of: "de del")])
    }

    private var of: GrammarExpression { .anyPhrase("de", "del", "del año") }

    private var day: GrammarExpression {
        guard let meant else { return SpanishDates.day }
        let words = GrammarExpression.words(SpanishNumbers.spell(meant.date.day))
        return meant.date.day == 1 ? .alternatives([.word("primero"), words]) : words
    }

    private var month: GrammarExpression {
        guard let meant else { return SpanishDates.month }
        return .word(SpanishDates.name(ofMonth: meant.date.month))
    }

    private var monthNumber: GrammarExpression {
        guard let meant else { return Self.anyMonthNumber }
        let words = GrammarExpression.word(SpanishNumbers.spell(meant.date.month))
        return meant.date.month < 10 ? .sequence([.maybe("cero"), words]) : words
    }

    private var year: GrammarExpression {
        guard let (date, today) = meant else { return Self.anyYear }
        let rest = date.year % 100
        let pair = SpanishNumbers.spell(rest)
        let century = date.year < 2_000 ? "mil novecientos" : "dos mil"
        guard rest > 0 else { return .words(century) }
        var ways: [GrammarExpression] = [.words(century + " " + pair)]
        if NumericDate.fullYear(rest, today) == date.year {
            ways.append(.words(rest < 10 ? "cero " + pair : pair))
        }
        return .alternatives(ways)
    }

    /// Eight digits, or six with a year of two.
    private var digits: GrammarExpression {
        guard let (date, today) = meant else { return Self.anyDigits }
        let start = Self.twoDigits(date.day) + Self.twoDigits(date.month)
        let long = GrammarExpression.sequence(
            start + Self.twoDigits(date.year / 100) + Self.twoDigits(date.year % 100))
        guard NumericDate.fullYear(date.year % 100, today) == date.year else { return long }
        return .alternatives([long, .sequence(start + Self.twoDigits(date.year % 100))])
    }
}

extension SpanishPastDates {
    private static func twoDigits(_ number: Int) -> [GrammarExpression] {
        [number / 10, number % 10].map { .word(SpanishNumbers.digitWord($0)) }
    }

    private static let anyMonthNumber = GrammarExpression.rule(
        "month_number",
        .alternatives([
            .sequence([.maybe("cero"), .anyWord(of: SpanishNumbers.small[1...9].joined(separator: " "))]),
            .anyWord(of: SpanishNumbers.small[10...12].joined(separator: " ")),
        ]))

    private static let anyYear: GrammarExpression = {
        let pair = SpanishNumbers.masculine.belowHundred
        return .rule(
            "year",
            .alternatives([
                .sequence([.words("mil novecientos"), pair]),
                .sequence([.words("dos mil"), .optional(pair)]), pair,
                .sequence([.word("cero"), .anyWord(of: SpanishNumbers.small[1...9].joined(separator: " "))]),
            ]))
    }()

    private static let anyDigits: GrammarExpression = {
        let any = GrammarExpression.rule(
            "digit", .anyWord(of: SpanishNumbers.small[0...9].joined(separator: " ")))
        let unit = GrammarExpression.anyWord(of: SpanishNumbers.small[1...9].joined(separator: " "))
        let day = GrammarExpression.alternatives([
            .sequence([.word("cero"), unit]), .sequence([.anyWord(of: "uno dos"), any]),
            .anyPhrase("tres cero", "tres uno"),
        ])
        let month = GrammarExpression.alternatives([
            .sequence([.word("cero"), unit]), .sequence([.word("uno"), .anyWord(of: "cero uno dos")]),
        ])
        return .sequence([day, month, .optional(.anyPhrase("uno nueve", "dos cero")), any, any])
    }()
}
