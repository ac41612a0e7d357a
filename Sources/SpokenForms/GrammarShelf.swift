package import Dialog

/// Grammars that are prepared already, for one owner that listens for the same things in call after call.
///
/// Preparing a grammar parses all its phrases; what a recogniser needs is compiled once per grammar as well. At most
/// `capacity` are kept; when they are full all are dropped, because the moments of a flow are few.
package struct GrammarShelf: Sendable {
    private struct Key: Hashable {
        let language: LanguageTag
        let target: ListeningGrammar.Target
        let universals: [UniversalName: [Phrase]]
        let today: LocalDate
        let currency: Currency
        let whole: Money?
        let choiceKeys: [OutcomeName: String]
        let universalKeys: [UniversalName: String]
    }

    package static let capacity = 256
    private var grammars: [Key: ListeningGrammar] = [:]

    package init() {}

    /// As `ListeningGrammar.init`, and the same grammar for the same arguments.
    package mutating func grammar(
        language: LanguageTag, target: ListeningGrammar.Target, universals: [UniversalName: [Phrase]],
        today: LocalDate, currency: Currency, whole: Money? = nil, choiceKeys: [OutcomeName: String] = [:],
        universalKeys: [UniversalName: String] = [:]
    ) throws(GrammarFailure) -> ListeningGrammar {
        let key = Key(
            language: language, target: target, universals: universals, today: today, currency: currency,
            whole: whole, choiceKeys: choiceKeys, universalKeys: universalKeys)
        if let grammar = grammars[key] { return grammar }
        let grammar = try ListeningGrammar(
            language: language, target: target, universals: universals, today: today, currency: currency,
            whole: whole, choiceKeys: choiceKeys, universalKeys: universalKeys)
        if grammars.count >= Self.capacity { grammars.removeAll(keepingCapacity: true) }
        grammars[key] = grammar
        return grammar
    }
}
