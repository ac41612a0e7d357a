import Audio
package import Calls
package import Dialog

/// Speaks with eSpeak NG, in a process beside this one, a text at a time.
///
/// Text is plain: what stands in a debtor's name can't become markup. Each text starts from the same state, so the same
/// text gives the same samples, whatever was spoken before and from which thread.
package struct ESpeakSynthesizer: Synthesizer {
    /// A longer text is an error; a notice has a few hundred characters.
    package static let longestText = 2_000

    package init() {}

    package func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16] {
        // Counted before characters are, which takes long on a hostile text.
        guard text.utf8.count <= 4 * Self.longestText, text.count <= Self.longestText else {
            throw .engineFailed("the text has more than \(Self.longestText) characters")
        }
        guard let voice = ESpeakVoice.of(language) else { throw .voiceUnavailable(language) }
        let spoken = String(
            String.UnicodeScalarView(text.unicodeScalars.map { Self.isControl($0) ? " " : $0 }))
        let (samples, sampleRateHz) = try voice.speak(spoken)
        do {
            let telephone = try Resampler.resample(
                samples, fromHz: sampleRateHz, toHz: AudioFrame.sampleRateHz)
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
