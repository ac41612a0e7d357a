/// The letters of the International Phonetic Alphabet that eSpeak NG's American voice writes, as phones of the CMU
/// dictionary.
enum PhoneticLetters {
    /// Of one or several letters; the longest that fits is taken.
    private static let table: [String: String] = [
        "tʃ": "CH", "dʒ": "JH", "aɪɚ": "AY ER", "aɪə": "AY AH", "aʊɚ": "AW ER", "aɪ": "AY", "eɪ": "EY",
        "oʊ": "OW", "aʊ": "AW", "ɔɪ": "OY", "əʊ": "OW", "ɑːɹ": "AA R", "ɔːɹ": "AO R", "oːɹ": "AO R",
        "ɛɹ": "EH R", "ɪɹ": "IH R", "ʊɹ": "UH R", "iə": "IY AH", "ɑː": "AA", "ɔː": "AO", "oː": "AO",
        "ɜː": "ER", "iː": "IY", "uː": "UW", "ɐ": "AH", "æ": "AE", "a": "AA", "ɑ": "AA", "ɒ": "AA",
        "ɔ": "AO", "ɛ": "EH", "e": "EH", "ɪ": "IH", "ᵻ": "IH", "i": "IY", "ɚ": "ER", "ɝ": "ER",
        "ə": "AH", "ʌ": "AH", "ʊ": "UH", "u": "UW", "o": "OW", "ɾ": "T", "ʔ": "T", "n̩": "AH N",
        "l̩": "AH L", "m̩": "AH M", "θ": "TH", "ð": "DH", "ʃ": "SH", "ʒ": "ZH", "ŋ": "NG", "ɡ": "G",
        "ɹ": "R", "r": "R", "j": "Y", "x": "K", "ɬ": "L", "ç": "HH", "p": "P", "b": "B", "t": "T",
        "d": "D", "k": "K", "f": "F", "v": "V", "s": "S", "z": "Z", "h": "HH", "m": "M", "n": "N",
        "l": "L", "w": "W",
    ]
    private static let longest = 4
    /// Stress, length and ties, where they don't tell phones apart.
    private static let marks: Set<Unicode.Scalar> = [
        "\u{2c8}", "\u{2cc}", "\u{2d0}", "\u{361}", "\u{200d}", "-", " ",
    ]

    /// All phones that letters may stand for.
    static var all: Set<String> {
        Set(table.values.flatMap { $0.split(separator: " ").map(String.init) })
    }

    /// The phones of a text, equal neighbours once; nil if a letter is unknown, or there is none.
    static func phones(of text: String) -> [String]? {
        let scalars = Array(text.unicodeScalars).filter { $0 != "\u{2c8}" && $0 != "\u{2cc}" }
        var phones: [String] = []
        var position = 0
        while position < scalars.count {
            guard let (found, length) = phone(scalars, at: position) else {
                guard marks.contains(scalars[position]) else { return nil }
                position += 1
                continue
            }
            for phone in found.split(separator: " ").map(String.init)
            where phone != phones.last && !(phone == "R" && phones.last == "ER") {
                phones.append(phone)
            }
            position += length
        }
        return phones.isEmpty ? nil : phones
    }

    private static func phone(
        _ scalars: [Unicode.Scalar], at position: Int
    ) -> (phones: String, length: Int)? {
        for length in stride(from: min(longest, scalars.count - position), to: 0, by: -1) {
            var letters = String.UnicodeScalarView()
            letters.append(contentsOf: scalars[position..<position + length])
            if let phones = table[String(letters)] { return (phones, length) }
        }
        return nil
    }
}
