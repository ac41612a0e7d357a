package import Dialog

/// What a value's words depend on besides the value.
package struct SpeakingContext: Sendable, Hashable {
    /// The caller's local date.
    package let today: LocalDate
    package init(today: LocalDate) { self.today = today }
}

/// Values in words, as plain text for a synthesiser.
package enum SpokenForm {
    /// The words for a value; names and texts stay as they are.
    ///
    /// - Throws: `GrammarFailure.unsupportedLanguage`.
    package static func speak(
        _ value: Value, language: LanguageTag, context: SpeakingContext
    ) throws(GrammarFailure) -> String {
        guard let spoken = SpokenLanguage(language) else { throw .unsupportedLanguage(language) }
        return speak(value, in: spoken, context)
    }

    /// The words for a value in a language that is known to be built in.
    package static func speak(_ value: Value, in language: SpokenLanguage, _ context: SpeakingContext)
        -> String
    {
        language.words.speak(value, context)
    }
}
