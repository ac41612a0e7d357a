import Dialog

/// Times of day in Spanish.
///
/// - "las nueve y media de la mañana", "las tres de la tarde", "la una de la madrugada", "mediodía" are one time each.
/// - "las tres", "las nueve y media" may be before or after noon: ambiguous, the likelier first, as in English.
/// - "las doce de la mañana" is noon in Spain and midnight to others: ambiguous, noon first.
/// - A time of a 24-hour clock (`14:30`, "las catorce treinta") is that time.
enum SpanishTimes {
    static let lead = GrammarExpression.maybe("a|sobre|hacia")

    static let expression: GrammarExpression = {
        let hour = GrammarExpression.rule(
            "hour",
            .alternatives([
                .sequence([.word("la"), .word("una")]),
                .sequence([.word("las"), .anyWord(of: SpanishNumbers.small[2...12].joined(separator: " "))]),
            ]))
        let tens = GrammarExpression.sequence([
            .anyWord(of: "treinta cuarenta cincuenta"), .maybe("y cinco"),
        ])
        let minutes = GrammarExpression.alternatives([
            .anyWord(of: "cinco diez quince veinte veinticinco"), tens,
        ])
        let part = GrammarExpression.rule(
            "part_of_day",
            .anyPhrase("de la mañana", "de la tarde", "de la noche", "de la madrugada", "del mediodía"))
        let around = GrammarExpression.alternatives([
            .sequence([.word("y"), .alternatives([.anyWord(of: "cuarto media"), minutes])]),
            .sequence([.word("menos"), .anyWord(of: "cuarto cinco diez veinte veinticinco")]),
            .words("en punto"), minutes,
        ])
        let toTheHour = GrammarExpression.sequence([
            .maybe("un"), .anyWord(of: "cuarto cinco diez veinte"), .word("para"), hour, .optional(part),
        ])
        return .alternatives([
            .sequence([hour, .optional(around), .optional(part)]), toTheHour,
            .anyPhrase("mediodía", "al mediodía", "medianoche"),
        ])
    }()

    /// "las nueve y media de la mañana", "la una menos cuarto de la tarde".
    ///
    /// The article is part of it, because it depends on the hour. In the United States what comes after half past is
    /// counted on: "las nueve cuarenta y cinco".
    static func speak(_ time: LocalTime, _ region: SpanishRegion) -> String {
        let countsDown = time.minute > 30 && time.minute % 5 == 0 && region == .spain
        let hour = ((time.hour + (countsDown ? 1 : 0)) + 11) % 12 + 1
        let name = hour == 1 ? "la una" : "las " + SpanishNumbers.spell(hour)
        return name + minutes(time.minute, countsDown: countsDown, region) + " " + part(of: time)
    }

    private static func minutes(_ minute: Int, countsDown: Bool, _ region: SpanishRegion) -> String {
        switch minute {
        case 0: return ""
        case 15: return " y cuarto"
        case 30: return " y media"
        case 45 where countsDown: return " menos cuarto"
        case _ where countsDown: return " menos " + SpanishNumbers.spell(60 - minute)
        case 31... where region == .unitedStates: return " " + SpanishNumbers.spell(minute)
        case _: return " y " + SpanishNumbers.spell(minute)
        }
    }

    private static func part(of time: LocalTime) -> String {
        switch time.hour {
        case 0: "de la noche"
        case 1..<6: "de la madrugada"
        case 6..<12: "de la mañana"
        case 12: "del mediodía"
        case 13..<21: "de la tarde"
        case _: "de la noche"
        }
    }
}

// MARK: - Reading

extension SpanishTimes {
    private static let leads: Set<String> = [
        "eh", "em", "pues", "bueno", "a", "sobre", "hacia", "como", "mejor", "llameme", "llamame", "llamar",
        "puede",
        "puedo", "seria", "para", "digamos", "que", "sea", "tal", "al", "es", "son",
    ]

