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
    private static func takeAround(_ words: inout Words) -> ClockDial? {
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
        return ClockDial(minutes, isPast: isPast, hour: hour)
    }

    /// "nine", "nine o'clock", "nine thirty", "nine oh five", or a numeral.
    private static func takeClock(_ words: inout Words) -> ClockDial? {
        if let dial = words.attempt(ClockDial.takeNumeral) { return dial }
        guard let hour = EnglishNumbers.takeBelowHundred(&words), (1...23).contains(hour) else { return nil }
        if words.take("o'clock") { return ClockDial(hour: hour, minute: 0) }
        if words.first == "oh", let unit = words.dropFirst().first.flatMap({ EnglishNumbers.units[$0] }) {
            words.removeFirst(2)
            return ClockDial(hour: hour, minute: unit)
        }
        let minute = words.attempt { words in
            EnglishNumbers.takeBelowHundred(&words).flatMap { (10...59).contains($0) ? $0 : nil }
        }
        return ClockDial(hour: hour, minute: minute ?? 0)
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
