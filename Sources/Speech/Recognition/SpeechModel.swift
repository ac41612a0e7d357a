import Acoustics
import Audio
package import Calls
package import Dialog

/// All that a recogniser needs of a language: its sounds and its words; loaded once and shared by all calls.
package struct SpeechModel: Sendable {
    package let acoustic: AcousticModel
    package let dictionary: PronunciationDictionary
    /// What hears whole utterances; nil for a model that it can't read.
    let wholePass: WholePassModel?
    /// What is worse than it could be on this machine, to be told to whoever runs it; nil if nothing.
    package let shortcoming: String?

    package init(acoustic: AcousticModel, dictionary: PronunciationDictionary, shortcoming: String? = nil) {
        self.acoustic = acoustic
        self.dictionary = dictionary
        var shortcomings = shortcoming.map { [$0] } ?? []
        do throws(TelephoneModelFailure) {
            wholePass = WholePassModel(try ScoringModel(folder: acoustic.folder), dictionary)
        } catch {
            wholePass = nil
            shortcomings.append("answers are heard by libpocketsphinx alone, and less well: \(error)")
        }
        self.shortcoming = shortcomings.isEmpty ? nil : shortcomings.joined(separator: "; ")
    }

    /// The telephone model of a language.
    ///
    /// `folder` is where the packaged model is, if not where Debian puts it; `cache` where derived models are kept, if
    /// not in the user's cache folder; `models` replace the packaged model where they name one.
    package static func telephone(
        for language: LanguageTag, models: ConfiguredModels = .none, folder: String? = nil,
        cache: String? = nil
    ) throws(RecognitionFailure) -> SpeechModel {
        let location = try SpeechModelLocation(language, configured: models, debian: folder)
        let base =
            location.isConfigured
            ? try AcousticModel.configured(in: location.acousticFolder)
            : try .packaged(in: location.acousticFolder)
        let dictionary = try location.dictionary()
        guard base.sampleRateHz > AudioFrame.sampleRateHz else {
            return SpeechModel(acoustic: base, dictionary: dictionary)
        }
        let (acoustic, shortcoming) = try AcousticModel.telephone(from: base, cache: cache)
        return SpeechModel(acoustic: acoustic, dictionary: dictionary, shortcoming: shortcoming)
    }

    /// The packaged wide-band model of a language, which hears the telephone less well.
    package static func packaged(
        for language: LanguageTag, folder: String? = nil
    ) throws(RecognitionFailure) -> SpeechModel {
        let location = try SpeechModelLocation(language, configured: .none, debian: folder)
        return SpeechModel(
            acoustic: try .packaged(in: location.acousticFolder), dictionary: try location.dictionary())
    }
}
