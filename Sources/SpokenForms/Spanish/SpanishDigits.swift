/// Digit strings in Spanish: "cuatro ocho dos uno".
enum SpanishDigits {
    /// What is listened for, single digits only: every further word costs accuracy.
    static func digits(_ lengths: ClosedRange<Int>) -> GrammarExpression {
        let digit = GrammarExpression.rule(
            "digit", .anyWord(of: "cero uno dos tres cuatro cinco seis siete ocho nueve"))
        let most = min(max(1, lengths.upperBound), GrammarExpression.maximumRepeats)
        let least = min(max(1, lengths.lowerBound), most)
        return .repeated(digit, least...most)
    }

    private static let carriers: Set<String> = [
        "es", "el", "son", "numero", "los", "las", "mi", "cifras", "digitos", "termina", "terminan", "en",
        "ultimos",
        "ultimas",
    ]

    /// The ways to say a string that are listened for; nil for anything but one to twenty digits.
    static func phrasing(of digits: String) -> GrammarExpression? {
        guard digits.isNumeral, digits.utf8.count <= 20 else { return nil }
        return .sequence(
            digits.utf8.map { Int($0) - 48 }.map { .word(SpanishNumbers.digitWord($0)) })
    }

    /// The digits that were said or typed, one by one, in groups ("cuarenta y ocho veintiuno", "novecientos doce"), or
    /// with "doble", "triple", "dos ceros".
    ///
    /// A reading that keeps a number together goes before one that does not ("treinta y uno" is 31, never 301); the
    /// first whose length fits is taken.
    static func read(_ words: Words, _ lengths: ClosedRange<Int>) -> String? {
        var words = SpanishPhrases.withoutEnd(words)
        while words.take(anyOf: carriers) {}
        return DigitGroups.read(words, lengths) { words, _ in groups(words) }
    }

    private static func groups(_ words: Words) -> [DigitGroup] {
        guard let word = words.first else { return [] }
        if word.isNumeral { return [DigitGroup(digits: word, count: 1)] }
        let next = words.dropFirst().first
        if let times = ["doble": 2, "triple": 3][word], let digit = next.flatMap({ single($0) }) {
            return [DigitGroup(digits: String(repeating: digit, count: times), count: 2)]
        }
        if next == "ceros", let count = SpanishNumbers.units[word] {
            return [DigitGroup(digits: String(repeating: "0", count: count), count: 2)]
        }
        if let digit = single(word), next != "mil" { return [DigitGroup(digits: digit, count: 1)] }
        let readings: [(inout Words) -> Int?] = [
            SpanishNumbers.takeCardinal, SpanishNumbers.takeHundreds, SpanishNumbers.takeBelowHundred,
            { SpanishNumbers.tens[$0.removeFirst()] },
        ]
        var groups: [DigitGroup] = []
        for reading in readings {
            var rest = words
            guard let number = reading(&rest) else { continue }
            let count = words.count - rest.count
            // "treinta y" alone is no group.
            if rest.first == "y" || groups.contains(where: { $0.count == count }) { continue }
            groups.append(DigitGroup(digits: String(number), count: count))
        }
        return groups
    }

    /// The digit that a word or numeral is; nil for anything longer.
    static func single(_ word: String) -> String? {
        if word == "cero" { return "0" }
        if let unit = SpanishNumbers.units[word] { return String(unit) }
        return word.utf8.count == 1 && word.isNumeral ? word : nil
    }
}
