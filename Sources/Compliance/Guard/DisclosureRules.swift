package import Dialog

/// What a `DisclosureGuard` needs to know of a program; the same for all its calls.
package struct DisclosureRules: Sendable {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let sensitivity: EffectiveSensitivity
    let rootScope: Scope
    private let lexicons: [LanguageTag: Lexicon]

    package init(program: FlowProgram, catalogue: PromptCatalogue) {
        self.program = program
        self.catalogue = catalogue
        sensitivity = EffectiveSensitivity(catalogue: catalogue, languages: program.root.languages)
        rootScope = Scope(root: program.root)
        lexicons = catalogue.languages.mapValues { Lexicon($0.debtLexicon) }
    }

    /// The debt words of a language; none if it isn't there.
    func lexicon(of language: LanguageTag) -> Lexicon { lexicons[language] ?? Lexicon([]) }

    /// Whether a prompt tells of the debt, by what is declared, what it speaks of the root flow's data, or the words as
    /// they were said.
    ///
    /// Stricter than the guard: a name that is a debt word counts, too.
    package func isDebtContent(_ prompt: PromptID, text: String, in language: LanguageTag) -> Bool {
        sensitivity.debtReason(of: prompt, in: rootScope) != nil
            || lexicon(of: language).firstMatch(in: text) != nil
    }
}