    /// The times that may be meant, the likelier first; none if the words are no time.
    static func read(_ words: Words) -> [LocalTime] {
        var words = SpanishPhrases.withoutEnd(words)
        while words.take(anyOf: leads) {}
        _ = words.take("el")
        if let time = words.attempt(takeNamed), words.isEmpty { return [time] }
        guard let dial = words.attempt(takeBeforeHour) ?? words.attempt(takeClock) else { return [] }
        if words.take("de", "la", "manana") {
            let times = dial.times(.beforeNoon)
            guard words.isEmpty else { return [] }
            return dial.hour == 12 ? times.map(\.halfADayAway) + times : times
        }
        let part = takePart(&words)
        return words.isEmpty ? dial.times(part) : []
    }

    /// "mediodía", "las doce del mediodía", "medianoche".
    private static func takeNamed(_ words: inout Words) -> LocalTime? {
        if words.take("mediodia") || words.take("medio", "dia") { return LocalTime(hour: 12, minute: 0) }
        return words.take("medianoche") || words.take("media", "noche") ? LocalTime(hour: 0, minute: 0) : nil
    }

    /// "un cuarto para las diez", "diez para las nueve".
    private static func takeBeforeHour(_ words: inout Words) -> ClockDial? {
        _ = words.take("un") || words.take("faltan") || words.take("falta")
        let minutes = words.take("cuarto") ? 15 : SpanishNumbers.takeBelowHundred(&words)
        _ = words.take("minutos")
        guard let minutes, (1...29).contains(minutes), words.take("para"), let hour = takeHour(&words),
            (1...12).contains(hour)
        else { return nil }
        return ClockDial(minutes, isPast: false, hour: hour)
    }

    /// "las nueve", "las nueve y media", "las nueve menos cuarto", "las catorce treinta", or a numeral.
    private static func takeClock(_ words: inout Words) -> ClockDial? {
        _ = words.take("las") || words.take("la")
        if let dial = words.attempt(ClockDial.takeNumeral) {
            takeHours(&words)
            return dial
        }
        guard let hour = takeHour(&words) else { return nil }
        let isHalfDay = (1...12).contains(hour)
        if isHalfDay, let minutes = words.attempt(takeMinutesBefore) {
            return ClockDial(minutes, isPast: false, hour: hour)
        }
        let minute = words.attempt(takeMinutesAfter) ?? 0
        takeHours(&words)
        return ClockDial(hour: hour, minute: minute, isOf24Hours: hour == 0)
    }

    private static func takeHours(_ words: inout Words) {
        _ = words.take("en", "punto") || words.take("horas") || words.take("hora") || words.take("h")
    }

    /// 0 to 23, in one word: "veinte y cinco" is five past eight in the evening.
    private static func takeHour(_ words: inout Words) -> Int? {
        _ = words.take("las") || words.take("la")
        let hour: Int?
        if words.take("cero") {
            hour = 0
        } else if let word = words.first, word.isNumeral, word.utf8.count <= 2 {
            words.removeFirst()
            hour = Int(word)
        } else {
            hour = words.take(from: SpanishNumbers.teens) ?? words.take(from: SpanishNumbers.units)
        }
        return hour.flatMap { (0...23).contains($0) ? $0 : nil }
    }

    private static func takeMinutesBefore(_ words: inout Words) -> Int? {
        guard words.take("menos") else { return nil }
        if words.take("cuarto") { return 15 }
        return SpanishNumbers.takeBelowHundred(&words).flatMap { (1...30).contains($0) ? $0 : nil }
    }

    private static func takeMinutesAfter(_ words: inout Words) -> Int? {
        let hasY = words.take("y")
        if hasY, words.take("cuarto") { return 15 }
        if hasY, words.take("media") { return 30 }
        let isSingle = words.take("cero")
        guard let minutes = SpanishNumbers.takeBelowHundred(&words),
            ((hasY || isSingle ? 1 : 10)...59).contains(minutes)
        else { return nil }
        _ = words.take("minutos")
        return minutes
    }

    private static func takePart(_ words: inout Words) -> PartOfDay? {
        if words.take("am") || words.take("a", "m") || words.take("de", "la", "madrugada") {
            return .beforeNoon
        }
        if words.take("pm") || words.take("p", "m") || words.take("de", "la", "tarde")
            || words.take("del", "mediodia") || words.take("de", "mediodia")
            || words.take("por", "la", "tarde")
        {
            return .afterNoon
        }
        if words.take("por", "la", "manana") { return .beforeNoon }
        return words.take("de", "la", "noche") || words.take("por", "la", "noche") ? .night : nil
    }
}
