import Dialog

/// Reads Spanish dates, said or typed; more forms than are listened for.
///
/// What could mean two days has one rule each:
/// - "el viernes", "este viernes", "el próximo viernes" and "el viernes que viene" are the first Friday after today; said
///   on a Friday, a week later. "el viernes de la semana que viene" is the one of next week, and weeks begin on Monday.
/// - "de hoy en ocho" is the same day of next week (seven days), "de hoy en quince" of the one after (fourteen): today is
///   counted. "en ocho días" and "en quince días" may be counted either way: that, or eight and fifteen days.
/// - "el quince" and "el quince de marzo" are today or the next such day, even a year away.
/// - "el viernes quince", when the fifteenth is no Friday, means either: the fifteenth first.
/// - "la semana que viene" is in seven days, "el mes que viene" the same day of next month or its last.
/// - "a primeros de mes" is the next first of a month, "a mediados" the fifteenth, "a fin de mes" the last.
/// - "la quincena" is the next payday by the half-month: the 15th or the last day, today included.
/// - "el fin de semana" is the coming Saturday or the Sunday after it: either.
/// - Spoken numbers are day before month: "el quince del tres". Typed ones follow the region; in the United States `3/5`
///   is 5 March or 3 May, and `15/3` can only be 15 March.
///
/// A date that has been named with its year is that date, past or not: limits are the dialogue's business.
struct SpanishDateReader {
    /// Two-digit years are counted from it.
    let today: LocalDate
    let order: DateOrder

    /// The dates to come that may be meant, the likeliest first.
    func upcoming(_ words: Words) -> [LocalDate] {
        var words = SpanishPhrases.withoutEnd(words)
        while true {
            if let date = wholeDate(words, [relative, span, weekdayForms, partOfMonth, calendarDay, numeric])
            {
                return date.resolved(from: today)
            }
            // Some words lead up to a date and begin one as well: "a fin de mes", "en una semana".
            guard words.take(anyOf: Self.leads) else { return [] }
        }
    }

    /// A date in the past; the year is part of it.
    func past(_ words: Words) -> LocalDate? {
        var words = SpanishPhrases.withoutEnd(words)
        while words.take(anyOf: Self.pastLeads) {}
        guard
            case .full(let year, let month, let day)? = wholeDate(words, [calendarDay, numeric, digitsOnly])
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    private static let leads: Set<String> = [
        "eh", "em", "pues", "bueno", "mira", "mire", "yo", "lo", "le", "les", "puedo", "podria", "podre",
        "pagar",
        "pagarlo", "pagarla", "pago", "pagaria", "pagare", "pague", "voy", "a", "hacerlo", "hago", "hare",
        "sobre",
        "para", "seria", "sea", "es", "que", "tal", "quiza", "quizas", "creo", "digamos", "ponga", "pongame",
        "mejor",
        "hasta", "en", "ingreso", "ingresare", "quiero", "cuando",
    ]
    private static let pastLeads: Set<String> = [
        "eh", "em", "pues", "bueno", "naci", "nacio", "yo", "soy", "el", "es", "mi", "la", "fecha", "de",
        "nacimiento",
        "cumpleanos", "dia", "del", "fue", "en",
    ]

    private func wholeDate(_ words: Words, _ readings: [(inout Words) -> SpokenDate?]) -> SpokenDate? {
        for reading in readings {
            var rest = words
            if let date = reading(&rest), rest.isEmpty { return date }
        }
        return nil
    }
}

// MARK: - Relative dates

extension SpanishDateReader {
    private static let fixed: [String: SpokenDate] = [
        "hoy": .daysAhead(0), "hoy mismo": .daysAhead(0), "ahora": .daysAhead(0),
        "ahora mismo": .daysAhead(0),
        "ahorita": .daysAhead(0), "ya": .daysAhead(0), "ya mismo": .daysAhead(0),
        "inmediatamente": .daysAhead(0),
        "esta manana": .daysAhead(0), "esta tarde": .daysAhead(0), "esta noche": .daysAhead(0),
        "manana": .daysAhead(1), "manana mismo": .daysAhead(1), "pasado manana": .daysAhead(2),
        "pasado": .daysAhead(2),
        "la semana que viene": .daysAhead(7), "la proxima semana": .daysAhead(7),
        "la semana proxima": .daysAhead(7),
        "la semana que entra": .daysAhead(7), "la semana siguiente": .daysAhead(7),
        "el mes que viene": .monthsAhead(1), "el proximo mes": .monthsAhead(1),
        "el mes proximo": .monthsAhead(1),
        "el mes que entra": .monthsAhead(1),
        "el fin de semana": .weekend, "este fin de semana": .weekend, "el finde": .weekend,
        "este finde": .weekend,
        "fin de semana": .weekend, "el fin de semana que viene": .weekend,
        "el proximo fin de semana": .weekend,
        "a finales de semana": .endOfWeek, "al final de la semana": .endOfWeek,
        "finales de semana": .endOfWeek,
        "la quincena": .payday, "quincena": .payday, "esta quincena": .payday, "la proxima quincena": .payday,
        "la quincena que viene": .payday, "el dia de la quincena": .payday, "el dia de quincena": .payday,
    ]

