/// Checks how a phrase is written: lower-case words, `[…]` around what is optional, `|` between alternatives in it.
///
/// What a phrase expands to, and whether two phrases collide, is the business of the grammars.
struct PhraseSyntax {
    /// What is wrong, and how many characters into the phrase.
    struct Problem: Equatable {
        let message: String
        let offset: Int
    }

    static let maximumLength = 400
    static let maximumDepth = 4

    private let scalars: [Unicode.Scalar]
    private var index = 0

    private init(_ phrase: String) { scalars = Array(phrase.unicodeScalars) }

    /// Nil if the phrase is well-formed.
    static func problem(in phrase: String) -> Problem? {
        guard phrase.unicodeScalars.count <= maximumLength else {
            return Problem(message: "is longer than \(maximumLength) characters; split it", offset: 0)
        }
        var syntax = PhraseSyntax(phrase)
        let (hasWord, problem) = syntax.sequence(depth: 0)
        if let problem { return problem }
        if syntax.index < syntax.scalars.count {
            return syntax.scalars[syntax.index] == "|"
                ? syntax.problem("has a '|' outside brackets; write two phrases")
                : syntax.problem("has a ']' that closes nothing")
        }
        if !hasWord { return Problem(message: "needs at least one word outside brackets", offset: 0) }
        return nil
    }

    private func problem(_ message: String) -> Problem { Problem(message: message, offset: index) }

    /// Words and brackets up to `|`, `]` or the end; whether there is a word that must be said.
    private mutating func sequence(depth: Int) -> (hasWord: Bool, Problem?) {
        var hasWord = false
        while index < scalars.count {
            switch scalars[index] {
            case " ": index += 1
            case "|", "]": return (hasWord, nil)
            case "[":
                if let problem = brackets(depth: depth + 1) { return (hasWord, problem) }
            default:
                if let problem = word() { return (hasWord, problem) }
                hasWord = true
            }
        }
        return (hasWord, nil)
    }

    private mutating func brackets(depth: Int) -> Problem? {
        guard depth <= Self.maximumDepth else {
            return problem("has brackets nested more than \(Self.maximumDepth) deep")
        }
        let start = index
        repeat {
            index += 1
            let alternative = index
            let (hasWord, problem) = sequence(depth: depth)
            if let problem { return problem }
            if !hasWord {
                return Problem(message: "has brackets with a word missing", offset: alternative)
            }
        } while index < scalars.count && scalars[index] == "|"
        guard index < scalars.count else {
            return Problem(message: "has a '[' that is not closed", offset: start)
        }
        index += 1
        return nil
    }

    private mutating func word() -> Problem? {
        let start = index
        var hasLetter = false
        while index < scalars.count, !" []|".unicodeScalars.contains(scalars[index]) {
            let scalar = scalars[index]
            let isLetter =
                scalar.properties.isLowercase
                || (scalar.properties.isAlphabetic && !scalar.properties.isUppercase)
            guard isLetter || scalar == "'" else {
                let why =
                    scalar.properties.isUppercase
                    ? "write words in lower case" : "write it as words of letters and apostrophes"
                return problem("has '\(scalar)', which cannot be said; \(why)")
            }
            hasLetter = hasLetter || isLetter
            index += 1
        }
        return hasLetter ? nil : Problem(message: "has an apostrophe without a word", offset: start)
    }
}
