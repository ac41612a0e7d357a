/// A telephone number, in the groups in which it is said.
enum PhoneGroups {
    /// The country whose callers need no country code.
    enum Home { case northAmerica, spain, unitedKingdom }

    /// As the country of the number groups them, else as they are written, else by three.
    ///
    /// `+1` numbers of North America are 1-3-3-4, Spanish ones 3-3-3, British ones as their area codes are long. The code
    /// of `home` is left out where it isn't dialled, and kept in North America, where it is.
    static func groups(_ number: String, _ home: Home) -> [Substring] {
        let digits = number.filter { $0.isASCII && $0.isWholeNumber }[...]
        let isInternational = number.first == "+"
        let written = number.split { !($0.isASCII && $0.isWholeNumber) }
        if digits.count == 11, digits.first == "1" {
            return [digits.prefix(1)] + cut(digits.dropFirst(), [3, 3, 4])
        }
        if digits.count == 11, digits.hasPrefix("34"), isInternational {
            let national =
                written.count > 2 ? Array(written.dropFirst()) : cut(digits.dropFirst(2), [3, 3, 3])
            switch home {
            case .spain: return national
            case .northAmerica, .unitedKingdom: return [digits.prefix(2)] + national
            }
        }
        switch home {
        case .northAmerica:
            if digits.count == 10, !isInternational { return cut(digits, [3, 3, 4]) }
            if digits.count == 7, !isInternational { return cut(digits, [3, 4]) }
        case .spain:
            if digits.count == 9, !isInternational, written.count < 2 { return cut(digits, [3, 3, 3]) }
        case .unitedKingdom:
            if let national = british(number, isInternational) { return national }
        }
        if written.count > 1 { return written }
        return cut(digits, Array(repeating: 3, count: digits.count / 3 + 1))
    }

    /// `020 7946 0000`, `07700 900 123`, `0161 496 0000`; nil for a number that isn't British or is grouped already.
    private static func british(_ number: String, _ isInternational: Bool) -> [Substring]? {
        var digits = number.filter { $0.isASCII && $0.isWholeNumber }
        if isInternational {
            guard digits.hasPrefix("44") else { return nil }
            digits = "0" + digits.dropFirst(2)
        } else if number.split(whereSeparator: { !($0.isASCII && $0.isWholeNumber) }).count > 1 {
            return nil
        }
        guard digits.first == "0", digits.count == 11 else { return nil }
        if digits.hasPrefix("02") { return cut(digits[...], [3, 4, 4]) }
        return digits.hasPrefix("07") ? cut(digits[...], [5, 3, 3]) : cut(digits[...], [4, 3, 4])
    }

    private static func cut(_ digits: Substring, _ widths: [Int]) -> [Substring] {
        var rest = digits
        return widths.compactMap { width in
            defer { rest = rest.dropFirst(width) }
            return rest.isEmpty ? nil : rest.prefix(width)
        }
    }
}