    private func relative(_ words: inout Words) -> SpokenDate? {
        Self.skipTimeOfDay(&words)
        guard let date = Self.fixed[words.joined(separator: " ")] else { return nil }
        words.removeAll()
        return date
    }

    /// Drops "por la mañana" at the end: a date has no hour.
    private static func skipTimeOfDay(_ words: inout Words) {
        guard words.count > 3, let last = words.last, ["manana", "tarde", "noche"].contains(last) else {
            return
        }
        let before = words.dropLast().suffix(2)
        if before == ["por", "la"] || before == ["en", "la"] || before == ["a", "la"] {
            words.removeLast(3)
        }
    }

    private enum Unit {
        case day, week, month, halfMonth

        func date(_ count: Int) -> SpokenDate {
            switch self {
            case .day where count == 8 || count == 15: .either(.daysAhead(count - 1), .daysAhead(count))
            case .day: .daysAhead(count)
            case .week: .daysAhead(7 * count)
            case .month: .monthsAhead(count)
            case .halfMonth: count == 1 ? .either(.daysAhead(14), .daysAhead(15)) : .daysAhead(15 * count)
            }
        }
    }

    private static let unitWords: [String: Unit] = [
        "dia": .day, "dias": .day, "semana": .week, "semanas": .week, "mes": .month, "meses": .month,
        "quincena": .halfMonth, "quincenas": .halfMonth,
    ]

    /// "en una semana", "dentro de diez días", "de aquí a dos semanas", "de hoy en ocho", "del viernes en ocho".
    private func span(_ words: inout Words) -> SpokenDate? {
        if let date = words.attempt(takeCountedFromDay) { return date }
        _ =
            words.take("en") || words.take("dentro", "de") || words.take("de", "aqui", "a")
            || words.take("de", "aqui", "en") || words.take("a")
        guard let (count, unit) = takeSpan(&words) else { return nil }
        _ = words.take("a", "partir", "de", "hoy") || words.take("desde", "hoy") || words.take("mas")
        return unit.date(count)
    }

    /// "de hoy en ocho": the first day is counted, so that eight days are a week.
    private func takeCountedFromDay(_ words: inout Words) -> SpokenDate? {
        _ = words.take("de") || words.take("del") || words.take("el")
        let start: Int? = words.take("hoy") ? 0 : words.take("manana") ? 1 : nil
        let weekday = start == nil ? words.take(from: SpanishDates.weekdays) : nil
        guard start != nil || weekday != nil, words.take("en"),
            let count = SpanishNumbers.takeCardinal(&words),
            (1...366).contains(count)
        else { return nil }
        _ = words.take("dias")
        let days = count == 8 || count == 15 ? count - 1 : count
        if let weekday { return .daysAfter(weekday, days) }
        return .daysAhead((start ?? 0) + days)
    }

    private func takeSpan(_ words: inout Words) -> (Int, Unit)? {
        let isCouple = words.take("un", "par", "de") || words.take("par", "de")
        let count = isCouple ? 2 : words.take("otra") ? 1 : SpanishNumbers.takeCardinal(&words)
        guard let count, (0...3_660).contains(count), let unit = words.take(from: Self.unitWords) else {
            return nil
        }
        return (count, unit)
    }
}

// MARK: - Weekdays

extension SpanishDateReader {
    /// "el viernes", "el viernes que viene", "el viernes de la semana que viene", "el viernes quince de marzo".
    private func weekdayForms(_ words: inout Words) -> SpokenDate? {
        Self.skipTimeOfDay(&words)
        _ = words.take("el") || words.take("este")
        _ = words.take("proximo") || words.take("mismo")
        guard let weekday = words.take(from: SpanishDates.weekdays) else { return nil }
        if words.take("de", "la", "semana", "que", "viene") || words.take("de", "la", "proxima", "semana")
            || words.take("de", "la", "semana", "proxima") || words.take("de", "la", "semana", "que", "entra")
        {
            return .weekdayOfNextWeek(weekday)
        }
        _ =
            words.take("que", "viene") || words.take("proximo") || words.take("que", "entra")
            || words.take("siguiente") || words.take("de", "esta", "semana") || words.take("mismo")
        if words.isEmpty { return .weekday(weekday) }
        _ = words.take("el") || words.take("dia")
        return calendarDay(&words).map { .onWeekday(weekday, $0) }
    }
}
