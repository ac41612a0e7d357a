import Dialog
import SpokenForms

/// The grammars of a call, of each language that is spoken, built when first needed and kept, for it and for the calls of
/// its program.
struct GrammarBook {
    private let prepared: PreparedProgram
    private let catalogue: PromptCatalogue
    private let program: FlowProgram
    /// The language that is listened for now.
    var language: LanguageTag
    private let today: LocalDate
    private let currency: Currency
    private var built: [LanguageTag: [ListenRequest: ListeningGrammar]] = [:]

    init(_ setup: CallSetup) {
        prepared = setup.prepared
        catalogue = setup.catalogue
        program = setup.program
        language = setup.language
        today = setup.today
        currency = setup.currency
    }

    /// The grammar of a listening request; throws for phrases that the check would have refused.
    mutating func grammar(for listening: ListenRequest) throws(GrammarFailure) -> ListeningGrammar {
        // A grammar is shared by all calls, and knows nothing of what one caller rejected.
        var request = listening
        request.rejected = []
        if let known = built[language]?[request] { return known }
        let grammar = try prepared.grammar(for: request, in: language, today: today, currency: currency) {
            () throws(GrammarFailure) in try make(request)
        }
        built[language, default: [:]][request] = grammar
        return grammar
    }

    private func make(_ request: ListenRequest) throws(GrammarFailure) -> ListeningGrammar {
        let phrases = catalogue.languages[language]?.universalPhrases ?? [:]
        var universals: [UniversalName: [Phrase]] = [:]
        for name in request.universals { universals[name] = phrases[name] ?? [] }
        var universalKeys: [UniversalName: String] = [:]
        for universal in program.root.universals { universalKeys[universal.name] = universal.keys }
        return try ListeningGrammar(
            language: language, target: target(of: request), universals: universals, today: today,
            currency: currency, whole: request.whole, choiceKeys: choiceKeys(of: request),
            universalKeys: universalKeys)
    }

    private func target(of request: ListenRequest) -> ListeningGrammar.Target {
        switch request.purpose {
        case .universals: .nothing
        case .answer(let type): target(of: type)
        case .confirmation(let types): .confirming(types)
        case .secret(_, .date): .date(.past)
        case .secret(_, .digits(let count)): .digits(count...count)
        }
    }

    private func target(of type: AskType) -> ListeningGrammar.Target {
        switch type {
        case .yesNo: .yesNo
        case .choice(let name): .choice(catalogue.languages[language]?.choicePhrases[name] ?? [:])
        case .digits(let lengths): .digits(lengths)
        case .date(let limits): .date(limits)
        case .money: .money
        case .number(let limits): .number(limits.literalNumbers)
        case .time: .time
        }
    }

    private func choiceKeys(of request: ListenRequest) -> [OutcomeName: String] {
        guard case .answer(.choice(let name)) = request.purpose else { return [:] }
        var keys: [OutcomeName: String] = [:]
        for choice in catalogue.choices[name]?.choices ?? [] { keys[choice.value] = choice.keys }
        return keys
    }
}
