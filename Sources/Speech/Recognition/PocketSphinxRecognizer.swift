package import Audio
package import Calls
package import Dialog
package import SpokenForms

/// Hears with libpocketsphinx while somebody speaks, and by a whole pass with exact scores once they have spoken.
///
/// With a model that the whole pass can't read, a second decoder stands in for it.
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
    private let whole: Whole
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

    /// What hears whole utterances.
    private enum Whole {
        case pass(WholePassModel)
        case decoder(Decoder)
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
        whole =
            if let pass = model.wholePass { .pass(pass) } else { .decoder(try Decoder(model, .thorough)) }
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
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult {
        let nothing = RecognitionResult(words: [], confidence: 0)
        guard !grammar.vocabulary.isEmpty, let speech = speech(in: utterance) else { return nothing }
        switch whole {
        case .pass(let model):
            let pass = try WholePass(speech, model, grammar, comparing: aim.expected?.free)
            let heard = pass.hear()
            guard var result = Self.result(heard.words, Confidence.value(of: heard)) else { return nothing }
            switch aim {
            case .words: return result
            case .comparing(let expected):
                result.verification = try pass.compare([expected]).first
                return result
            case .passingOver(let rejected): return pass.passOver(rejected, in: heard)
            }
        case .decoder(let decoder):
            try decoder.use(grammar)
            var heard = try decode(speech, by: decoder)
            // Confidence was fitted on utterances with the silence that is cut now, which costs next to nothing.
            heard.frames = max(heard.frames, utterance.count / (AudioFrame.sampleRateHz / 100))
            // Its scores can't be compared.
            return Self.result(heard.words, Confidence.value(of: heard))?.compared(with: aim.expected)
                ?? nothing
        }
    }

    /// Nil for words that are too doubtful to be passed on.
    private static func result(_ words: [String], _ confidence: Double) -> RecognitionResult? {
        guard !words.isEmpty, confidence >= Confidence.rejection else { return nil }
        return RecognitionResult(words: words, confidence: confidence)
    }

    /// Compares many expected values, which have the first one's free grammar, with one utterance (8 kHz).
    package func compare(
        _ utterance: [Int16], _ expected: [VerificationGrammar]
    ) throws(RecognitionFailure) -> [VerificationScore] {
        guard let first = expected.first, let speech = speech(in: utterance) else {
            return expected.map { VerificationScore($0.kind, isHeard: false) }
        }
        switch whole {
        case .pass(let model):
            return try WholePass(speech, model, first.free, comparing: first.free).compare(expected)
        case .decoder(let decoder):
            try decoder.use(first.free)
            let words = try decode(speech, by: decoder).words
            return expected.map { VerificationScore($0.kind, isHeard: $0.accepts(words)) }
        }
    }

    /// What is decoded of an utterance, at the model's rate; nil if there is nothing to hear.
    private func speech(in utterance: [Int16]) -> [Int16]? {
        guard utterance.contains(where: { abs(Int($0)) >= Self.audiblePeak }) else { return nil }
        let heard = Utterance(Array(utterance.prefix(Self.longestSamples)))
        guard heard.mayHoldSpeech else { return nil }
        var upsampler = TelephoneUpsampler()
        return raised(Array(heard.speech), by: &upsampler)
    }

    private func decode(_ speech: [Int16], by decoder: Decoder) throws(RecognitionFailure)
        -> Decoder.Hypothesis
    {
        try decoder.start(.batch)
        defer { decoder.finish() }
        try decoder.process(speech, isWhole: true)
        // The last words count only once the utterance is over.
        decoder.finish()
        return decoder.hypothesis
    }

    private func raised(_ samples: [Int16], by upsampler: inout TelephoneUpsampler) -> [Int16] {
        isWideBand ? upsampler.process(samples) : samples
    }
}
