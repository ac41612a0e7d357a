import Dialog

/// What changes in what is said and what is understood.
enum WordingDifference {
    static func said(from old: PromptCatalogue, to new: PromptCatalogue) -> [String] {
        let prompts = MemberDifference(
            from: old.declarations.keys.sorted(), to: new.declarations.keys.sorted())
        let declared = prompts.kept.flatMap { prompt -> [String] in
            guard let before = old.declarations[prompt], let after = new.declarations[prompt] else {
                return []
            }
            return Settings.changes(from: declaration(before), to: declaration(after)).map {
                "prompt '\(prompt)': \($0)"
            }
        }
        return prompts.added.map { "prompt '\($0)' is new" }
            + prompts.removed.map { "prompt '\($0)' is gone" }
            + declared + new.languages.keys.sorted().flatMap { texts(of: $0, from: old, to: new) }
    }

    private static func declaration(_ prompt: PromptDeclaration) -> [String: String] {
        let says = prompt.says.map(\.rawValue).sorted().joined(separator: ", ")
        return ["about": prompt.about.rawValue, "says": says.isEmpty ? "nothing" : says]
    }

    private static func texts(
        of language: LanguageTag, from old: PromptCatalogue, to new: PromptCatalogue
    ) -> [String] {
        guard let before = old.languages[language], let after = new.languages[language] else { return [] }
        return after.texts.keys.sorted().compactMap { prompt in
            guard let from = before.texts[prompt], let to = after.texts[prompt] else { return nil }
            let (old, new) = (written(from), written(to))
            return old == new ? nil : "\(language), '\(prompt)': \(new), before \(old)"
        }
    }

    private static func written(_ text: PromptText) -> String {
        text.variants.map { "\"\(EffectiveSensitivity.written($0))\"" }.joined(separator: " or ")
    }

    static func understood(from old: PromptCatalogue, to new: PromptCatalogue) -> [String] {
        new.languages.keys.sorted().flatMap { language -> [String] in
            guard let before = old.languages[language], let after = new.languages[language] else { return [] }
            let choices = after.choicePhrases.keys.sorted().flatMap { set -> [String] in
                guard let from = before.choicePhrases[set], let to = after.choicePhrases[set] else {
                    return []
                }
                return to.keys.sorted().flatMap {
                    phrases(from[$0] ?? [], to[$0] ?? [], as: "\(language), '\($0)' of '\(set)'")
                }
            }
            let commands = after.universalPhrases.keys.sorted().flatMap {
                phrases(
                    before.universalPhrases[$0] ?? [], after.universalPhrases[$0] ?? [],
                    as: "\(language), command '\($0)'")
            }
            return choices + commands
        }
    }

    private static func phrases(_ old: [Phrase], _ new: [Phrase], as meaning: String) -> [String] {
        let phrases = MemberDifference(from: old.map(\.text), to: new.map(\.text))
        return phrases.added.map { "\(meaning): \"\($0)\" is new" }
            + phrases.removed.map { "\(meaning): \"\($0)\" is gone" }
    }
}
