/// Digits at the front of some words.
struct DigitGroup {
    let digits: String
    /// How many words they take.
    let count: Int
}

/// Reads digit strings that are said one by one or in groups.
enum DigitGroups {
    /// The first string whose length fits; nil if there is none.
    ///
    /// `groups` gives what the front of the words may be, the likeliest first; it is told whether digits came before.
    static func read(
        _ words: Words, _ lengths: ClosedRange<Int>, groups: (Words, _ isFirst: Bool) -> [DigitGroup]
    ) -> String? {
        words.isEmpty ? nil : extend("", by: words, lengths, groups)
    }

    private static func extend(
        _ digits: String, by words: Words, _ lengths: ClosedRange<Int>,
        _ groups: (Words, Bool) -> [DigitGroup]
    ) -> String? {
        if digits.utf8.count > lengths.upperBound { return nil }
        if words.isEmpty { return digits.utf8.count >= lengths.lowerBound ? digits : nil }
        for group in groups(words, digits.isEmpty) {
            let rest = words.dropFirst(group.count)
            if let whole = extend(digits + group.digits, by: rest, lengths, groups) { return whole }
        }
        return nil
    }
}
