import Dialog

/// A date as it was said, in any language, before it is resolved against today.
indirect enum SpokenDate: Sendable, Hashable {
    case daysAhead(Int)
    case monthsAhead(Int)
    /// "friday", "this friday": the first such day after today; said on a Friday it is a week later.
    case weekday(Weekday)
    /// "next friday", "friday of next week": the one in the week after this, where weeks begin on Monday.
    case weekdayOfNextWeek(Weekday)
    /// "friday week", "a week from friday": so many days after the first such day after today.
    case daysAfter(Weekday, Int)
    /// The coming Friday; today on a Friday.
    case endOfWeek
    /// The coming Saturday, or the Sunday after it.
    case weekend
    /// The next 15th or last day of a month, today included: the days on which wages are paid by the half-month.
    case payday
    /// The last day of this month (0), the next (1), …
    case endOfMonth(Int)
    /// The last day of the next March (3), which may be the present month.
    case endOfNamedMonth(Int)
    /// "the fifteenth": today or the next day of that number; a month without it is passed over.
    case dayOfMonth(Int)
    /// "the fifth of next month": the day of this month (0), the next (1).
    case dayInMonth(day: Int, monthsAhead: Int)
    /// "march fifteenth": today or the next such day; 29 February is the next that exists.
    case monthDay(month: Int, day: Int)
    case full(year: Int, month: Int, day: Int)
    /// "friday the fifteenth": where the two differ both dates are meant, the number first.
    case onWeekday(Weekday, SpokenDate)
    /// Either of two, the likelier first.
    case either(SpokenDate, SpokenDate)

    /// The dates that may be meant, the likeliest first; none if there is no such day.
    func resolved(from today: LocalDate) -> [LocalDate] {
        switch self {
        case .onWeekday(let weekday, let date):
            guard let day = date.day(from: today) else { return [] }
            if day.weekday == weekday { return [day] }
            return [day] + [SpokenDate.weekday(weekday).day(from: today)].compactMap { $0 }
        case .either(let first, let second):
            let likely = first.resolved(from: today)
            return likely + second.resolved(from: today).filter { !likely.contains($0) }
        case .weekend:
            let saturday = today.daysUntil(.saturday)
            return [saturday, saturday + 1].compactMap { today.adding(days: $0) }
        case .daysAhead, .monthsAhead, .weekday, .weekdayOfNextWeek, .daysAfter, .endOfWeek, .payday,
            .endOfMonth,
            .endOfNamedMonth, .dayOfMonth, .dayInMonth, .monthDay, .full:
            return [day(from: today)].compactMap { $0 }
        }
    }

    private func day(from today: LocalDate) -> LocalDate? {
        switch self {
        case .daysAhead(let days): today.adding(days: days)
        case .monthsAhead(let months): today.sameDay(monthsAhead: months)
        case .weekday(let weekday): today.adding(days: today.daysUntil(weekday))
        case .weekdayOfNextWeek(let weekday):
            today.adding(days: 7 - today.weekday.rawValue + weekday.rawValue)
        case .daysAfter(let weekday, let days): today.adding(days: today.daysUntil(weekday) + days)
        case .endOfWeek: today.weekday == .friday ? today : today.adding(days: today.daysUntil(.friday))
        case .weekend: today.adding(days: today.daysUntil(.saturday))
        case .payday:
            today.day <= 15
                ? today.nextDay(numbered: 15) : Self.lastDay(of: today.month, today.year)
        case .endOfMonth(let months):
            today.month(ahead: months).flatMap { Self.lastDay(of: $0.month, $0.year) }
        case .endOfNamedMonth(let month):
            Self.lastDay(of: month, month < today.month ? today.year + 1 : today.year)
        case .dayOfMonth(let day): today.nextDay(numbered: day)
        case .dayInMonth(let day, let months):
            today.month(ahead: months).flatMap { LocalDate(year: $0.year, month: $0.month, day: day) }
        case .monthDay(let month, let day): today.next(month: month, day: day)
        case .full(let year, let month, let day): LocalDate(year: year, month: month, day: day)
        case .onWeekday(_, let date), .either(let date, _): date.day(from: today)
        }
    }

    private static func lastDay(of month: Int, _ year: Int) -> LocalDate? {
        guard (1...12).contains(month) else { return nil }
        return LocalDate(year: year, month: month, day: LocalDate.daysIn(month: month, year: year))
    }
}

extension LocalDate {
    /// 1 to 7.
    fileprivate func daysUntil(_ other: Weekday) -> Int {
        let days = (other.rawValue - weekday.rawValue + 7) % 7
        return days == 0 ? 7 : days
    }

    /// A month that many months ahead, 0 to 120; nil otherwise.
    fileprivate func month(ahead months: Int) -> (year: Int, month: Int)? {
        guard (0...120).contains(months) else { return nil }
        let index = month - 1 + months
        return (year + index / 12, index % 12 + 1)
    }

    /// The same day of a later month, or its last day if it has no such day.
    fileprivate func sameDay(monthsAhead months: Int) -> LocalDate? {
        guard let (year, month) = month(ahead: months) else { return nil }
        return LocalDate(year: year, month: month, day: min(day, Self.daysIn(month: month, year: year)))
    }

    fileprivate func nextDay(numbered day: Int) -> LocalDate? {
        // Each day up to 31 comes within three months.
        for months in 0...3 {
            if let (year, month) = month(ahead: months),
                let date = LocalDate(year: year, month: month, day: day),
                date >= self
            {
                return date
            }
        }
        return nil
    }

    fileprivate func next(month: Int, day: Int) -> LocalDate? {
        // 29 February comes within eight years, even across a year such as 2100.
        for year in self.year...(self.year + 8) {
            if let date = LocalDate(year: year, month: month, day: day), date >= self { return date }
        }
        return nil
    }
}
