package import Dialog

/// A typed line, as a caller's words.
package enum TypedInput {
    /// Lower-case words without punctuation; dates and times stay as they are typed (`3/15`, `1980-03-15`, `9:30`).
    ///
    /// Hyphens part words ("twenty-five") except in an ISO date. Numbers are brought into one form, whatever marks the
    /// language uses: `$1,200.50` is `$1200.50` in English, `1.200,50 €` is `1200.50€` in European Spanish.
    package static func words(_ line: String, in language: LanguageTag) -> [String] {
        let mark = SpokenLanguage(language)?.words.decimalMark ?? .point
        let plain = line.lowercased().replacingTypography
        return plain.split(whereSeparator: \.isWhitespace).flatMap { tokens(of: $0, mark) }
    }

    private static func tokens(of chunk: Substring, _ mark: DecimalMark) -> [String] {
        let trimmed = trim(chunk)
        if trimmed.isEmpty { return [] }
        if trimmed.contains(where: \.isASCIIDigit) { return numeralTokens(of: trimmed, mark) }
        let pieces = trimmed.split { !($0.isLetter || $0 == "'") }
        return pieces.map { trim($0, of: "'") }.filter { !$0.isEmpty }
    }

    private static func numeralTokens(of chunk: String, _ mark: DecimalMark) -> [String] {
        let isISODate =
            chunk.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
        let pieces = isISODate ? [chunk[...]] : chunk.split(separator: "-")
        return pieces.flatMap { piece -> [String] in
            let kept = piece.filter { $0.isLetter || $0.isASCIIDigit || "$€£.,/-:'ºª".contains($0) }
            return numbers(of: trim(kept, of: ".,/:'"), mark)
        }
    }

    /// The number in a text, with what stands before and after it, such as a currency.
    private static func numbers(of text: String, _ mark: DecimalMark) -> [String] {
        guard let start = text.firstIndex(where: \.isASCIIDigit) else { return text.isEmpty ? [] : [text] }
        let rest = text[start...]
        let end = rest.firstIndex { !($0.isASCIIDigit || ".,".contains($0)) } ?? text.endIndex
        let number = trim(rest[..<end], of: ".,")
        var tokens = mark.plain(number[...])
        if tokens.isEmpty { return [] }
        tokens[0] = text[..<start] + tokens[0]
        tokens[tokens.count - 1] += rest[end...].filter { $0 != "," }
        return tokens
    }

    private static func trim(_ text: Substring) -> String { trim(text, of: ".,;:!?\"()'“”…-") }

    private static func trim(_ text: some StringProtocol, of characters: String) -> String {
        var text = Substring(text)
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}

extension String {
    /// Curly apostrophes and long dashes as the keyboard has them, accents as part of their letters.
    fileprivate var replacingTypography: String {
        String(
            map { character in
                switch character {
                case "\u{2019}", "\u{2018}", "\u{02BC}": "'"
                case "\u{2013}", "\u{2014}", "\u{2212}": "-"
                default: LatinLetters.composed(character)
                }
            })
    }
}
