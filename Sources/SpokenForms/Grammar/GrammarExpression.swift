/// What may be said: a regular expression over words.
///
/// One expression is written as JSGF for the recogniser and compiled into a `WordAutomaton` for endpointing. It is a
/// finite tree, so no rule can be undefined or refer to itself.
package indirect enum GrammarExpression: Sendable, Hashable {
    /// One word: lower-case letters, accents included, and apostrophes, as the pronouncing dictionary writes them.
    case word(String)
    /// All of them, in order; at least one.
    case sequence([GrammarExpression])
    /// Any one of them; at least one.
    case alternatives([GrammarExpression])
    /// It, or nothing.
    case optional(GrammarExpression)
    /// It, so many times; the upper bound is 1 to `maximumRepeats`.
    case repeated(GrammarExpression, ClosedRange<Int>)
    /// It, written as a rule of its own under that name.
    case rule(String, GrammarExpression)

    package static let maximumRepeats = 32

    /// The words of a text, one after the other.
    static func words(_ text: String) -> GrammarExpression {
        let words = text.split(separator: " ").map { GrammarExpression.word(String($0)) }
        return words.count == 1 ? words[0] : .sequence(words)
    }

    /// Any one of the words of a text.
    static func anyWord(of text: String) -> GrammarExpression {
        .alternatives(text.split(separator: " ").map { .word(String($0)) })
    }

    /// Any one of the phrases.
    static func anyPhrase(_ phrases: String...) -> GrammarExpression {
        .alternatives(phrases.map { words($0) })
    }

    /// It, or nothing, where the text gives phrases separated by `|`.
    static func maybe(_ text: String) -> GrammarExpression {
        let phrases = text.split(separator: "|").map { words(String($0)) }
        return .optional(phrases.count == 1 ? phrases[0] : .alternatives(phrases))
    }

    /// Whether it can be said by saying nothing.
    var matchesNothing: Bool {
        switch self {
        case .word: false
        case .sequence(let parts): parts.allSatisfy(\.matchesNothing)
        case .alternatives(let parts): parts.contains(where: \.matchesNothing)
        case .optional: true
        case .repeated(let part, let range): range.lowerBound == 0 || part.matchesNothing
        case .rule(_, let part): part.matchesNothing
        }
    }

    /// Every word that it uses.
    var vocabulary: Set<String> {
        var words: Set<String> = []
        collectWords(into: &words)
        return words
    }

    private func collectWords(into words: inout Set<String>) {
        switch self {
        case .word(let word): words.insert(word)
        case .sequence(let parts), .alternatives(let parts): parts.forEach { $0.collectWords(into: &words) }
        case .optional(let part), .repeated(let part, _), .rule(_, let part): part.collectWords(into: &words)
        }
    }

    /// The words, if it is nothing but a choice between single words.
    var wordClass: [String]? {
        switch self {
        case .word(let word): return [word]
        case .alternatives(let parts):
            var words: [String] = []
            for part in parts {
                guard let more = part.wordClass else { return nil }
                words += more
            }
            return words
        case .rule(_, let part): return part.wordClass
        case .sequence(let parts): return parts.count == 1 ? parts[0].wordClass : nil
        case .optional, .repeated: return nil
        }
    }
}
