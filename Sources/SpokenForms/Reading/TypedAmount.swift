import Dialog

/// Amounts typed as a numeral.
enum TypedAmount {
    /// `450`, `$450`, `450.50`, `450€`, `450 dollars`; nil for anything else, or another currency.
    ///
    /// The decimal mark is a point by now (`TypedInput`).
    static func minorUnits(_ words: Words, _ currency: Currency, unitWords: Set<String>) -> Int? {
        guard var token = words.first.map({ $0[...] }) else { return nil }
        let rest = words.dropFirst()
        guard
            rest.isEmpty
                || (rest.count == 1 && rest.first.map { isUnit($0[...], currency, unitWords) } == true)
        else { return nil }
        if token.first == symbol(currency) { token.removeFirst() }
        let number = token.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
        let unit = token.dropFirst(number.count)
        guard unit.isEmpty || (rest.isEmpty && isUnit(unit, currency, unitWords)) else { return nil }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(\.isNumeral) else { return nil }
        return KeyReading.minorUnits(parts.joined(separator: "*"))
    }

    private static func isUnit(_ text: Substring, _ currency: Currency, _ unitWords: Set<String>) -> Bool {
        unitWords.contains(String(text)) || text == String(symbol(currency))
    }

    static func symbol(_ currency: Currency) -> Character {
        switch currency {
        case .usd: "$"
        case .eur: "€"
        case .gbp: "£"
        }
    }
}
