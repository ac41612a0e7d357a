/// The letters that words may have, with and without accents.
enum LatinLetters {
    private static let plain: [Character: Character] = [
        "á": "a", "à": "a", "â": "a", "ä": "a", "ã": "a", "å": "a", "é": "e", "è": "e", "ê": "e", "ë": "e",
        "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "ö": "o", "õ": "o", "ú": "u",
        "ù": "u", "û": "u", "ü": "u", "ñ": "n", "ç": "c", "ý": "y", "ÿ": "y",
    ]
    private static let composed = Dictionary(
        plain.keys.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })

    /// `mañana` as `manana`: people type without accents, and recognisers differ.
    static func folded(_ word: String) -> String {
        if word.utf8.allSatisfy({ $0 < 128 }) { return word }
        return String(word.map { plain[$0] ?? $0 })
    }

    /// The letter as one scalar where it came as a letter and a combining accent.
    static func composed(_ letter: Character) -> Character { composed[letter] ?? letter }

    /// Whether it is a word that can be said: lower-case letters and apostrophes, at least one letter.
    static func isWord(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: isLetter)
            && text.unicodeScalars.allSatisfy { isLetter($0) || $0 == "'" }
    }

    /// a to z, and the accented letters of western Europe.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        // U+00DF to U+00FF are lower-case letters but for the division sign.
        switch scalar.value {
        case 97...122, 0xDF...0xF6, 0xF8...0xFF: true
        default: false
        }
    }
}
