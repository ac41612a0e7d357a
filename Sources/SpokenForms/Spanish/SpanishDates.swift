import Dialog

/// What people say for dates in Spanish, as it is listened for.
enum SpanishDates {
    private static let monthWords =
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    private static let weekdayWords = "lunes martes miércoles jueves viernes sábado domingo"

    /// By their names without accents; "setiembre" is as good.
    static let months: [String: Int] = numbered(monthWords).merging(["setiembre": 9]) { first, _ in first }
    static let weekdays = numbered(weekdayWords).compactMapValues { Weekday(rawValue: $0) }

    static func name(ofMonth month: Int) -> String { word(month, of: monthWords) }
    static func name(of weekday: Weekday) -> String { word(weekday.rawValue, of: weekdayWords) }

    private static func numbered(_ text: String) -> [String: Int] {
        Dictionary(
            text.split(separator: " ").enumerated().map { (LatinLetters.folded(String($1)), $0 + 1) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func word(_ number: Int, of text: String) -> String {
        text.split(separator: " ").dropFirst(number - 1).first.map(String.init) ?? ""
    }

    static let month = GrammarExpression.rule("month", .anyWord(of: monthWords))
    private static let weekday = GrammarExpression.rule("weekday", .anyWord(of: weekdayWords))
    static let day = GrammarExpression.rule(
        "day",
        .alternatives([
            .anyWord(of: "primero " + SpanishNumbers.small[1...29].joined(separator: " ")), .word("treinta"),
            .words("treinta y uno"),
        ]))

    /// A date to come, without the words that lead up to it.
    static let upcoming: GrammarExpression = {
        let nextMonth = GrammarExpression.anyPhrase("del mes que viene", "del próximo mes")
        let monthOrRelative = GrammarExpression.alternatives([
            .sequence([.word("de"), .alternatives([month, .words("este mes")])]), nextMonth,
        ])
        let endOrBeginning = GrammarExpression.anyPhrase(
            "fin", "final", "finales", "primeros", "principios", "mediados")
        return .alternatives([
            .anyPhrase("hoy", "hoy mismo", "mañana", "pasado mañana"),
            .anyPhrase("la semana que viene", "la próxima semana", "el mes que viene", "el próximo mes"),
            .anyPhrase("la quincena", "el fin de semana", "el último día del mes"),
            .sequence([
                .maybe("el|este|el próximo"), weekday, .maybe("que viene|próximo|por la mañana|por la tarde"),
            ]),
            .sequence([.maybe("el"), weekday, .anyPhrase("de la semana que viene", "de la próxima semana")]),
            .sequence([.maybe("el|el día"), .optional(weekday), day, .optional(monthOrRelative)]),
            .sequence([.anyPhrase("en", "dentro de"), span]),
            .sequence([.words("de hoy en"), .anyWord(of: "ocho quince"), .maybe("días")]),
            .sequence([
                .maybe("a"), endOrBeginning,
                .alternatives([.words("de mes"), .sequence([.word("de"), month]), nextMonth]),
            ]),
        ])
    }()

    /// "una semana", "diez días".
    private static let span: GrammarExpression = {
        let count = GrammarExpression.rule(
            "count",
            .anyWord(of: "dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta"))
        return .rule(
            "span",
            .alternatives([
                .anyPhrase("una semana", "un mes"), .sequence([count, .anyWord(of: "días semanas")]),
            ]))
    }()

    /// What people say before a date.
    static let lead = GrammarExpression.maybe("para|puedo pagar|puedo|pagaré|lo pago|sería")

    /// What people say before a date with its year.
    static let pastLead = GrammarExpression.maybe("es|nací")
}
