import Dialog

/// What finished key entries stand for.
enum KeyReading {
    /// `0315`, or `1503` where the day comes first: the next 15 March, today included; nil if there is no such day.
    static func day(_ keys: String, _ order: DateOrder, from today: LocalDate) -> LocalDate? {
        guard let numbers = split(keys, [2, 2]) else { return nil }
        let (month, day) = NumericDate.monthAndDay(numbers[0], numbers[1], order)
        return SpokenDate.monthDay(month: month, day: day).resolved(from: today).first
    }

    /// `03151980`, or `15031980` where the day comes first.
    static func dayAndYear(_ keys: String, _ order: DateOrder) -> LocalDate? {
        guard let numbers = split(keys, [2, 2, 4]) else { return nil }
        let (month, day) = NumericDate.monthAndDay(numbers[0], numbers[1], order)
        return LocalDate(year: numbers[2], month: month, day: day)
    }

    /// `450`, `125*50`, `125*5` (five tenths): at most nine digits before the mark.
    static func minorUnits(_ keys: String) -> Int? {
        let parts = keys.split(separator: "*", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].isNumeral, parts[0].utf8.count <= 9,
            let whole = Int(parts[0])
        else { return nil }
        guard parts.count == 2, !parts[1].isEmpty else { return whole * 100 }
        guard parts[1].isNumeral, parts[1].utf8.count <= 2, let rest = Int(parts[1]) else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? rest * 10 : rest)
    }

    /// `12`: at most nine digits.
    static func number(_ keys: String) -> Int? {
        keys.isNumeral && keys.utf8.count <= 9 ? Int(keys) : nil
    }

    /// `0930`, `1430`; `930` for half past nine, too.
    static func time(_ keys: String) -> LocalTime? {
        let padded = keys.utf8.count == 3 ? "0" + keys : keys
        return split(padded, [2, 2]).flatMap { LocalTime(hour: $0[0], minute: $0[1]) }
    }

    private static func split(_ keys: String, _ widths: [Int]) -> [Int]? {
        guard keys.isNumeral, keys.utf8.count == widths.reduce(0, +) else { return nil }
        var rest = keys[...]
        return widths.compactMap { width in
            defer { rest = rest.dropFirst(width) }
            return Int(rest.prefix(width))
        }
    }
}
