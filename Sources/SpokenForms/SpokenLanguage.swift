package import Dialog

/// The languages that values are spoken and understood in.
///
/// Everything that depends on the language is chosen by an exhaustive `switch` over this type, so that a new language
/// stops the build wherever it has something to say.
package enum SpokenLanguage: String, Sendable, Hashable, CaseIterable {
    case americanEnglish = "en-US"

    /// Nil for a language that is not built in.
    package init?(_ tag: LanguageTag) { self.init(rawValue: tag.rawValue) }
}
