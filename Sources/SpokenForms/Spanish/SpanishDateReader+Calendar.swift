import Dialog

// MARK: - Calendar days

extension SpanishDateReader {
    private static let monthShortcuts: [String: Int] = [
        "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9,
        "oct": 10, "nov": 11, "dic": 12,
    ]

    private func takeMonth(_ words: inout Words) -> Int? {
        words.take(from: SpanishDates.months) ?? words.take(from: Self.monthShortcuts)
    }

    private static func takeNextMonth(_ words: inout Words) -> Bool {
        words.take("mes", "que", "viene") || words.take("proximo", "mes") || words.take("mes", "proximo")
            || words.take("mes", "que", "entra") || words.take("siguiente", "mes")
    }

    /// "a fin de mes", "a primeros de abril", "el último día del mes", "a mediados del mes que viene".
    func partOfMonth(_ words: inout Words) -> SpokenDate? {
        _ =
            words.take("a") || words.take("al") || words.take("hacia") || words.take("el")
            || words.take("los")
        guard let part = words.take(from: Self.partWords) else { return nil }
        if part == .end { _ = words.take("dia") || words.take("dias") }
        guard words.take("de") || words.take("del") || words.take("de", "el") else { return nil }
        _ = words.take("este")
        if Self.takeNextMonth(&words) { return part.ofMonth(ahead: 1) }
        if words.take("mes") { return part.ofMonth(ahead: 0) }
        return takeMonth(&words).map { part.of(month: $0) }
    }

    private enum PartOfMonth {
        case beginning, middle, end

        func ofMonth(ahead: Int) -> SpokenDate {
            switch self {
            case .beginning: ahead == 0 ? .dayOfMonth(1) : .dayInMonth(day: 1, monthsAhead: ahead)
            case .middle: ahead == 0 ? .dayOfMonth(15) : .dayInMonth(day: 15, monthsAhead: ahead)
            case .end: .endOfMonth(ahead)
            }
        }

        func of(month: Int) -> SpokenDate {
            switch self {
            case .beginning: .monthDay(month: month, day: 1)
            case .middle: .monthDay(month: month, day: 15)
            case .end: .endOfNamedMonth(month)
            }
        }
    }

    private static let partWords: [String: PartOfMonth] = [
        "fin": .end, "fines": .end, "final": .end, "finales": .end, "ultimo": .end, "ultimos": .end,
        "primeros": .beginning, "principio": .beginning, "principios": .beginning, "comienzo": .beginning,
        "comienzos": .beginning, "inicio": .beginning, "inicios": .beginning, "mediados": .middle,
    ]

    /// "el quince", "quince de marzo", "el quince del mes que viene", "marzo quince", "el quince del tres del ochenta".
    func calendarDay(_ words: inout Words) -> SpokenDate? {
        _ = words.take("el")
        _ = words.take("dia")
        if let month = takeMonth(&words) {
            _ = words.take("el")
            return takeDay(&words).flatMap { finish(&words, month, $0) }
        }
        guard let day = takeDay(&words) else { return nil }
        if words.isEmpty { return .dayOfMonth(day) }
        let hasOf = words.take("de") || words.take("del")
        if let month = takeMonth(&words) { return finish(&words, month, day) }
        if hasOf {
            _ = words.take("este")
            if Self.takeNextMonth(&words) { return .dayInMonth(day: day, monthsAhead: 1) }
            if words.take("mes") || words.take("presente", "mes") || words.take("presente") {
                return .dayInMonth(day: day, monthsAhead: 0)
            }
        }
        guard let month = takeSmallNumber(&words), (1...12).contains(month) else { return nil }
        return finish(&words, month, day)
    }

    /// A day of the month, 1 to 31: "primero", "quince", "treinta y uno", `15`, `1º`.
    private func takeDay(_ words: inout Words) -> Int? {
        if words.take(anyOf: ["primero", "1º", "1ro", "1o"]) { return 1 }
        return words.attempt { words in takeSmallNumber(&words).flatMap { (1...31).contains($0) ? $0 : nil } }
    }

    private func takeSmallNumber(_ words: inout Words) -> Int? {
        if words.take("cero") { return words.take(from: SpanishNumbers.units) }
        return SpanishNumbers.takeBelowHundred(&words)
    }

    private func finish(_ words: inout Words, _ month: Int, _ day: Int) -> SpokenDate? {
        let year = words.attempt { words -> Int? in
            _ = words.take("de") || words.take("del")
            _ = words.take("ano")
            return takeYear(&words)
        }
        if let year { return .full(year: year, month: month, day: day) }
        return .monthDay(month: month, day: day)
    }

    /// "mil novecientos setenta y uno", "dos mil cinco", "setenta y uno", "cero cinco", "diecinueve ochenta", `1980`.
    private func takeYear(_ words: inout Words) -> Int? {
        if words.take("cero") {
            return words.take(from: SpanishNumbers.units).map { NumericDate.fullYear($0, today) }
        }
        if let word = words.first, word.isNumeral {
            words.removeFirst()
            guard let number = Int(word) else { return nil }
            switch word.utf8.count {
            case 4: return number
            case 2: return NumericDate.fullYear(number, today)
            default: return nil
            }
        }
        guard let number = SpanishNumbers.takeCardinal(&words) else { return nil }
        if number >= 1_000 { return number <= 9_999 ? number : nil }
        if number == 19 || number == 20,
            let rest = words.attempt({ SpanishNumbers.takeBelowHundred(&$0) }), rest >= 10
        {
            return number * 100 + rest
        }
        return number < 100 ? NumericDate.fullYear(number, today) : nil
    }

    // MARK: - Numerals

    /// `15/3`, `15/3/80`, `2026-03-15`; where the month usually comes first, the other way round if only that is a day.
    func numeric(_ words: inout Words) -> SpokenDate? {
        guard let token = words.popFirst(), let date = NumericDate.read(token, order, today: today) else {
            return nil
        }
        switch (order, date) {
        case (.monthDay, .full(let year, let day, let month)) where day > 12 && LocalDate(iso: token) == nil:
            return .full(year: year, month: month, day: day)
        case (.monthDay, .monthDay(let first, let second)):
            let other = SpokenDate.monthDay(month: second, day: first)
            if first > 12 { return other }
            return first == second || second > 12 ? date : .either(date, other)
        case (.monthDay, _), (.dayMonth, _): return date
        }
    }

    /// Eight digits one by one, or six with a year of two: day, month and year; typed as one number, in the region's order.
    func digitsOnly(_ words: inout Words) -> SpokenDate? {
        let digits = words.compactMap { SpanishDigits.single($0) }
        let date: LocalDate?
        if words.count == 1, let numeral = words.first, numeral.isNumeral {
            date = NumericDate.digits(numeral, order, today: today)
        } else {
            date =
                digits.count == words.count
                ? NumericDate.digits(digits.joined(), .dayMonth, today: today) : nil
        }
        guard let date else { return nil }
        words.removeAll()
        return .full(year: date.year, month: date.month, day: date.day)
    }
}
