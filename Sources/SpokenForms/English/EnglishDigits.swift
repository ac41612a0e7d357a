/// Digit strings in American English: "four eight two one".
enum EnglishDigits {
    static let digitWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    /// What is listened for, single digits only: every further word costs accuracy.
    static func expression(_ lengths: ClosedRange<Int>) -> GrammarExpression {
        .sequence([.maybe("it's"), digits(lengths)])
    }

    /// The same without the words that lead up to it.
    static func digits(_ lengths: ClosedRange<Int>) -> GrammarExpression {
        let digit = GrammarExpression.rule(
            "digit", .anyWord(of: "zero oh one two three four five six seven eight nine"))
        let most = min(max(1, lengths.upperBound), GrammarExpression.maximumRepeats)
        let least = min(max(1, lengths.lowerBound), most)
        return .repeated(digit, least...most)
    }

    /// The digits that were said or typed.
    ///
    /// Single digits with "double" and "triple", two-digit groups ("forty eight twenty one"), "hundred" for two zeros,
    /// and numerals. A reading that keeps "twenty one" together (21) goes before one that does not (201); the first
    /// whose length fits is taken.
    static func read(_ words: Words, _ lengths: ClosedRange<Int>) -> String? {
        var words = words
        while words.take(anyOf: carriers) {}
        if words.isEmpty { return nil }
        return extend("", by: words, lengths)
    }

    private static let carriers: Set<String> = ["it's", "its", "it", "is", "they're", "the", "number", "are"]

    private static func extend(
        _ digits: String, by words: Words, _ lengths: ClosedRange<Int>
    ) -> String? {
        if digits.utf8.count > lengths.upperBound { return nil }
        guard let word = words.first else { return digits.utf8.count >= lengths.lowerBound ? digits : nil }
        let rest = words.dropFirst()
        if let tens = EnglishNumbers.tens[word] {
            if let next = rest.first, let unit = EnglishNumbers.units[next],
                let joined = extend(digits + String(tens + unit), by: rest.dropFirst(), lengths)
            {
                return joined
            }
            return extend(digits + String(tens), by: rest, lengths)
        }
        if let teen = EnglishNumbers.teens[word] { return extend(digits + String(teen), by: rest, lengths) }
        if word == "hundred", !digits.isEmpty { return extend(digits + "00", by: rest, lengths) }
        if let times = ["double": 2, "triple": 3][word] {
            guard let next = rest.first, let digit = single(next) else { return nil }
            return extend(digits + String(repeating: digit, count: times), by: rest.dropFirst(), lengths)
        }
        if let digit = single(word) { return extend(digits + digit, by: rest, lengths) }
        return word.isNumeral ? extend(digits + word, by: rest, lengths) : nil
    }

    /// The digit that a word or numeral is; nil for anything longer.
    static func single(_ word: String) -> String? {
        if word == "oh" || word == "o" { return "0" }
        if let index = digitWords.firstIndex(of: word) { return String(index) }
        return word.utf8.count == 1 && word.isNumeral ? word : nil
    }
}
