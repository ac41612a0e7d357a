package import Dialog

/// Turns text into telephone audio.
package protocol Synthesizer: Sendable {
    /// Plain text (no markup) to mono 8 kHz samples at telephone level, the same for the same text each time.
    func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16]
}

/// Why a text could not be spoken; the text itself is left out, it may hold personal data.
package enum SynthesisFailure: Error, Hashable, CustomStringConvertible {
    case voiceUnavailable(LanguageTag)
    case engineFailed(String)

    package var description: String {
        switch self {
        case .voiceUnavailable(let language): "no eSpeak NG voice for '\(language)'"
        case .engineFailed(let what): "speech synthesis failed: \(what)"
        }
    }
}
