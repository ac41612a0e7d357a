package import Dialog

/// What is listened for at one moment: an answer type, the phrases of choices and universals, and their readings.
///
/// One grammar serves recognition (`jsgf`), typing (`interpret`) and endpointing (`completeness`). What is listened for
/// is lean, because every needless word costs accuracy; `interpret` understands more.
package struct ListeningGrammar: Sendable, Hashable {
    /// What answers the question; universals come on top.
    package enum Target: Sendable, Hashable {
        /// Universals only.
        case nothing
        case yesNo
        /// Yes or no to the confirmation of a value of this type; "no, the twentieth" is a corrected value.
        case confirmation(of: ValueType)
        /// The same for several values, each of which may be corrected within its limits.
        case confirming([AskType])
        case choice([OutcomeName: [Phrase]])
        case digits(ClosedRange<Int>)
        case date(DateLimits)
        case money
        /// A whole number; those in the range are listened for, any other is understood all the same.
        case number(ClosedRange<Int>)
        case time
    }

    package let language: LanguageTag
    /// A stable name: equal for equal `jsgf`, so that a decoder can keep what it has compiled.
    package var id: String { compiled.recognition.id }
    /// Java Speech Grammar Format, one public rule.
    package var jsgf: String { compiled.recognition.jsgf }
    /// Every word that the grammar uses, lower case.
    package var vocabulary: Set<String> { compiled.recognition.vocabulary }
    /// The sentences that are listened for, as a graph of words.
    package var wordGraph: WordGraph { compiled.graph }
    /// Whether nothing is listened for at all; such a grammar needs no recogniser.
    package var isSilent: Bool { compiled.isSilent }

    let target: Target
    let context: ListeningContext
    let choiceKeys: [OutcomeName: String]
    let universalKeys: [UniversalName: String]
    private let spoken: SpokenLanguage
    private let book: PhraseBook
    private let compiled: CompiledGrammar

    /// Prepares to listen; phrases that are malformed, or stand for two meanings, are errors.
    ///
    /// Relative dates are counted from `today`, the caller's local date. "All of it" and "half" are of `whole`, and aren't
    /// understood without one. The keys of the choices and of the universals that are live are for `interpret(keys:)`
    /// and `KeyCollector`.
    package init(
        language: LanguageTag, target: Target, universals: [UniversalName: [Phrase]], today: LocalDate,
        currency: Currency, whole: Money? = nil, choiceKeys: [OutcomeName: String] = [:],
        universalKeys: [UniversalName: String] = [:]
    ) throws(GrammarFailure) {
        guard let spoken = SpokenLanguage(language) else { throw .unsupportedLanguage(language) }
        self.language = language
        self.target = target
        context = ListeningContext(today: today, currency: currency, whole: whole)
        self.choiceKeys = choiceKeys
        self.universalKeys = universalKeys
        self.spoken = spoken
        book = try spoken.phraseBook(for: target, universals)
        guard book.collisions.isEmpty else { throw .ambiguousPhrases(book.collisions) }
        compiled = CompiledGrammar(book: book, value: spoken.valueExpression(for: target, context), spoken)
    }

    /// Whether the answer is a digit string, in which no word may be missing or too many.
    package var listensForDigits: Bool {
        if case .digits = target { true } else { false }
    }

    /// What the words mean; nil if the grammar does not take them.
    package func interpret(_ words: [String]) -> Answer.Meaning? {
        let words = words.map(LatinLetters.folded)
        if let meaning = book.meaning(of: words) ?? book.meaning(of: spoken.words.withoutFillers(words[...]))
        {
            return meaning.answer
        }
        return spoken.readValue(words[...], target, context)
    }

    /// The ways to say one value, out of those that are listened for; nil if it has none.
    func phrasings(of value: Value) -> GrammarExpression? { spoken.words.phrasings(of: value, context) }

    /// The order of day and month in which dates are keyed.
    var dateOrder: DateOrder { spoken.words.dateOrder }

    /// What may still follow the words heard so far; words that fit nothing are incomplete.
    package func completeness(of words: [String]) -> Completeness {
        compiled.automaton.completeness(of: words)
    }

    /// What a finished key entry means; nil if it means nothing here.
    package func interpret(keys: String) -> Answer.Meaning? { KeyPlan(self).meaning(of: keys) }

    /// Sentences that the grammar listens for, the same for the same seed.
    package func examples(seed: UInt64, count: Int) -> [[String]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<max(0, count)).map { _ in compiled.expression.sample(using: &generator) }
    }

    package static func == (left: ListeningGrammar, right: ListeningGrammar) -> Bool {
        left.language == right.language && left.target == right.target && left.book == right.book
            && left.context == right.context
            && left.choiceKeys == right.choiceKeys
            && left.universalKeys == right.universalKeys
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(target)
        hasher.combine(context)
    }
}

/// How far an answer has come; each state has its own end-of-speech time.
package enum Completeness: String, Sendable, Hashable {
    /// No word yet.
    case nothing
    /// Nothing may follow that would change the answer.
    case closed
    /// A whole answer, but what follows may change it: "the fifteenth … of March".
    case extendable
    /// Not yet an answer.
    case incomplete
}

/// Words that stand for two meanings at one moment.
package struct PhraseCollision: Sendable, Hashable {
    package let words: String
    package let first: String
    package let second: String

    package init(_ words: String, _ first: String, _ second: String) {
        self.words = words
        self.first = first
        self.second = second
    }
}

/// Why a moment cannot be listened for: its phrases are wrong, or its language is unknown.
package enum GrammarFailure: Error, Hashable, CustomStringConvertible {
    case unsupportedLanguage(LanguageTag)
    /// A phrase that isn't well-formed, with its place and what is wrong.
    case invalidPhrase(Phrase, String)
    /// Phrases that are given for two meanings each.
    case ambiguousPhrases([PhraseCollision])

    package var description: String {
        switch self {
        case .unsupportedLanguage(let language):
            "the language '\(language)' is not built in; there is "
                + SpokenLanguage.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        case .invalidPhrase(let phrase, let problem):
            "\(phrase.position): error: the phrase \"\(phrase.text)\" is not well-formed: \(problem)"
        case .ambiguousPhrases(let collisions):
            collisions.map { collision in
                "the phrase \"\(collision.words)\" stands for both '\(collision.first)' and "
                    + "'\(collision.second)'; take it from one of them"
            }.joined(separator: "\n")
        }
    }
}
