package import Dialog

/// The languages that values are spoken and understood in.
///
/// Everything that depends on the language is chosen by an exhaustive `switch` over this type, so that a new language
/// stops the build wherever it has something to say.
package enum SpokenLanguage: String, Sendable, Hashable, CaseIterable {
    case americanEnglish = "en-US"
    case britishEnglish = "en-GB"
    case europeanSpanish = "es-ES"
    /// Spanish as it is spoken in the United States.
    case americanSpanish = "es-US"

    /// Nil for a language that is not built in.
    package init?(_ tag: LanguageTag) { self.init(rawValue: tag.rawValue) }

    /// How the language says and understands values.
    var words: any ValueWords {
        switch self {
        case .americanEnglish: EnglishValues(region: .unitedStates)
        case .britishEnglish: EnglishValues(region: .unitedKingdom)
        case .europeanSpanish: SpanishValues(region: .spain)
        case .americanSpanish: SpanishValues(region: .unitedStates)
        }
    }
}
