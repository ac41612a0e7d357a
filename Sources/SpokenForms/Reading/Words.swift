/// The words that are still to be read; each `take` moves on only if it succeeds.
typealias Words = ArraySlice<String>

extension ArraySlice<String> {
    /// Takes all of these words, or none.
    mutating func take(_ words: String...) -> Bool {
        guard starts(with: words) else { return false }
        removeFirst(words.count)
        return true
    }

    mutating func take(anyOf words: Set<String>) -> Bool {
        guard let word = first, words.contains(word) else { return false }
        removeFirst()
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
