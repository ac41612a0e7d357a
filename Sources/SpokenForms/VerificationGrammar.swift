package import Dialog

/// One expected digit string and what may be said in its place, to be compared on the same utterance.
///
/// A caller who says another string of nearly the same length fits the free grammar better than the expected one.
package struct VerificationGrammar: Sendable, Hashable {
    /// Any string that is at most one digit shorter or longer.
    package let free: ListeningGrammar
    /// For each digit, the words that say it.
    package let expected: [[String]]
    /// Words that may lead up to the digits.
    package let leads: [String]

    /// Nil for a value that isn't a digit string, or has a digit that the language has no word for.
    package init?(_ value: Value, in grammar: ListeningGrammar) throws(GrammarFailure) {
        guard case .digits(let digits) = value, !digits.isEmpty, digits.utf8.count < 20 else { return nil }
        let count = digits.utf8.count
        free = try ListeningGrammar(
            language: grammar.language, target: .digits(max(1, count - 1)...count + 1), universals: [:],
            today: grammar.context.today, currency: grammar.context.currency)
        var words: [String: [String]] = [:]
        var leads: [String] = []
        let single = try ListeningGrammar(
            language: grammar.language, target: .digits(1...1), universals: [:], today: grammar.context.today,
            currency: grammar.context.currency)
        for word in free.vocabulary.sorted() {
            if case .value(.digits(let digit))? = single.interpret([word]) {
                words[digit, default: []].append(word)
            } else {
                leads.append(word)
            }
        }
        self.leads = leads
        expected = digits.compactMap { words[String($0)] }
        guard expected.count == count else { return nil }
    }

    /// The expected string, after a lead or none.
    package var graph: WordGraph {
        let words = Set(expected.joined()).union(leads).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
        func arcs(_ choices: [String], to state: Int) -> [WordGraph.Arc] {
            choices.compactMap { numbers[$0] }.map { WordGraph.Arc(word: $0, state: state) }
        }
        // State 1 is after a lead.
        let places = expected.enumerated().map { arcs($1, to: $0 + 2) }
        return WordGraph(
            words: words, arcs: [(places.first ?? []) + arcs(leads, to: 1)] + places + [[]],
            isFinal: [Bool](repeating: false, count: expected.count + 1) + [true])
    }

    /// Whether the words say the expected string.
    package func accepts(_ words: [String]) -> Bool {
        hasLength(of: words) && zip(digits(in: words), expected).allSatisfy { $1.contains($0) }
    }

    /// Whether the words say a string as long as the expected one.
    ///
    /// A digit that is left out or added costs a path little: "four seven nine oh" fits 47900 almost as well as 4790.
    package func hasLength(of words: [String]) -> Bool { digits(in: words).count == expected.count }

    private func digits(in words: [String]) -> ArraySlice<String> { words.drop { leads.contains($0) } }
}
