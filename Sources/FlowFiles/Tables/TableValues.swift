package import Dialog

/// The order of the parts of a date.
package enum DateOrder: String, Sendable, CaseIterable {
    case yearMonthDay = "year-month-day"
    case dayMonthYear = "day-month-year"
    case monthDayYear = "month-day-year"
}

/// How a table writes numbers and days; said by its mapping, never guessed.
package struct TableValues: Sendable, Hashable {
    package let decimal: Character
    /// Nil: no thousands are set apart.
    package let thousands: Character?
    package let dates: DateOrder

    package init(decimal: Character, thousands: Character?, dates: DateOrder) {
        self.decimal = decimal
        self.thousands = thousands
        self.dates = dates
    }

    /// An amount in minor units; nil unless it is written just so.
    ///
    /// At most 12 digits before the mark and one or two behind it; thousands are set apart everywhere or nowhere.
    package func minorUnits(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(
            separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = wholeUnits(parts[0]) else { return nil }
        var cents = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), Literal.isDigits(parts[1]),
                let number = Int(parts[1])
            else { return nil }
            cents = parts[1].utf8.count == 1 ? number * 10 : number
        }
        let amount = whole * 100 + cents
        return isNegative ? -amount : amount
    }

    private func wholeUnits(_ text: Substring) -> Int? {
        var digits = String(text)
        if let thousands, text.contains(thousands) {
            let groups = text.split(separator: thousands, omittingEmptySubsequences: false)
            guard let first = groups.first, (1...3).contains(first.count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
            digits = groups.joined()
        }
        guard (1...12).contains(digits.utf8.count), Literal.isDigits(digits) else { return nil }
        return Int(digits)
    }

    /// A day with its parts parted by `/`, `-` or `.`, the year in four digits; nil for anything else.
    package func date(_ text: String) -> LocalDate? {
        guard let separator = text.first(where: { "/-.".contains($0) }) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ Literal.isDigits($0) && (1...4).contains($0.utf8.count) })
        else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        let (year, month, day) =
            switch dates {
            case .yearMonthDay: (0, 1, 2)
            case .dayMonthYear: (2, 1, 0)
            case .monthDayYear: (2, 0, 1)
            }
        guard parts[year].utf8.count == 4, parts[month].utf8.count <= 2, parts[day].utf8.count <= 2 else {
            return nil
        }
        return LocalDate(year: numbers[year], month: numbers[month], day: numbers[day])
    }
}
