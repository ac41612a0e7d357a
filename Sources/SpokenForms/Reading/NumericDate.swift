import Dialog

/// The order of day and month where a date is written in numbers.
enum DateOrder: Sendable, Hashable {
    /// `03/15`
    case monthDay
    /// `15/03`
    case dayMonth
}

/// Dates typed in numbers.
enum NumericDate {
    /// `3/15`, `3.15.80`, `3/15/1980` in the order of the language, and `1980-03-15`; nil for anything else.
    static func read(_ token: String, _ order: DateOrder, today: LocalDate) -> SpokenDate? {
        if let date = LocalDate(iso: token) {
            return .full(year: date.year, month: date.month, day: date.day)
        }
        let parts = token.split(separator: token.contains("/") ? "/" : ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.isNumeral && $0.utf8.count <= 4 })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count else { return nil }
        let (month, day) = monthAndDay(numbers[0], numbers[1], order)
        guard numbers.count == 3 else { return .monthDay(month: month, day: day) }
        let year = parts[2].utf8.count == 2 ? fullYear(numbers[2], today) : numbers[2]
        return .full(year: year, month: month, day: day)
    }

    /// `03151980`, or `031580` said digit by digit, in the order of the language; nil if there is no such day.
    static func digits(_ digits: String, _ order: DateOrder, today: LocalDate) -> LocalDate? {
        guard digits.utf8.count == 6, digits.isNumeral, let year = Int(digits.suffix(2)) else {
            return KeyReading.dayAndYear(digits, order)
        }
        return KeyReading.dayAndYear(digits.prefix(4) + String(fullYear(year, today)), order)
    }

    static func monthAndDay(_ first: Int, _ second: Int, _ order: DateOrder) -> (month: Int, day: Int) {
        switch order {
        case .monthDay: (first, second)
        case .dayMonth: (second, first)
        }
    }

    /// A two-digit year: the latest such year that is not more than a year away in the future.
    static func fullYear(_ twoDigits: Int, _ today: LocalDate) -> Int {
        let inThisCentury = today.year / 100 * 100 + twoDigits
        return inThisCentury > today.year + 1 ? inThisCentury - 100 : inThisCentury
    }
}
