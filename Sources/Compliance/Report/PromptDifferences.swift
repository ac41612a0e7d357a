package import Dialog

/// Where the languages of a catalogue speak different values.
package struct PromptDifferences {
    /// By prompt, then by language.
    package let remarks: [PromptReview.Remark]

    /// Compares every prompt with its first language; what a language leaves out is for the flows to say.
    package init(_ catalogue: PromptCatalogue, languages: [LanguageTag]) {
        remarks = catalogue.declarations.keys.sorted().flatMap { prompt -> [PromptReview.Remark] in
            let texts = languages.compactMap { language in
                catalogue.languages[language]?.texts[prompt].map { (language, $0) }
            }
            guard let (first, reference) = texts.first else { return [] }
            return texts.dropFirst().compactMap { language, text in
                Self.difference(text, in: language, from: reference, in: first).map {
                    PromptReview.Remark(
                        prompt: prompt, language: language, words: $0, position: text.position)
                }
            }
        }
    }

    private static func difference(
        _ text: PromptText, in language: LanguageTag, from reference: PromptText, in first: LanguageTag
    ) -> String? {
        let added = text.placeholders.subtracting(reference.placeholders).sorted()
        let left = reference.placeholders.subtracting(text.placeholders).sorted()
        if added.isEmpty, left.isEmpty { return nil }
        let parts =
            added.map { "speaks {\($0)}, which \(first) does not" }
            + left.map { "does not speak {\($0)}, which \(first) does" }
        return "in \(language) " + parts.joined(separator: "; ")
    }
}
