import Dialog

/// Reads English dates, said or typed; more forms than are listened for.
struct EnglishDateReader {
    /// Two-digit years are counted from it.
    let today: LocalDate

    /// A date to come: today's date is itself, other days are the next such.
    func upcoming(_ words: Words) -> [LocalDate] {
        var words = words
        while words.take(anyOf: Self.leads) {}
        if words.last == "please" { words.removeLast() }
        guard let date = wholeDate(words, isPast: false) else { return [] }
        return date.resolved(from: today)
    }

    /// A date in the past; the year is part of it.
    func past(_ words: Words) -> LocalDate? {
        var words = words
        while words.take(anyOf: Self.pastLeads) {}
        guard let date = wholeDate(words, isPast: true) else { return nil }
        guard case .full(let year, let month, let day) = date else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    private static let leads: Set<String> = [
        "um", "uh", "well", "on", "by", "i", "i'll", "i'd", "can", "could", "will", "pay", "do", "it", "it's",
        "its",
        "make", "how", "about", "maybe", "probably", "let's", "say", "for", "what", "be", "it'll", "would",
        "until",
    ]
    private static let pastLeads: Set<String> = [
        "um", "uh", "well", "it's", "its", "it", "is", "my", "birthday", "birth", "date", "of", "i", "was",
        "born",
        "on", "i'm",
    ]

    private func wholeDate(_ words: Words, isPast: Bool) -> SpokenDate? {
        let readings: [(inout Words) -> SpokenDate?] =
            isPast
            ? [{ calendarDay(&$0, isPast: true) }, Self.isoOrSlashed(today), digitsOnly]
            : [
                relative, weekdayForms, endOf, { calendarDay(&$0, isPast: false) }, Self.isoOrSlashed(today),
            ]
        for reading in readings {
            var rest = words
            if let date = reading(&rest) {
                if rest.isEmpty { return date }
            }
        }
        return nil
    }
}

// MARK: - Relative dates

extension EnglishDateReader {
    private static let fixed: [(phrase: String, date: SpokenDate)] = [
        ("today", .daysAhead(0)), ("tonight", .daysAhead(0)), ("now", .daysAhead(0)),
        ("right now", .daysAhead(0)),
        ("right away", .daysAhead(0)), ("immediately", .daysAhead(0)), ("this afternoon", .daysAhead(0)),
        ("this evening", .daysAhead(0)), ("this morning", .daysAhead(0)),
        ("tomorrow morning", .daysAhead(1)), ("tomorrow afternoon", .daysAhead(1)),
        ("tomorrow evening", .daysAhead(1)), ("tomorrow", .daysAhead(1)),
        ("the day after tomorrow", .daysAhead(2)), ("day after tomorrow", .daysAhead(2)),
        ("next month", .monthsAhead(1)),
    ]

    /// "tomorrow", "in two weeks", "ten days from now", "a week from friday"; "next week" is in seven days.
    private func relative(_ words: inout Words) -> SpokenDate? {
        for (phrase, date) in Self.fixed where words.count == phrase.split(separator: " ").count {
            if words.take(phrase: phrase) { return date }
        }
        if words.count == 2, words.take(phrase: "next week") { return .daysAhead(7) }
        let isIn = words.take("in") || words.take("within")
        guard let (count, unit) = takeSpan(&words) else { return nil }
        if isIn || words.isEmpty { return unit.date(count) }
        if words.take(phrase: "from today") || words.take(phrase: "from now") || words.take("today") {
            return unit.date(count)
        }
        guard words.take("from") || words.take("after") else { return nil }
        if words.take("tomorrow") { return unit == .day ? .daysAhead(count + 1) : .daysAhead(7 * count + 1) }
        _ = words.take("this") || words.take("next") || words.take("on")
        guard let weekday = takeWeekday(&words), unit != .month else { return nil }
        return .daysAfter(weekday, unit == .day ? count : 7 * count)
    }

    private enum Unit {
        case day, week, month

        func date(_ count: Int) -> SpokenDate {
            switch self {
            case .day: .daysAhead(count)
            case .week: .daysAhead(7 * count)
            case .month: .monthsAhead(count)
            }
        }
    }

    private static let unitWords: [String: Unit] = [
        "day": .day, "days": .day, "week": .week, "weeks": .week, "month": .month, "months": .month,
    ]

    /// "two weeks", "a couple of days", "thirty days".
    private func takeSpan(_ words: inout Words) -> (Int, Unit)? {
        var count: Int?
        if words.take(phrase: "a couple") || words.take("couple") {
            _ = words.take("of")
            count = 2
        } else if words.take("a") || words.take("another") {
            count = 1
        } else if words.count > 1, let unit = words.first.flatMap({ Self.unitWords[$0] }), unit != .month {
            count = 1
        } else {
            count = EnglishNumbers.takeCardinal(&words)
        }
        guard let count, (0...3660).contains(count), let unit = words.take(from: Self.unitWords) else {
            return nil
        }
        return (count, unit)
    }

