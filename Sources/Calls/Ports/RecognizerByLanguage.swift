package import Audio
package import Dialog
package import SpokenForms

/// Hears each grammar with the recogniser of its language, opened when that language is first listened for.
///
/// A call in one language opens no other. A recogniser that was opened is kept: callers change back.
package final class RecognizerByLanguage: Recognizer {
    private var opened: [LanguageTag: any Recognizer]
    private let open: (LanguageTag) throws(RecognitionFailure) -> any Recognizer
    /// The one with the streaming pass.
    private var streaming: (any Recognizer)?

    /// `opened` are those that are there already; `open` makes the recogniser of another language.
    package init(
        _ opened: [LanguageTag: any Recognizer] = [:],
        open: @escaping (LanguageTag) throws(RecognitionFailure) -> any Recognizer
    ) {
        self.opened = opened
        self.open = open
    }

    package func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure) {
        stopStreaming()
        let next = try recognizer(of: grammar)
        try next.startStreaming(grammar)
        streaming = next
    }

    package func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        try streaming?.process(frame) ?? []
    }

    package func stopStreaming() {
        streaming?.stopStreaming()
        streaming = nil
    }

    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult {
        try recognizer(of: grammar).recognize(utterance, grammar, for: aim)
    }

    private func recognizer(of grammar: ListeningGrammar) throws(RecognitionFailure) -> any Recognizer {
        if let known = opened[grammar.language] { return known }
        let new = try open(grammar.language)
        opened[grammar.language] = new
        return new
    }
}
