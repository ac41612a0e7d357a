import Dialog

/// Reads the phrases of prompt files: words, `[…]` around what is optional, `|` between alternatives in brackets.
struct PhraseParser {
    /// More would be a slip of the pen, and would make the grammar slow.
    static let maximumForms = 256
    static let maximumDepth = 4
    static let maximumLength = 400

    private let phrase: Phrase
    private var rest: Substring

    private init(_ phrase: Phrase) {
        self.phrase = phrase
        rest = phrase.text[...]
    }

    /// The expression of a phrase.
    static func expression(of phrase: Phrase) throws(GrammarFailure) -> GrammarExpression {
        var parser = PhraseParser(phrase)
        guard phrase.text.utf8.count <= maximumLength else {
            throw .invalidPhrase(phrase, "it is longer than \(maximumLength) characters; split it")
        }
        let expression = try parser.sequence(depth: 0)
        if let next = parser.rest.first {
            let hint =
                next == "|" ? "'|' stands only inside brackets; write two phrases" : "']' closes no '['"
            throw .invalidPhrase(phrase, hint)
        }
        guard let expression, !expression.matchesNothing else {
            throw .invalidPhrase(phrase, "at least one word must not be optional")
        }
        return expression
    }

    /// Every way to say an expression without repeats; nil if there are more than `maximumForms`.
    static func forms(of expression: GrammarExpression) -> [[String]]? {
        switch expression {
        case .word(let word): return [[word]]
        case .rule(_, let part): return forms(of: part)
        case .optional(let part): return forms(of: part).map { [[]] + $0 }
        case .alternatives(let parts):
            var all: [[String]] = []
            for part in parts {
                guard let more = forms(of: part) else { return nil }
                all += more
                if all.count > maximumForms { return nil }
            }
            return all
        case .sequence(let parts):
            var all: [[String]] = [[]]
            for part in parts {
                guard let more = forms(of: part), all.count * more.count <= maximumForms else { return nil }
                all = all.flatMap { head in more.map { head + $0 } }
            }
            return all
        case .repeated: return nil
        }
    }

    /// Words and brackets up to `|`, `]` or the end; nil if there are none.
    private mutating func sequence(depth: Int) throws(GrammarFailure) -> GrammarExpression? {
        var parts: [GrammarExpression] = []
        while let next = rest.first {
            if next == " " {
                rest.removeFirst()
            } else if next == "[" {
                parts.append(try brackets(depth: depth + 1))
            } else if next == "|" || next == "]" {
                break
            } else {
                parts.append(try word())
            }
        }
        if parts.isEmpty { return nil }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func brackets(depth: Int) throws(GrammarFailure) -> GrammarExpression {
        guard depth <= Self.maximumDepth else {
            throw .invalidPhrase(phrase, "brackets are nested more than \(Self.maximumDepth) deep")
        }
        rest.removeFirst()
        var alternatives: [GrammarExpression] = []
        while true {
            guard let alternative = try sequence(depth: depth) else {
                throw .invalidPhrase(phrase, "a word is missing in the brackets")
            }
            guard !alternative.matchesNothing else {
                throw .invalidPhrase(phrase, "all of what is in the brackets is optional already")
            }
            alternatives.append(alternative)
            guard let end = rest.popFirst() else { throw .invalidPhrase(phrase, "'[' is not closed") }
            if end == "]" { break }
        }
        return .optional(alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives))
    }

    private mutating func word() throws(GrammarFailure) -> GrammarExpression {
        let word = rest.prefix { !" []|".contains($0) }
        rest = rest[word.endIndex...]
        let isSpoken = word.utf8.contains { (97...122).contains($0) }
        for character in word where !isSpoken || !Self.isWordCharacter(character) {
            throw .invalidPhrase(
                phrase,
                "'\(character)' can't be said: write words in lower-case letters a to z and apostrophes")
        }
        return .word(String(word))
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character == "'" || ("a"..."z").contains(character) && character.isASCII
    }
}
