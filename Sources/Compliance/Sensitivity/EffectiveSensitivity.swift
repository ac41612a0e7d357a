package import Dialog

/// How sensitive a prompt really is, whatever its declaration says.
///
/// The greatest of: what the catalogue declares, what the prompt interpolates (in the scope of the step that speaks
/// it), and the debt words of its text, in any language of the flow.
package struct EffectiveSensitivity: Sendable {
    /// Why a prompt is debt content.
    package enum DebtReason: Sendable, Hashable {
        case declared
        /// A legal notice tells of the debt, however it is worded.
        case legalNotice
        case speaks(FieldName)
        case word(String, LanguageTag)
    }

    private let catalogue: PromptCatalogue
    private let languages: [LanguageTag]
    private let debtWords: [PromptID: DebtReason]
    private let placeholdersByPrompt: [PromptID: [FieldName]]

    package init(catalogue: PromptCatalogue, languages: [LanguageTag]) {
        self.catalogue = catalogue
        self.languages = languages
        var debtWords: [PromptID: DebtReason] = [:]
        var placeholders: [PromptID: Set<FieldName>] = [:]
        for language in languages {
            guard let prompts = catalogue.languages[language] else { continue }
            let lexicon = Lexicon(prompts.debtLexicon)
            for (prompt, text) in prompts.texts {
                placeholders[prompt, default: []].formUnion(text.placeholders)
                guard debtWords[prompt] == nil else { continue }
                let matches = text.variants.lazy.compactMap { lexicon.firstMatch(in: Lexicon.words($0)) }
                if let word = matches.first { debtWords[prompt] = .word(word, language) }
            }
        }
        self.debtWords = debtWords
        placeholdersByPrompt = placeholders.mapValues { $0.sorted() }
    }

    /// Why the prompt is debt content when a step in that scope speaks it; nil if it is neutral.
    package func debtReason(of prompt: PromptID, in scope: Scope) -> DebtReason? {
        let declaration = catalogue.declarations[prompt]
        if declaration?.about == .debt { return .declared }
        if declaration?.says.contains(.legalNotice) == true { return .legalNotice }
        if let name = placeholders(of: prompt).first(where: { scope.sensitivity(of: $0) == .debt }) {
            return .speaks(name)
        }
        return debtWords[prompt]
    }

    /// Everything that the prompt interpolates in any language, by name.
    package func placeholders(of prompt: PromptID) -> [FieldName] { placeholdersByPrompt[prompt] ?? [] }

    /// The wording that shows why a prompt is debt content, or else its first one, with `{placeholders}`.
    func wording(of prompt: PromptID, showing reason: DebtReason? = nil) -> String? {
        let texts = languages.compactMap { language in
            catalogue.languages[language]?.texts[prompt].map { (language, $0) }
        }
        let wordings = texts.flatMap { language, text in text.variants.map { (language, $0) } }
        let telling = wordings.first { language, variant in
            switch reason {
            case .speaks(let name): variant.contains { $0.parts.contains(.placeholder(name)) }
            case .word(let word, language):
                Lexicon([word]).firstMatch(in: Lexicon.words(variant)) != nil
            case .word: false
            case .declared, .legalNotice, nil: true
            }
        }
        return (telling ?? wordings.first).map { Self.written($0.1) }
    }

    /// A wording as its file writes it.
    static func written(_ variant: [PromptSegment]) -> String {
        variant.map { segment in
            segment.parts.map { part in
                switch part {
                case .text(let text): text
                case .placeholder(let name): "{\(name)}"
                }
            }.joined()
        }.joined(separator: " ")
    }
}
