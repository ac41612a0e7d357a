package import Dialog
import SpokenForms

/// Finds what the recogniser could not work with, before a call meets it.
package enum GrammarCheck {
    /// Builds the grammar of every listening step in every language of the flow.
    ///
    /// `unpronounceable` gives those of a set of words that a language's dictionary lacks.
    package static func findings(
        _ program: FlowProgram, _ catalogue: PromptCatalogue,
        unpronounceable: (Set<String>, LanguageTag) -> [String]
    ) -> [Diagnostic] {
        guard let today = LocalDate(year: 2026, month: 1, day: 15) else { return [] }
        var findings: [Diagnostic] = []
        for language in program.root.languages {
            guard SpokenLanguage(language) != nil else {
                findings += diagnostics(.unsupportedLanguage(language), program.root.position)
                continue
            }
            let setup = CallSetup(
                account: "-", program: program, catalogue: catalogue, language: language, currency: .usd,
                data: CallData(values: [:], secrets: [:]), today: today, seed: 0)
            var book = GrammarBook(setup)
            var vocabulary: [String: SourcePosition] = [:]
            for (request, position) in requests(program) {
                do throws(GrammarFailure) {
                    let grammar = try book.grammar(for: request)
                    for word in grammar.vocabulary where vocabulary[word] == nil {
                        vocabulary[word] = position
                    }
                } catch {
                    findings += diagnostics(error, position)
                }
            }
            for word in unpronounceable(Set(vocabulary.keys), language).sorted() {
                let position =
                    phrase(with: word, catalogue.languages[language]) ?? vocabulary[word] ?? .unknown
                findings.append(
                    Diagnostic(
                        position, rule: "S2",
                        "the word '\(word)' has no pronunciation in \(language), so it can't be heard",
                        notes: ["use another word, or split it into words that the dictionary has"]))
            }
        }
        var seen: Set<Diagnostic> = []
        return findings.filter { seen.insert($0).inserted }
    }

    /// What each listening step asks the recogniser for, with every universal live.
    private static func requests(_ program: FlowProgram) -> [(ListenRequest, SourcePosition)] {
        let universals = program.root.universals.map(\.name)
        var requests: [(ListenRequest, SourcePosition)] = []
        for universal in program.root.universals where universal.confirm != nil {
            requests.append((request(.answer(.yesNo), universals), universal.position))
        }
        for flow in program.flows {
            for step in flow.steps {
                switch step.kind {
                case .ask(let ask):
                    let answer = request(answers(to: ask, in: flow), universals)
                    requests.append((answer, step.position))
                    if ask.confirm != .never || ask.schedule != nil {
                        requests.append((request(.confirmation(of: [ask.type]), universals), step.position))
                    }
                case .check(let check):
                    requests.append(
                        (request(.secret(check.against, check.type), universals + [.refuse]), step.position))
                case .say, .wait: requests.append((request(.universals, universals), step.position))
                case .decide, .run, .commit, .transfer, .end, .return: break
                }
            }
        }
        return requests
    }

    /// What a question listens for; a read-back for every value that may stand in it.
    private static func answers(to ask: Ask, in flow: Flow) -> ListenRequest.Purpose {
        guard !ask.confirms.isEmpty else { return .answer(ask.type) }
        var types: [AskType] = []
        for slot in ask.confirms {
            for (_, question) in flow.stepsAsking(for: slot) where !types.contains(question.type) {
                types.append(question.type)
            }
        }
        return .confirmation(of: types)
    }

    private static func request(_ purpose: ListenRequest.Purpose, _ universals: [UniversalName])
        -> ListenRequest
    {
        // With a whole, so that the words for its shares are checked as well.
        ListenRequest(
            purpose: purpose, universals: universals, bargeIn: .speech, acceptsKeys: true, isSecret: false,
            whole: Money(minorUnits: 1, currency: .usd))
    }

    private static func phrase(with word: String, _ prompts: LanguagePrompts?) -> SourcePosition? {
        guard let prompts else { return nil }
        let choices = prompts.choicePhrases.values.flatMap { $0.values.joined() }
        let phrases = choices + prompts.universalPhrases.values.joined()
        let containing = phrases.filter { phrase in
            phrase.text.split(whereSeparator: { " []|".contains($0) }).contains { $0 == word }
        }
        return containing.map(\.position).min {
            ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column)
        }
    }

    private static func diagnostics(_ failure: GrammarFailure, _ position: SourcePosition) -> [Diagnostic] {
        switch failure {
        case .unsupportedLanguage(let language):
            let known = SpokenLanguage.allCases.map(\.rawValue).joined(separator: ", ")
            return [
                Diagnostic(
                    position, rule: "S3", "the language \(language) is not built in",
                    notes: ["there is \(known)"])
            ]
        case .invalidPhrase(let phrase, let problem):
            return [
                Diagnostic(
                    phrase.position, rule: "S3",
                    "the phrase '\(phrase.text)' can't be listened for: \(problem)")
            ]
        case .ambiguousPhrases(let collisions):
            return collisions.map { collision in
                Diagnostic(
                    position, rule: "S4",
                    "'\(collision.words)' stands for both '\(collision.first)' and '\(collision.second)' in this "
                        + "step",
                    notes: ["take the phrase out of one of them"])
            }
        }
    }
}
