import Audio
package import Calls
package import Dialog

/// Speaks with eSpeak NG, in this process, one text at a time.
///
/// Text is plain: what stands in a debtor's name can't become markup. The same texts in the same order give the
/// same samples; in another order a text may differ by a few, because the library carries state.
package struct ESpeakSynthesizer: Synthesizer {
    /// A longer text is an error; a notice has a few hundred characters.
    package static let longestText = 2_000
    /// Slower than the voice's own 175: notices must be understood on the telephone.
    private static let wordsPerMinute: Int32 = 160

    private let engine: ESpeakEngine

    /// The process's synthesiser; the engine is started the first time.
    package static func shared() throws(SynthesisFailure) -> ESpeakSynthesizer {
        ESpeakSynthesizer(engine: try .shared())
    }

    /// The eSpeak NG voice of a language; nil if it isn't spoken.
    static func voice(of language: LanguageTag) -> String? {
        switch language.rawValue {
        // The variant has no flutter, a wavering whose phase eSpeak NG carries from one text to the next.
        case "en-US": "en-us+Storm"
        case "es-ES": "es+Storm"
        case "es-US": "es-419+Storm"
        default: nil
        }
    }

    package func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16] {
        // Counted before characters are, which takes long on a hostile text.
        guard text.utf8.count <= 4 * Self.longestText, text.count <= Self.longestText else {
            throw .engineFailed("the text has more than \(Self.longestText) characters")
        }
        guard let voice = Self.voice(of: language) else { throw .voiceUnavailable(language) }
        let spoken = String(
            String.UnicodeScalarView(text.unicodeScalars.map { Self.isControl($0) ? " " : $0 }))
        guard let samples = try engine.speak(spoken, voice: voice, wordsPerMinute: Self.wordsPerMinute) else {
            throw .voiceUnavailable(language)
        }
        do {
            let telephone = try Resampler.resample(
                samples, fromHz: engine.sampleRateHz, toHz: AudioFrame.sampleRateHz)
            return LevelMeter.normalise(SilenceTrimming.trimmed(telephone))
        } catch {
            throw .engineFailed("changing the sample rate: \(error)")
        }
    }

    /// A zero byte would end the text; other control characters steer eSpeak NG.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}
