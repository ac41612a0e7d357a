import Dialog

/// Times of day in American English.
///
/// - "nine thirty in the morning", "two p.m.", "half past nine at night", "noon" are one time each.
/// - "nine thirty", "half past nine" and "nine o'clock" may be before or after noon: ambiguous, the likelier first. From
///   seven to eleven that is the morning, from twelve to six the hours after noon.
/// - "at night" is before midnight from five on, after it from twelve to four.
/// - A time of a 24-hour clock (`14:30`, `09:30`, "fourteen thirty") is that time.
enum EnglishTimes {
    static let lead = GrammarExpression.maybe("at|around|about|it's")

    static let expression: GrammarExpression = {
        let hour = GrammarExpression.rule(
            "hour", .anyWord(of: "one two three four five six seven eight nine ten eleven twelve"))
        let minute = GrammarExpression.rule(
            "minute",
            .alternatives([
                .sequence([.word("oh"), EnglishNumbers.unit]), EnglishNumbers.teen,
                .sequence([.anyWord(of: "twenty thirty forty fifty"), .optional(EnglishNumbers.unit)]),
            ]))
        let part = GrammarExpression.rule(
            "part_of_day",
            .anyPhrase("a m", "p m", "in the morning", "in the afternoon", "in the evening", "at night"))
        let around = GrammarExpression.alternatives([
            .sequence([.anyWord(of: "half quarter five ten twenty"), .anyWord(of: "past after")]),
            .sequence([.anyWord(of: "quarter five ten twenty"), .anyWord(of: "to till")]),
        ])
        return .alternatives([
            .sequence([hour, .optional(.alternatives([minute, .word("o'clock")])), .optional(part)]),
            .sequence([.maybe("a"), around, hour, .optional(part)]),
            .anyWord(of: "noon midnight"),
        ])
    }()

    /// "nine thirty in the morning", "noon".
    static func speak(_ time: LocalTime) -> String {
        if time.minute == 0, time.hour == 12 { return "noon" }
        if time.minutes == 0 { return "midnight" }
        let hour = EnglishNumbers.spell((time.hour + 11) % 12 + 1)
        let minute =
            switch time.minute {
            case 0: "o'clock"
            case ..<10: "oh " + EnglishNumbers.spell(time.minute)
            default: EnglishNumbers.spell(time.minute)
            }
        let part =
            switch time.hour {
            case 1..<12: "in the morning"
            case 12..<18: "in the afternoon"
            case 18..<21: "in the evening"
            default: "at night"
            }
        return "\(hour) \(minute) \(part)"
    }
}

// MARK: - Reading

extension EnglishTimes {
    private enum PartOfDay { case beforeNoon, afterNoon, night }

    /// What a clock shows, before it is known which half of the day is meant.
    private struct Dial {
        let hour: Int
        let minute: Int
        /// Whether it was written as a 24-hour clock has it, such as `09:30`.
        var isOf24Hours = false

        /// The times that it may stand for, the likelier first.
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

    private static let leads: Set<String> = [
        "um", "uh", "well", "at", "around", "about", "it's", "its", "maybe", "say", "make", "it", "how", "by",
        "call", "me", "let's",
    ]

    /// The times that may be meant, the likelier first; none if the words are no time.
    static func read(_ words: Words) -> [LocalTime] {
        var words = words
        while words.take(anyOf: leads) {}
        if words.last == "please" { words.removeLast() }
        if let time = words.attempt(takeNamed), words.isEmpty { return [time] }
        guard let dial = words.attempt(takeAround) ?? words.attempt(takeClock) else { return [] }
        let part = takePart(&words)
        return words.isEmpty ? dial.times(part) : []
    }

    /// "noon", "twelve noon", "midnight".
    private static func takeNamed(_ words: inout Words) -> LocalTime? {
        _ = words.take(anyOf: ["twelve", "12"])
        if words.take(anyOf: ["noon", "midday"]) { return LocalTime(hour: 12, minute: 0) }
        return words.take("midnight") ? LocalTime(hour: 0, minute: 0) : nil
    }

    /// "half past nine", "a quarter to ten".
    private static func takeAround(_ words: inout Words) -> Dial? {
        _ = words.take("a")
        let minutes: Int? =
            if words.take("half") {
                30
            } else if words.take("quarter") {
                15
            } else {
                EnglishNumbers.takeBelowHundred(&words)
            }
        _ = words.take("minutes")
        guard let minutes, (1...59).contains(minutes) else { return nil }
        let isPast = words.take(anyOf: ["past", "after"])
        guard isPast || (minutes != 30 && words.take(anyOf: ["to", "till", "before"])),
            let hour = EnglishNumbers.takeBelowHundred(&words), (1...12).contains(hour)
        else { return nil }
        let dial = (hour % 12 * 60 + (isPast ? minutes : 720 - minutes)) % 720
        return Dial(hour: dial / 60 == 0 ? 12 : dial / 60, minute: dial % 60)
    }

    /// "nine", "nine o'clock", "nine thirty", "nine oh five", or a numeral.
    private static func takeClock(_ words: inout Words) -> Dial? {
        if let dial = words.attempt(takeNumeral) { return dial }
        guard let hour = EnglishNumbers.takeBelowHundred(&words), (1...23).contains(hour) else { return nil }
        if words.take("o'clock") { return Dial(hour: hour, minute: 0) }
        if words.first == "oh", let unit = words.dropFirst().first.flatMap({ EnglishNumbers.units[$0] }) {
            words.removeFirst(2)
            return Dial(hour: hour, minute: unit)
        }
        let minute = words.attempt { words in
            EnglishNumbers.takeBelowHundred(&words).flatMap { (10...59).contains($0) ? $0 : nil }
        }
        return Dial(hour: hour, minute: minute ?? 0)
    }

    /// `9:30`, `0930`, `14:30`, `9:30am`, `2pm`; "am" and "pm" are left as words of their own.
    private static func takeNumeral(_ words: inout Words) -> Dial? {
        guard let token = words.popFirst() else { return nil }
        let clock = token.prefix { ($0.isASCII && $0.isNumber) || $0 == ":" }
        let part = String(token.dropFirst(clock.count).filter { $0 != "." })
        guard ["", "am", "pm"].contains(part) else { return nil }
        let digits = clock.filter { $0 != ":" }
        let hasColon = clock.count > digits.count
        let hasMinutes = hasColon || digits.count > 2
        guard digits.isNumeral, (hasMinutes ? 3...4 : 1...2).contains(digits.count), let number = Int(digits),
            !hasColon || (clock.count == digits.count + 1 && clock.dropLast(2).last == ":")
        else { return nil }
        // Without minutes and "am" or "pm" it is a number like any other, which minutes may follow.
        if !hasMinutes, part.isEmpty { return nil }
        if !part.isEmpty { words.insert(part, at: words.startIndex) }
        let (hour, minute) = hasMinutes ? (number / 100, number % 100) : (number, 0)
        guard hour <= 23, minute <= 59 else { return nil }
        return Dial(hour: hour, minute: minute, isOf24Hours: digits.first == "0" && part.isEmpty)
    }

    private static func takePart(_ words: inout Words) -> PartOfDay? {
        if words.take("a", "m") || words.take("am") || words.take("in", "the", "morning") {
            return .beforeNoon
        }
        if words.take("p", "m") || words.take("pm") || words.take("in", "the", "afternoon")
            || words.take("in", "the", "evening")
        {
            return .afterNoon
        }
        return words.take("at", "night") ? .night : nil
    }
}
