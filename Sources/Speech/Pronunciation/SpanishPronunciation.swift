/// How Spanish words sound, read off their spelling and written in the phones of the American English model.
///
/// The nearest English sound is not always the one that a phonetician would name: a tapped r, whatever stands beside it,
/// is heard best as the th of "they", and e as the vowel of "day" (`docs/hearing.md` has the figures).
struct SpanishPronunciation: Sendable, Hashable {
    enum Dialect: Sendable, Hashable {
        /// z, and c before e and i, as in "think".
        case castilian
        /// As s.
        case american
    }

    private let dialect: Dialect

    init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    /// The phones of a word, the most usual first; empty if it isn't spelt in Spanish letters.
    func pronunciations(of word: String) -> [String] {
        let sibilants: [String] =
            switch dialect {
            // Who is called in Spain may have come from America.
            case .castilian: ["TH", "S"]
            case .american: ["S"]
            }
        var variants: [String] = []
        for sibilant in sibilants {
            var reader = SpanishReader(word.lowercased(), softC: sibilant)
            if let phones = reader.phones(), !variants.contains(phones) { variants.append(phones) }
        }
        return variants
    }
}

/// Reads one word from left to right.
private struct SpanishReader {
    private static let strong: [Character: String] = [
        "a": "AA", "á": "AA", "e": "EY", "é": "EY", "o": "OW", "ó": "OW", "i": "IY", "í": "IY", "u": "UW",
        "ú": "UW", "ü": "UW",
    ]
    private static let falling: [String: String] = ["ai": "AY", "ei": "EY", "oi": "OY", "au": "AW"]
    private static let consonants: [Character: String] = [
        "b": "B", "v": "B", "d": "D", "f": "F", "g": "G", "k": "K", "l": "L", "m": "M", "n": "N", "ñ": "N Y",
        "p": "P", "s": "S", "t": "T", "w": "W", "y": "Y", "j": "HH",
    ]
    /// Between vowels and after other consonants the tongue or the lips hardly touch.
    private static let soft: [Character: String] = ["b": "V", "v": "V", "d": "DH", "r": "DH"]
    private static let plain: [Character: Character] = ["á": "a", "é": "e", "ó": "o"]

    private let letters: [Character]
    private let softC: String
    private var position = 0

    init(_ word: String, softC: String) {
        letters = Array(word)
        self.softC = softC
    }

    /// Nil if a letter is not Spanish, or nothing sounds.
    mutating func phones() -> String? {
        var phones: [String] = []
        while position < letters.count {
            guard let sound = next() else { return nil }
            if !sound.isEmpty, sound != phones.last { phones.append(sound) }
        }
        return phones.isEmpty ? nil : phones.joined(separator: " ")
    }

    private func letter(_ offset: Int) -> Character? {
        letters.indices.contains(position + offset) ? letters[position + offset] : nil
    }

    private var isBeforeFrontVowel: Bool { isFrontVowel(letter(1)) }

    private func isFrontVowel(_ letter: Character?) -> Bool {
        letter.map { "eéií".contains($0) } ?? false
    }

    private func isVowel(_ letter: Character?) -> Bool { letter.map { Self.strong[$0] != nil } ?? false }

    /// The sound of the next one or two letters; empty if they are silent, nil if they are not Spanish.
    private mutating func next() -> String? {
        guard let first = letter(0) else { return nil }
        let isY = first == "y" && !isVowel(letter(1))
        let (sound, length) = isVowel(first) || isY ? vowel(isY ? "i" : first) : consonant(first)
        position += length
        return sound
    }

    private func vowel(_ first: Character) -> (String?, Int) {
        let following: Character? = letter(1) == "y" && !isVowel(letter(2)) ? "i" : letter(1)
        // An unstressed i or u before another vowel glides into it.
        if let following, isVowel(following), following != first {
            if first == "i" { return ("Y", 1) }
            if first == "u" || first == "ü" { return ("W", 1) }
            let pair = String([Self.plain[first] ?? first, following])
            if let diphthong = Self.falling[pair] { return (diphthong, 2) }
        }
        return (Self.strong[first], 1)
    }

    private func consonant(_ first: Character) -> (String?, Int) {
        switch (first, letter(1)) {
        case ("c", "h"): ("CH", 2)
        case ("l", "l"): ("Y", 2)
        case ("r", "r"): ("R", 2)
        case ("q", "u"): ("K", 2)
        case ("g", "u") where isFrontVowel(letter(2)): ("G", 2)
        case ("g", _) where isBeforeFrontVowel: ("HH", 1)
        case ("c", _) where isBeforeFrontVowel: (softC, 1)
        case ("c", _): ("K", 1)
        case ("z", _): (softC, 1)
        case ("h", _): ("", 1)
        case ("x", _): (position == 0 ? "S" : "K S", 1)
        case ("n", let second?) where isVelar(second): ("NG", 1)
        case ("r", _) where isTrilled: ("R", 1)
        case ("b", _) where !isAfter("mn"), ("v", _) where !isAfter("mn"), ("d", _) where !isAfter("nl"):
            (position == 0 ? Self.consonants[first] : Self.soft[first], 1)
        case ("r", _): (Self.soft[first], 1)
        case _: (Self.consonants[first], 1)
        }
    }

    private var isTrilled: Bool { position == 0 || isAfter("nls") }

    private func isAfter(_ others: String) -> Bool { letter(-1).map { others.contains($0) } ?? false }

    /// Whether n before this letter is the one of "sing".
    private func isVelar(_ second: Character) -> Bool {
        switch second {
        case "g", "j", "k", "q": true
        case "c": !isFrontVowel(letter(2)) && letter(2) != "h"
        case _: false
        }
    }
}