    /// "end of the month", "the last day of next month", "end of march", "end of the week".
    private func endOf(_ words: inout Words) -> SpokenDate? {
        _ = words.take("at")
        _ = words.take("the")
        if words.take(phrase: "month end") || words.take(phrase: "month's end") { return .endOfMonth(0) }
        guard
            words.take(phrase: "end of") || words.take(phrase: "last day of") || words.take(phrase: "last of")
        else { return nil }
        if let month = takeMonth(&words) { return .endOfNamedMonth(month) }
        let isNext = words.take("next")
        _ = words.take("the") || words.take("this")
        if words.take("month") { return .endOfMonth(isNext ? 1 : 0) }
        return !isNext && words.take("week") ? .endOfWeek : nil
    }
}

// MARK: - Weekdays

extension EnglishDateReader {
    private static let weekdayShortcuts: [String: Weekday] = [
        "mon": .monday, "tue": .tuesday, "tues": .tuesday, "wed": .wednesday, "thu": .thursday,
        "thur": .thursday,
        "thurs": .thursday, "fri": .friday, "sat": .saturday, "sun": .sunday,
    ]

    private func takeWeekday(_ words: inout Words) -> Weekday? {
        words.take(from: EnglishDates.weekdays) ?? words.take(from: Self.weekdayShortcuts)
    }

    /// "this friday", "next friday", "friday week", "friday of next week", "friday the fifteenth".
    private func weekdayForms(_ words: inout Words) -> SpokenDate? {
        if words.take(phrase: "next week") {
            _ = words.take("on")
            return takeWeekday(&words).map { .weekdayOfNextWeek($0) }
        }
        let isNext = words.take("next")
        if !isNext { _ = words.take("this") || words.take("the") || words.take("coming") }
        _ = words.take("following") || words.take("coming")
        guard let weekday = takeWeekday(&words) else { return nil }
        _ = words.take("morning") || words.take("afternoon") || words.take("evening")
        if words.isEmpty { return isNext ? .weekdayOfNextWeek(weekday) : .weekday(weekday) }
        if words.take(phrase: "of next week") || words.take(phrase: "next week") {
            return .weekdayOfNextWeek(weekday)
        }
        if words.take(phrase: "of this week") || words.take(phrase: "this week") { return .weekday(weekday) }
        if words.take("week") { return .daysAfter(weekday, 7) }
        _ = words.take("on")
        return calendarDay(&words, isPast: false).map { .onWeekday(weekday, $0) }
    }
}

// MARK: - Calendar days

extension EnglishDateReader {
    private static let monthShortcuts: [String: Int] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]

    private func takeMonth(_ words: inout Words) -> Int? {
        words.take(from: EnglishDates.months) ?? words.take(from: Self.monthShortcuts)
    }

    /// "march [the] fifteenth", "the fifteenth of march", "the fifteenth", "three fifteen", each with its year or not.
    private func calendarDay(_ words: inout Words, isPast: Bool) -> SpokenDate? {
        if let month = takeMonth(&words) {
            _ = words.take("the")
            guard let day = EnglishNumbers.takeDay(&words) else { return nil }
            return finish(&words, month, day)
        }
        if let date = words.attempt({ monthAndDayInNumbers(&$0, isPast: isPast) }) { return date }
        _ = words.take("the")
        guard let day = EnglishNumbers.takeDay(&words) else { return nil }
        if words.isEmpty { return .dayOfMonth(day) }
        let hasOf = words.take("of")
        if let month = takeMonth(&words) { return finish(&words, month, day) }
        guard hasOf else { return nil }
        if words.take(phrase: "next month") { return .dayInMonth(day: day, monthsAhead: 1) }
        if words.take(phrase: "this month") { return .dayInMonth(day: day, monthsAhead: 0) }
        return words.take(phrase: "the month") ? .dayOfMonth(day) : nil
    }

    /// "three fifteen", "oh three fifteen nineteen eighty": month before day.
    private func monthAndDayInNumbers(_ words: inout Words, isPast: Bool) -> SpokenDate? {
        guard let month = takeSmallNumber(&words), (1...12).contains(month),
            let day = takeSmallNumber(&words), (1...31).contains(day)
        else { return nil }
        let date = finish(&words, month, day)
        return words.isEmpty ? date : nil
    }

    private func takeSmallNumber(_ words: inout Words) -> Int? {
        if words.take("oh") || words.take("zero") || words.take("o") {
            return words.take(from: EnglishNumbers.units)
        }
        return EnglishNumbers.takeBelowHundred(&words)
    }

