/// Digit strings in American English: "four eight two one".
enum EnglishDigits {
    static let digitWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    /// What is listened for, single digits only: every further word costs accuracy.
    static func digits(_ lengths: ClosedRange<Int>) -> GrammarExpression {
        let digit = GrammarExpression.rule(
            "digit", .anyWord(of: "zero oh one two three four five six seven eight nine"))
        let most = min(max(1, lengths.upperBound), GrammarExpression.maximumRepeats)
        let least = min(max(1, lengths.lowerBound), most)
        return .repeated(digit, least...most)
    }

    /// The ways to say a string that are listened for; nil for anything but one to twenty digits.
    static func phrasing(of digits: String) -> GrammarExpression? {
        guard digits.isNumeral, digits.utf8.count <= 20 else { return nil }
        return .sequence(
            digits.utf8.map { Int($0) - 48 }.map { $0 == 0 ? .anyWord(of: "zero oh") : .word(digitWords[$0]) }
        )
    }

    /// The digits that were said or typed.
    ///
    /// Single digits with "double" and "triple", two-digit groups ("forty eight twenty one"), "hundred" for two zeros,
    /// and numerals. A reading that keeps "twenty one" together (21) goes before one that does not (201); the first
    /// whose length fits is taken.
    static func read(_ words: Words, _ lengths: ClosedRange<Int>) -> String? {
        var words = words
        while words.take(anyOf: carriers) {}
        return DigitGroups.read(words, lengths, groups: groups)
    }

    private static let carriers: Set<String> = ["it's", "its", "it", "is", "they're", "the", "number", "are"]

    private static func groups(_ words: Words, isFirst: Bool) -> [DigitGroup] {
        guard let word = words.first else { return [] }
        let next = words.dropFirst().first
        if let tens = EnglishNumbers.tens[word] {
            let joined = next.flatMap { EnglishNumbers.units[$0] }.map { tens + $0 }
            return [joined.map { DigitGroup(digits: String($0), count: 2) }].compactMap { $0 }
                + [DigitGroup(digits: String(tens), count: 1)]
        }
        if let teen = EnglishNumbers.teens[word] { return [DigitGroup(digits: String(teen), count: 1)] }
        if word == "hundred", !isFirst { return [DigitGroup(digits: "00", count: 1)] }
        if let times = ["double": 2, "triple": 3][word] {
            guard let digit = next.flatMap({ single($0) }) else { return [] }
            return [DigitGroup(digits: String(repeating: digit, count: times), count: 2)]
        }
        if let digit = single(word) { return [DigitGroup(digits: digit, count: 1)] }
        return word.isNumeral ? [DigitGroup(digits: word, count: 1)] : []
    }

    /// The digit that a word or numeral is; nil for anything longer.
    static func single(_ word: String) -> String? {
        if word == "oh" || word == "o" { return "0" }
        if let index = digitWords.firstIndex(of: word) { return String(index) }
        return word.utf8.count == 1 && word.isNumeral ? word : nil
    }
}
