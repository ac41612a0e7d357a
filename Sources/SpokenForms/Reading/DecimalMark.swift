/// What parts the whole of a typed number from its decimals.
enum DecimalMark: Sendable, Hashable {
    /// `1,234.56`
    case point
    /// `1.234,56`
    case comma

    private var marks: (decimal: Character, grouping: Character) {
        switch self {
        case .point: (".", ",")
        case .comma: (",", ".")
        }
    }

    /// Digits with marks between them as `1234.56`; several texts where commas only list numbers.
    ///
    /// What groups thousands is dropped. A mark before one or two last digits is the decimal one, whichever it is, so
    /// that `125,50` is never read as 12,550. What is neither stays as it is: `15.03.2026`.
    func plain(_ text: Substring) -> [String] {
        let (decimal, grouping) = marks
        var parts = text.split(separator: decimal, omittingEmptySubsequences: false)
        if parts.count == 1 {
            let groups = text.split(separator: grouping, omittingEmptySubsequences: false)
            if groups.count == 2, (1...2).contains(groups[1].count), groups.allSatisfy(\.isNumeral) {
                parts = groups
            }
        }
        if parts.count <= 2, let whole = Self.withoutGrouping(parts[0], grouping) {
            if parts.count == 1 { return [whole] }
            if (1...2).contains(parts[1].count), parts[1].isNumeral { return [whole + "." + parts[1]] }
        }
        return text.split(separator: ",").map(String.init)
    }

    /// `1,234` as `1234`; nil where a mark is followed by anything but three digits.
    private static func withoutGrouping(_ text: Substring, _ mark: Character) -> String? {
        let groups = text.split(separator: mark, omittingEmptySubsequences: false)
        guard groups.allSatisfy(\.isNumeral), groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
            return nil
        }
        return groups.joined()
    }
}
