package import Dialog

/// What is listened for at one moment: an answer type, the phrases of choices and universals, and their readings.
///
/// One grammar serves recognition (`jsgf`), typing (`interpret`) and endpointing (`completeness`).
package struct ListeningGrammar: Sendable, Hashable {
    /// What answers the question; universals come on top.
    package enum Target: Sendable, Hashable {
        /// Universals only.
        case nothing
        case yesNo
        /// Yes or no to the confirmation of a value of this type; "no, the twentieth" is a corrected value.
        case confirmation(of: ValueType)
        case choice([OutcomeName: [Phrase]])
        case digits(ClosedRange<Int>)
        case date(DateLimits)
        case money
    }

    /// A stable name: equal for equal grammars, so that a decoder can keep what it has compiled.
    package let id: String
    package let language: LanguageTag
    /// Java Speech Grammar Format, one public rule.
    package let jsgf: String
    /// Every word that the grammar uses, lower case.
    package let vocabulary: Set<String>

    package init(
        language: LanguageTag, target: Target, universals: [UniversalName: [Phrase]], today: LocalDate,
        currency: Currency
    ) throws(GrammarFailure) {
        // Placeholder for the contract; see the module's own work.
        throw .unsupportedLanguage(language)
    }

    /// What the words mean; nil if the grammar does not take them.
    package func interpret(_ words: [String]) -> Answer.Meaning? { nil }

    /// What may still follow the words heard so far.
    package func completeness(of words: [String]) -> Completeness { .nothing }

    /// What a finished key entry means; nil if it means nothing here.
    package func interpret(keys: String) -> Answer.Meaning? { nil }
}

/// How far an answer has come; each state has its own end-of-speech time.
package enum Completeness: String, Sendable, Hashable {
    /// No word yet.
    case nothing
    /// Nothing may follow.
    case closed
    /// A whole answer, but more may follow: "the fifteenth … of March".
    case extendable
    /// Not yet an answer.
    case incomplete
}

package enum GrammarFailure: Error, Hashable {
    case unsupportedLanguage(LanguageTag)
    /// A phrase that isn't well-formed, with its place and what is wrong.
    case invalidPhrase(Phrase, String)
    /// One phrase is given for two meanings.
    case ambiguousPhrase(String, String, String)
}
