/// The words that are still to be read; each `take` moves on only if it succeeds.
typealias Words = ArraySlice<String>

extension ArraySlice<String> {
    mutating func take(_ word: String) -> Bool {
        guard first == word else { return false }
        removeFirst()
        return true
    }

    mutating func take(anyOf words: Set<String>) -> Bool {
        guard let word = first, words.contains(word) else { return false }
        removeFirst()
        return true
    }

    /// Takes all words of the text, or none.
    mutating func take(phrase text: String) -> Bool {
        let phrase = text.split(separator: " ").map(String.init)
        guard starts(with: phrase) else { return false }
        removeFirst(phrase.count)
        return true
    }

    mutating func take<Meaning>(from meanings: [String: Meaning]) -> Meaning? {
        guard let word = first, let meaning = meanings[word] else { return nil }
        removeFirst()
        return meaning
    }

    /// Runs a reading and takes nothing if it fails.
    mutating func attempt<Meaning>(_ reading: (inout Words) -> Meaning?) -> Meaning? {
        var rest = self
        guard let meaning = reading(&rest) else { return nil }
        self = rest
        return meaning
    }
}

extension StringProtocol {
    /// Whether it is one or more of the digits 0 to 9.
    var isNumeral: Bool { !isEmpty && utf8.allSatisfy { (48...57).contains($0) } }
}