    private func finish(_ words: inout Words, _ month: Int, _ day: Int) -> SpokenDate? {
        _ = words.take("of") || words.take("in")
        if let year = takeYear(&words) { return .full(year: year, month: month, day: day) }
        return .monthDay(month: month, day: day)
    }

    /// Eight digits one by one, as on a form: month, day, year.
    private func digitsOnly(_ words: inout Words) -> SpokenDate? {
        let digits = words.compactMap { EnglishDigits.single($0) }
        let text = digits.joined()
        guard digits.count == words.count || words.count == 1, let numeral = words.first else { return nil }
        let all = words.count == 1 ? numeral : text
        guard all.isNumeral, let date = KeyReading.monthDayYear(all) else { return nil }
        words.removeAll()
        return .full(year: date.year, month: date.month, day: date.day)
    }

    /// `3/15`, `3/15/80`, `3/15/1980`, `1980-03-15`.
    private static func isoOrSlashed(_ today: LocalDate) -> (inout Words) -> SpokenDate? {
        { words in
            guard let token = words.popFirst() else { return nil }
            if let date = LocalDate(iso: token) {
                return .full(year: date.year, month: date.month, day: date.day)
            }
            let parts = token.split(
                separator: token.contains("/") ? "/" : ".", omittingEmptySubsequences: false)
            guard (2...3).contains(parts.count), parts.allSatisfy({ $0.isNumeral && $0.utf8.count <= 4 })
            else {
                return nil
            }
            let numbers = parts.compactMap { Int($0) }
            guard numbers.count == parts.count else { return nil }
            guard numbers.count == 3 else { return .monthDay(month: numbers[0], day: numbers[1]) }
            let year = parts[2].utf8.count == 2 ? fullYear(numbers[2], today) : numbers[2]
            return .full(year: year, month: numbers[0], day: numbers[1])
        }
    }
}

// MARK: - Years

extension EnglishDateReader {
    /// "nineteen eighty", "two thousand five", "twenty ten", `1980`, and two digits: "eighty", `80`.
    private func takeYear(_ words: inout Words) -> Int? {
        if let word = words.first, word.isNumeral {
            words.removeFirst()
            guard let number = Int(word) else { return nil }
            switch word.utf8.count {
            case 4: return number
            case 2: return Self.fullYear(number, today)
            default: return nil
            }
        }
        if let year = words.attempt(takeThousands) { return year }
        if let year = words.attempt(takeCenturyYear) { return year }
        return takePair(&words).map { Self.fullYear($0, today) }
    }

    /// "two thousand [and] five".
    private func takeThousands(_ words: inout Words) -> Int? {
        guard let thousands = words.take(from: EnglishNumbers.units), words.take("thousand") else {
            return nil
        }
        let rest = words.attempt { words in
            _ = words.take("and")
            return EnglishNumbers.takeBelowHundred(&words)
        }
        return thousands * 1000 + (rest ?? 0)
    }

    /// "nineteen hundred", "nineteen oh five", "nineteen eighty five", "twenty one hundred".
    private func takeCenturyYear(_ words: inout Words) -> Int? {
        let centuries: [(inout Words) -> Int?] = [
            { EnglishNumbers.takeBelowHundred(&$0) },
            // "twenty one" may be the beginning of "twenty one hundred" or of nothing; "twenty ten" is 2010.
            { $0.take(from: EnglishNumbers.tens) },
        ]
        for century in centuries {
            let year: Int? = words.attempt { words in
                guard let century = century(&words), (10...99).contains(century) else { return nil }
                if words.take("hundred") {
                    let rest = words.attempt { words in
                        _ = words.take("and")
                        return EnglishNumbers.takeBelowHundred(&words)
                    }
                    return century * 100 + (rest ?? 0)
                }
                return takePair(&words).map { century * 100 + $0 }
            }
            if let year { return year }
        }
        return nil
    }

    /// "oh five", "fifteen", "eighty five"; 1 to 99.
    private func takePair(_ words: inout Words) -> Int? {
        if words.take("oh") || words.take("o") || words.take("zero") {
            return words.take(from: EnglishNumbers.units)
        }
        if let teen = words.take(from: EnglishNumbers.teens) { return teen }
        guard let ten = words.take(from: EnglishNumbers.tens) else { return nil }
        return ten + (words.take(from: EnglishNumbers.units) ?? 0)
    }

    /// A two-digit year: the latest such year that is not more than a year away in the future.
    private static func fullYear(_ twoDigits: Int, _ today: LocalDate) -> Int {
        let inThisCentury = today.year / 100 * 100 + twoDigits
        return inThisCentury > today.year + 1 ? inThisCentury - 100 : inThisCentury
    }
}
