import Dialog

/// A part of the day, as it is named with a time.
enum PartOfDay: Sendable, Hashable { case beforeNoon, afterNoon, night }

/// What a clock shows, before it is known which half of the day is meant.
struct ClockDial: Sendable, Hashable {
    let hour: Int
    let minute: Int
    /// Whether it was written as a 24-hour clock has it, such as `09:30`.
    var isOf24Hours = false

    /// The times that it may stand for, the likelier first.
    ///
    /// Without a part of the day the hours from seven to eleven are likelier the morning's, from twelve to six those after
    /// noon.
    func times(_ part: PartOfDay?) -> [LocalTime] {
        guard (1...12).contains(hour), !isOf24Hours else {
            // "fourteen thirty in the afternoon" is no contradiction, "in the morning" is.
            let agrees = part == nil || (hour > 12 && part != .beforeNoon)
            return agrees ? time(hour) : []
        }
        let (early, late) = (hour % 12, hour % 12 + 12)
        switch part {
        case .beforeNoon: return time(early)
        case .afterNoon: return time(late)
        case .night: return time(early < 5 ? early : late)
        case nil: return (7...11).contains(hour) ? time(early) + time(late) : time(late) + time(early)
        }
    }

    private func time(_ hour: Int) -> [LocalTime] {
        [LocalTime(hour: hour, minute: minute)].compactMap { $0 }
    }
}

extension ClockDial {
    /// So many minutes before or after a full hour: "half past nine", "a quarter to ten".
    init(_ minutes: Int, isPast: Bool, hour: Int) {
        let dial = (hour % 12 * 60 + (isPast ? minutes : 720 - minutes)) % 720
        self.init(hour: dial / 60 == 0 ? 12 : dial / 60, minute: dial % 60)
    }

    /// `9:30`, `0930`, `14:30`, `9:30am`, `2pm`; "am" and "pm" are left as words of their own.
    static func takeNumeral(_ words: inout Words) -> ClockDial? {
        guard let token = words.popFirst() else { return nil }
        let clock = token.prefix { ($0.isASCII && $0.isNumber) || $0 == ":" }
        let part = String(token.dropFirst(clock.count).filter { $0 != "." })
        guard ["", "am", "pm", "h"].contains(part) else { return nil }
        let digits = clock.filter { $0 != ":" }
        let hasColon = clock.count > digits.count
        let hasMinutes = hasColon || digits.count > 2
        guard digits.isNumeral, (hasMinutes ? 3...4 : 1...2).contains(digits.count), let number = Int(digits),
            !hasColon || (clock.count == digits.count + 1 && clock.dropLast(2).last == ":")
        else { return nil }
        // Without minutes and "am" or "pm" it is a number like any other, which minutes may follow.
        if !hasMinutes, part.isEmpty { return nil }
        if part == "am" || part == "pm" { words.insert(part, at: words.startIndex) }
        let (hour, minute) = hasMinutes ? (number / 100, number % 100) : (number, 0)
        guard hour <= 23, minute <= 59 else { return nil }
        return ClockDial(hour: hour, minute: minute, isOf24Hours: digits.first == "0" && part.isEmpty)
    }
}
