package import Dialog

/// What a `DisclosureGuard` needs to know of a program in one language; the same for all its calls.
package struct DisclosureRules: Sendable {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let sensitivity: EffectiveSensitivity
    let lexicon: Lexicon
    let rootScope: Scope

    package init(program: FlowProgram, catalogue: PromptCatalogue, language: LanguageTag) {
        self.program = program
        self.catalogue = catalogue
        sensitivity = EffectiveSensitivity(catalogue: catalogue, languages: program.root.languages)
        lexicon = Lexicon(catalogue.languages[language]?.debtLexicon ?? [])
        rootScope = Scope(root: program.root)
    }

    /// Whether a prompt tells of the debt, by what is declared, what it speaks of the root flow's data, or the words as
    /// they were said.
    ///
    /// Stricter than the guard: a name that is a debt word counts, too.
    package func isDebtContent(_ prompt: PromptID, text: String) -> Bool {
        sensitivity.debtReason(of: prompt, in: rootScope) != nil || lexicon.firstMatch(in: text) != nil
    }
}
