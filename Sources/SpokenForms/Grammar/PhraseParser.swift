import Dialog

/// Reads the phrases of prompt files: words, `[…]` around what is optional, `|` between alternatives in brackets.
struct PhraseParser {
    /// More would be a slip of the pen, and would make the grammar slow.
    static let maximumForms = 256
    static let maximumDepth = 4
    static let maximumLength = 400

    private let phrase: Phrase
    /// Bytes, not characters: a flow has hundreds of phrases, and they are parsed for each moment anew.
    private let bytes: [UInt8]
    private var index = 0

    private init(_ phrase: Phrase) {
        self.phrase = phrase
        bytes = Array(phrase.text.utf8)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// The expression of a phrase.
    static func expression(of phrase: Phrase) throws(GrammarFailure) -> GrammarExpression {
        var parser = PhraseParser(phrase)
        guard parser.bytes.count <= maximumLength else {
            throw .invalidPhrase(phrase, "it is longer than \(maximumLength) characters; split it")
        }
        let expression = try parser.sequence(depth: 0)
        if let next = parser.next {
            let hint =
                next == pipe ? "'|' stands only inside brackets; write two phrases" : "']' closes no '['"
            throw .invalidPhrase(phrase, hint)
        }
        guard let expression, !expression.matchesNothing else {
            throw .invalidPhrase(phrase, "at least one word must not be optional")
        }
        return expression
    }

    private static let space = UInt8(ascii: " ")
    private static let pipe = UInt8(ascii: "|")
    private static let opening = UInt8(ascii: "[")
    private static let closing = UInt8(ascii: "]")

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == space || byte == pipe || byte == opening || byte == closing
    }

    /// Every way to say an expression without repeats; nil if there are more than `maximumForms`.
    static func forms(of expression: GrammarExpression) -> [String]? {
        switch expression {
        case .word(let word): return [word]
        case .rule(_, let part): return forms(of: part)
        case .optional(let part): return forms(of: part).map { [""] + $0 }
        case .alternatives(let parts):
            var all: [String] = []
            for part in parts {
                guard let more = forms(of: part), all.count + more.count <= maximumForms else { return nil }
                all += more
            }
            return all
        case .sequence(let parts):
            var all = [""]
            for part in parts {
                guard let more = forms(of: part), all.count * more.count <= maximumForms else { return nil }
                all = all.flatMap { head in more.map { join(head, $0) } }
            }
            return all
        case .repeated: return nil
        }
    }

    private static func join(_ left: String, _ right: String) -> String {
        if left.isEmpty { return right }
        return right.isEmpty ? left : left + " " + right
    }

    /// Words and brackets up to `|`, `]` or the end; nil if there are none.
    private mutating func sequence(depth: Int) throws(GrammarFailure) -> GrammarExpression? {
        var parts: [GrammarExpression] = []
        while let next {
            switch next {
            case Self.space: index += 1
            case Self.opening: parts.append(try brackets(depth: depth + 1))
            case Self.pipe, Self.closing: return Self.sequence(of: parts)
            default: parts.append(try word())
            }
        }
        return Self.sequence(of: parts)
    }

    private static func sequence(of parts: [GrammarExpression]) -> GrammarExpression? {
        if parts.isEmpty { return nil }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func brackets(depth: Int) throws(GrammarFailure) -> GrammarExpression {
        guard depth <= Self.maximumDepth else {
            throw .invalidPhrase(phrase, "brackets are nested more than \(Self.maximumDepth) deep")
        }
        index += 1
        var alternatives: [GrammarExpression] = []
        while true {
            guard let alternative = try sequence(depth: depth) else {
                throw .invalidPhrase(phrase, "a word is missing in the brackets")
            }
            guard !alternative.matchesNothing else {
                throw .invalidPhrase(phrase, "all of what is in the brackets is optional already")
            }
            alternatives.append(alternative)
            guard let end = next else { throw .invalidPhrase(phrase, "'[' is not closed") }
            index += 1
            if end == Self.closing { break }
        }
        return .optional(alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives))
    }

    private mutating func word() throws(GrammarFailure) -> GrammarExpression {
        let start = index
        while let next, !Self.isMark(next) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        guard LatinLetters.isWord(word) else {
            let culprit =
                word.first { !$0.unicodeScalars.allSatisfy(LatinLetters.isLetter) && $0 != "'" } ?? "'"
            throw .invalidPhrase(
                phrase, "'\(culprit)' can't be said: write words in lower-case Latin letters and apostrophes")
        }
        return .word(word)
    }
}
