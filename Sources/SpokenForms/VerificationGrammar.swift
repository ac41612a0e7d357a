package import Dialog

/// One expected value and what may be said in its place, to be compared on the same utterance.
///
/// A caller who says something else fits the free grammar better than the expected value. Whatever says the expected value
/// is a sentence of the free grammar too.
package struct VerificationGrammar: Sendable, Hashable {
    /// What the value is, which decides how surely it must fit.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case digits, date
    }

    package let kind: Kind
    /// Any date with its year, or any string that is at most one digit shorter or longer.
    package let free: ListeningGrammar
    /// The ways to say the expected value.
    package let graph: WordGraph
    /// Of a digit string.
    private let count: Int?

    /// Nil for a value that isn't compared by how it sounds: other types, a date before 1901, digits that are none.
    package init?(_ value: Value, in grammar: ListeningGrammar) throws(GrammarFailure) {
        let target: ListeningGrammar.Target
        switch value {
        case .digits(let digits):
            let count = digits.utf8.count
            guard (1..<20).contains(count) else { return nil }
            (kind, self.count, target) = (.digits, count, .digits(max(1, count - 1)...count + 1))
        case .date: (kind, self.count, target) = (.date, nil, .date(.past))
        case .text, .name, .phone, .time, .money, .number, .choice, .yesNo, .level, .hours: return nil
        }
        free = try ListeningGrammar(
            language: grammar.language, target: target, universals: [:], today: grammar.context.today,
            currency: grammar.context.currency)
        guard let phrasings = free.phrasings(of: value) else { return nil }
        graph = WordAutomaton([(phrasings, .value)]).graph
    }

    /// Whether the words say the expected value.
    package func accepts(_ words: [String]) -> Bool { graph.accepts(words) }

    /// How long a value is, compared with the expected one.
    package enum Length: Sendable, Hashable {
        case shorter, same, longer
    }

    /// How long the value is that the words say; a date is as long as any other.
    package func length(of words: [String]) -> Length {
        guard let count, case .value(.digits(let digits))? = free.interpret(words) else { return .same }
        return digits.utf8.count == count ? .same : digits.utf8.count < count ? .shorter : .longer
    }
}
