package import Dialog

/// What is worth knowing of the prompts of a program, beyond what it may not say.
package struct PromptReview: Sendable {
    /// How long a prompt takes in one language.
    package struct Reading: Sendable {
        package let prompt: PromptID
        package let language: LanguageTag
        package let time: Duration
    }

    /// Something to look at in a prompt.
    package struct Remark: Sendable, Hashable {
        package let prompt: PromptID
        package let language: LanguageTag?
        package let words: String
        package let position: SourcePosition
    }

    /// The longest first.
    package let readings: [Reading]
    /// Prompts that are declared, and said by no step or command that a call reaches.
    package let unreached: [PromptID]
    /// Words that callers don't use, and a company name that tells of a debt.
    package let lint: [Remark]
    /// Prompts that one language has and another hasn't, or that speak other values there.
    package let differences: [Remark]

    /// Reviews the prompts of all programs that share a catalogue; `organisation` gives the values that prompts speak.
    package init(
        _ programs: [FlowProgram], catalogue: PromptCatalogue, organisation: [FieldName: Value] = [:]
    ) {
        let said = Set(programs.flatMap { Self.said($0, catalogue) })
        let languages = Set(programs.flatMap(\.root.languages)).sorted()
        unreached = catalogue.declarations.keys.filter { !said.contains($0) }.sorted()
        readings = languages.flatMap { language in
            (catalogue.languages[language]?.texts ?? [:]).filter { said.contains($0.key) }.map {
                Reading(prompt: $0.key, language: language, time: SpeakingPace.time(of: $0.value))
            }
        }.sorted { ($1.time, $0.prompt, $0.language) < ($0.time, $1.prompt, $1.language) }
        lint = Self.lint(said, languages, catalogue, organisation)
        let missing = programs.flatMap { program in
            Set(Self.said(program, catalogue)).sorted().flatMap { prompt in
                program.root.languages.filter { catalogue.languages[$0]?.texts[prompt] == nil }.map {
                    Remark(
                        prompt: prompt, language: $0, words: "has no text in \($0)",
                        position: catalogue.declarations[prompt]?.position ?? .unknown)
                }
            }
        }
        differences =
            missing + PromptDifferences(catalogue, languages: catalogue.languages.keys.sorted()).remarks
    }

    /// What a call may say.
    private static func said(_ program: FlowProgram, _ catalogue: PromptCatalogue) -> [PromptID] {
        guard LoopRules.recursion(in: program) == nil else {
            return program.flows.flatMap { $0.steps.flatMap(\.kind.prompts) }
        }
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let exploration = Exploration(FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs))
        return exploration.contexts.flatMap { context in
            let steps = exploration.instances[context.key.instance].steps
            return Set(context.nodes.map(\.point.step)).flatMap { steps[$0].lines.map(\.line.prompt) }
        }
    }

    // MARK: Lint

    private static func lint(
        _ said: Set<PromptID>, _ languages: [LanguageTag], _ catalogue: PromptCatalogue,
        _ organisation: [FieldName: Value]
    ) -> [Remark] {
        languages.flatMap { language -> [Remark] in
            guard let prompts = catalogue.languages[language] else { return [] }
            let jargon = Lexicon(LegalTerms.words(in: language))
            let debt = Lexicon(prompts.debtLexicon)
            return prompts.texts.keys.filter(said.contains).sorted().flatMap { prompt -> [Remark] in
                guard let text = prompts.texts[prompt] else { return [] }
                func remark(_ words: String) -> Remark {
                    Remark(prompt: prompt, language: language, words: words, position: text.position)
                }
                let terms = text.variants.compactMap { jargon.firstMatch(in: Lexicon.words($0)) }
                let names = text.placeholders.sorted().compactMap { name -> String? in
                    guard case .text(let value)? = organisation[name],
                        let word = debt.firstMatch(in: value)
                    else { return nil }
                    return "speaks {\(name)}, '\(value)', which tells of a debt by '\(word)'"
                }
                let isNeutral = catalogue.declarations[prompt]?.about == .neutral
                return terms.prefix(1).map { remark("says '\($0)', a legal term that callers may not know") }
                    + (isNeutral ? names.map(remark) : [])
            }
        }
    }
}

/// Words of contracts and courts that a caller may not understand by ear.
enum LegalTerms {
    static func words(in language: LanguageTag) -> [String] {
        switch language.rawValue.prefix(2) {
        case "en":
            [
                "pursuant", "hereby", "herein", "heretofore", "thereof", "aforementioned", "notwithstanding",
                "remit", "remittance", "tender", "obligor", "obligee", "indemnify", "liable", "forbearance",
                "in lieu of", "accrued", "encumbrance", "creditor at law", "statute", "jurisdiction",
            ]
        case "es":
            [
                "en virtud de", "mediante la presente", "susodicho", "antedicho", "obligado principal",
                "prelación", "novación", "devengado", "devengados", "subrogación", "acreedor hipotecario",
                "requerimiento fehaciente", "en su defecto", "sin perjuicio de", "jurisdicción",
            ]
        default: []
        }
    }
}
