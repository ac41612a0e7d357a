package import Calls
package import Dialog

/// All that a recogniser needs of a language: its sounds and its words; loaded once and shared by all calls.
package struct SpeechModel: Sendable {
    package let acoustic: AcousticModel
    package let dictionary: PronunciationDictionary
    /// What is worse than it could be on this machine, to be told to whoever runs it; nil if nothing.
    package let shortcoming: String?

    package init(acoustic: AcousticModel, dictionary: PronunciationDictionary, shortcoming: String? = nil) {
        self.acoustic = acoustic
        self.dictionary = dictionary
        self.shortcoming = shortcoming
    }

    /// The telephone model of a language.
    ///
    /// - Parameters:
    ///   - folder: Where the packaged model is, if not where Debian puts it.
    ///   - cache: Where derived models are kept, if not in the user's cache folder.
    package static func telephone(
        for language: LanguageTag, folder: String? = nil, cache: String? = nil
    ) throws(RecognitionFailure) -> SpeechModel {
        let (acoustic, shortcoming) = try AcousticModel.telephone(for: language, folder: folder, cache: cache)
        let dictionary = try AcousticModel.location(for: language, folder: folder).dictionary
        return SpeechModel(
            acoustic: acoustic, dictionary: try .shared(at: dictionary), shortcoming: shortcoming)
    }

    /// The packaged wide-band model of a language, which hears the telephone less well.
    package static func packaged(
        for language: LanguageTag, folder: String? = nil
    ) throws(RecognitionFailure) -> SpeechModel {
        let location = try AcousticModel.location(for: language, folder: folder)
        return SpeechModel(
            acoustic: try .packaged(for: language, folder: folder),
            dictionary: try .shared(at: location.dictionary))
    }
}
