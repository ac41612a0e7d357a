package import Audio
package import Calls
package import Dialog
package import SpokenForms

/// Hears with libpocketsphinx: two decoders, so that an utterance may be decoded whole while its end is still awaited.
///
/// A result depends on the samples and the grammar alone, not on what was heard before. Used by one call at a time; a
/// later call may use it again.
package final class PocketSphinxRecognizer: Recognizer {
    /// What is longer is heard up to here.
    package static let longestUtterance: Duration = .seconds(60)
    private static let longestSamples = 60 * AudioFrame.sampleRateHz
    /// Softer than this (-66 dBFS) there is no speech, and no energy to take a mean of.
    private static let audiblePeak: Int16 = 16

    private let model: SpeechModel
    private let streaming: Decoder
    private let whole: Decoder
    /// Opened when the first secret is compared.
    private var comparing: Decoder?
    private let isWideBand: Bool
    private var upsampler = TelephoneUpsampler()
    private var pass: Pass = .idle

    private enum Pass {
        /// Nothing is streamed; `startStreaming` leads on.
        case idle
        /// Nothing can be heard in a grammar without words.
        case deaf
        /// So many samples were heard; `stopStreaming` ends it.
        case streaming(samples: Int)
    }

    /// Hears with the telephone model of a language.
    package convenience init(language: LanguageTag) throws(RecognitionFailure) {
        try self.init(.telephone(for: language))
    }

    package init(_ model: SpeechModel) throws(RecognitionFailure) {
        switch model.acoustic.sampleRateHz {
        case AudioFrame.sampleRateHz: isWideBand = false
        case 2 * AudioFrame.sampleRateHz: isWideBand = true
        case let rate: throw .modelUnavailable("the model wants \(rate) Hz; it must be 8000 or 16000")
        }
        self.model = model
        streaming = try Decoder(model, .quick)
        whole = try Decoder(model, .thorough)
    }

    package func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure) {
        stopStreaming()
        guard !grammar.vocabulary.isEmpty else {
            pass = .deaf
            return
        }
        try streaming.use(grammar)
        try streaming.start(.live)
        upsampler = TelephoneUpsampler()
        pass = .streaming(samples: 0)
    }

    package func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        guard case .streaming(let samples) = pass else { return [] }
        if samples < Self.longestSamples {
            pass = .streaming(samples: samples + frame.samples.count)
            try streaming.process(raised(frame.samples, by: &upsampler), isWhole: false)
        }
        return streaming.hypothesis.words
    }

    package func stopStreaming() {
        streaming.finish()
        pass = .idle
    }

    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar
    ) throws(RecognitionFailure) -> RecognitionResult {
        var heard = try decode(utterance, grammar)
        // Confidence was fitted on utterances with the silence that is cut now, which costs next to nothing.
        heard.frames = max(heard.frames, utterance.count / (AudioFrame.sampleRateHz / 100))
        let confidence = Confidence.value(of: heard)
        guard !heard.words.isEmpty, confidence >= Confidence.rejection else {
            return RecognitionResult(words: [], confidence: 0)
        }
        return RecognitionResult(words: heard.words, confidence: confidence)
    }

    /// Decodes a whole utterance; the hypothesis is empty if there is nothing to hear.
    func decode(
        _ utterance: [Int16], _ grammar: ListeningGrammar
    ) throws(RecognitionFailure) -> Decoder.Hypothesis {
        guard !grammar.vocabulary.isEmpty, let speech = speech(in: utterance) else {
            return Decoder.Hypothesis()
        }
        try whole.use(grammar)
        return try decode(speech, by: whole)
    }

    /// What is decoded of an utterance, at the model's rate; nil if there is nothing to hear.
    func speech(in utterance: [Int16]) -> [Int16]? {
        guard utterance.contains(where: { abs(Int($0)) >= Self.audiblePeak }) else { return nil }
        var upsampler = TelephoneUpsampler()
        let speech = Utterance.trimmed(Array(utterance.prefix(Self.longestSamples)))
        return raised(Array(speech), by: &upsampler)
    }

    func decode(_ speech: [Int16], by decoder: Decoder) throws(RecognitionFailure) -> Decoder.Hypothesis {
        try decoder.start(.batch)
        defer { decoder.finish() }
        try decoder.process(speech, isWhole: true)
        // The last words count only once the utterance is over.
        decoder.finish()
        return decoder.hypothesis
    }

    /// The decoder that compares, opened when it is first needed.
    func comparer() throws(RecognitionFailure) -> Decoder {
        if let comparing { return comparing }
        let decoder = try Decoder(model, .comparing)
        comparing = decoder
        return decoder
    }

    /// Gives the decoder that compares up, with all that it holds.
    func discardComparer() { comparing = nil }

    private func raised(_ samples: [Int16], by upsampler: inout TelephoneUpsampler) -> [Int16] {
        isWideBand ? upsampler.process(samples) : samples
    }
}
