import Dialog

/// Reads English dates, said or typed; more forms than are listened for.
///
/// What could mean two days has one rule each:
/// - "friday" and "this friday" are the first Friday after today; said on a Friday, a week later.
/// - "next friday" is the Friday of next week, and weeks begin on Monday: on a Tuesday it is ten days away, on a Sunday
///   five. "friday week" is a week after "friday".
/// - "the fifteenth" and "march fifteenth" are today or the next such day, even a year away; without a fifteenth there
///   (a thirty-first, 29 February) the next that exists. "february thirtieth" is no date.
/// - "friday the fifteenth", when the fifteenth is no Friday, means either: the fifteenth first.
/// - "next week" is in seven days, "in a month" the same day of next month or its last.
/// - "the weekend" is the coming Saturday or the Sunday after it: either.
/// - "the end of the week" is the coming Friday, or today on a Friday; "the end of march" the last of the next March.
/// - Numbers are in the order of the region: `3/5` and "three five" are 5 March in the United States and 3 May in the
///   United Kingdom.
/// - A fortnight is two weeks.
/// - A year of two digits is the latest that is at most a year ahead.
///
/// A date that has been named with its year is that date, past or not: limits are the dialogue's business.
struct EnglishDateReader {
    /// Two-digit years are counted from it.
    let today: LocalDate
    /// Of day and month in numbers.
    let order: DateOrder

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
            ? [{ calendarDay(&$0, isPast: true) }, numeric, digitsOnly]
            : [
                relative, weekdayForms, endOf, { calendarDay(&$0, isPast: false) }, numeric,
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
    private static let fixed: [String: SpokenDate] = [
        "today": .daysAhead(0), "tonight": .daysAhead(0), "now": .daysAhead(0), "right now": .daysAhead(0),
        "right away": .daysAhead(0), "immediately": .daysAhead(0), "this morning": .daysAhead(0),
        "this afternoon": .daysAhead(0), "this evening": .daysAhead(0),
        "tomorrow": .daysAhead(1), "tomorrow morning": .daysAhead(1), "tomorrow afternoon": .daysAhead(1),
        "tomorrow evening": .daysAhead(1),
        "the day after tomorrow": .daysAhead(2), "day after tomorrow": .daysAhead(2),
        "next week": .daysAhead(7), "next month": .monthsAhead(1), "this weekend": .weekend,
        "the weekend": .weekend, "at the weekend": .weekend, "over the weekend": .weekend,
        "on the weekend": .weekend,
        "in a fortnight": .daysAhead(14), "a fortnight": .daysAhead(14), "a fortnight today": .daysAhead(14),
        "a fortnight from today": .daysAhead(14), "a fortnight's time": .daysAhead(14),
        "in a fortnight's time": .daysAhead(14), "a week today": .daysAhead(7),
    ]

    /// "tomorrow", "in two weeks", "ten days from now", "a week from friday"; "next week" is in seven days.
    private func relative(_ words: inout Words) -> SpokenDate? {
        if let date = Self.fixed[words.joined(separator: " ")] {
            words.removeAll()
            return date
        }
        let isIn = words.take("in") || words.take("within")
        guard let (count, unit) = takeSpan(&words) else { return nil }
        if isIn || words.isEmpty { return unit.date(count) }
        if words.take("from", "today") || words.take("from", "now") || words.take("today") {
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
        if words.take("a", "couple") || words.take("couple") {
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
        if words.take("month", "end") || words.take("month's", "end") { return .endOfMonth(0) }
        guard
            words.take("end", "of") || words.take("last", "day", "of") || words.take("last", "of")
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
        if words.take("next", "week") {
            _ = words.take("on")
            return takeWeekday(&words).map { .weekdayOfNextWeek($0) }
        }
        let isNext = words.take("next")
        if !isNext { _ = words.take("this") || words.take("the") || words.take("coming") }
        _ = words.take("following") || words.take("coming")
        guard let weekday = takeWeekday(&words) else { return nil }
        _ = words.take("morning") || words.take("afternoon") || words.take("evening")
        if words.isEmpty { return isNext ? .weekdayOfNextWeek(weekday) : .weekday(weekday) }
        if words.take("of", "next", "week") || words.take("next", "week") {
            return .weekdayOfNextWeek(weekday)
        }
        if words.take("of", "this", "week") || words.take("this", "week") { return .weekday(weekday) }
        if words.take("week") { return .daysAfter(weekday, 7) }
        _ = words.take("on")
        return calendarDay(&words, isPast: false).map { .onWeekday(weekday, $0) }
    }
}
