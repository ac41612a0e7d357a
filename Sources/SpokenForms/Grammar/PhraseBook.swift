import Dialog

/// What each fixed phrase means: yes and no, choices, universals.
struct PhraseBook: Sendable, Hashable {
    /// What a phrase can stand for.
    enum Meaning: Sendable, Hashable {
        case yesNo(Bool)
        case choice(OutcomeName)
        case universal(UniversalName)

        var name: String {
            switch self {
            case .yesNo(let yes): yes ? "said_yes" : "said_no"
            case .choice(let name): name.rawValue
            case .universal(let name): name.rawValue
            }
        }

        var answer: Answer.Meaning {
            switch self {
            case .yesNo(let yes): .value(.yesNo(yes))
            case .choice(let name): .value(.choice(name))
            case .universal(let name): .universal(name)
            }
        }
    }

    /// One meaning with everything that is listened for.
    struct Entry: Sendable, Hashable {
        let meaning: Meaning
        let expression: GrammarExpression
    }

    private(set) var entries: [Entry] = []
    /// Phrases that were given for a second meaning; the first one holds.
    private(set) var collisions: [PhraseCollision] = []
    /// By the phrase without its accents.
    private var meanings: [String: Meaning] = [:]

    /// Takes phrases for a meaning; a phrase that stands for another one already is a collision.
    ///
    /// `typedOnly` phrases are understood, but not listened for.
    mutating func add(
        _ phrases: [Phrase], as meaning: Meaning, typedOnly: [Phrase] = []
    ) throws(GrammarFailure) {
        var spoken: [GrammarExpression] = []
        for phrase in phrases {
            let expression = try PhraseParser.expression(of: phrase)
            try take(expression, of: phrase, as: meaning)
            spoken.append(expression)
        }
        for phrase in typedOnly {
            try take(try PhraseParser.expression(of: phrase), of: phrase, as: meaning)
        }
        if spoken.isEmpty { return }
        let expression = spoken.count == 1 ? spoken[0] : .alternatives(spoken)
        entries.append(Entry(meaning: meaning, expression: expression))
    }

    func meaning(of words: some Sequence<String>) -> Meaning? {
        meanings[LatinLetters.folded(words.joined(separator: " "))]
    }

    private mutating func take(
        _ expression: GrammarExpression, of phrase: Phrase, as meaning: Meaning
    ) throws(GrammarFailure) {
        guard let forms = PhraseParser.forms(of: expression) else {
            throw .invalidPhrase(
                phrase, "it can be said in more than \(PhraseParser.maximumForms) ways; split it")
        }
        for text in forms {
            let key = LatinLetters.folded(text)
            if let known = meanings[key], known != meaning {
                collisions.append(PhraseCollision(text, known.name, meaning.name))
            } else {
                meanings[key] = meaning
            }
        }
    }
}
