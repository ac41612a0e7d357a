/// A typed line, as a caller's words.
package enum TypedInput {
    /// Lower-case words without punctuation; numerals stay as they are typed (`450.50`, `3/15`, `1980-03-15`, `$450`, `9:30`).
    ///
    /// Hyphens part words ("twenty-five") except in an ISO date, and commas between digits are dropped (`1,200`).
    package static func words(_ line: String) -> [String] {
        let plain = line.lowercased().replacingTypography
        return plain.split(whereSeparator: \.isWhitespace).flatMap { tokens(of: $0) }
    }

    private static func tokens(of chunk: Substring) -> [String] {
        let trimmed = trim(chunk)
        if trimmed.isEmpty { return [] }
        if trimmed.contains(where: \.isASCIIDigit) { return numeralTokens(of: trimmed) }
        let pieces = trimmed.split { !($0.isLetter || $0 == "'") }
        return pieces.map { trim($0, of: "'") }.filter { !$0.isEmpty }
    }

    private static func numeralTokens(of chunk: String) -> [String] {
        let isISODate =
            chunk.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [4, 2, 2]
        let pieces = isISODate ? [chunk[...]] : chunk.split(separator: "-")
        return pieces.compactMap { piece in
            let kept = piece.filter { $0.isLetter || $0.isASCIIDigit || "$€£./-:'".contains($0) }
            let text = trim(Substring(kept), of: "./:'")
            return text.isEmpty ? nil : text
        }
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
    /// Curly apostrophes and long dashes as the keyboard has them.
    fileprivate var replacingTypography: String {
        String(
            map { character in
                switch character {
                case "\u{2019}", "\u{2018}", "\u{02BC}": "'"
                case "\u{2013}", "\u{2014}", "\u{2212}": "-"
                default: character
                }
            })
    }
}
