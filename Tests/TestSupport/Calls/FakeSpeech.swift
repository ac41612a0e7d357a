package import Audio
package import Calls
package import Dialog
package import SpokenForms
import Synchronization

/// A caller whose "speech" is noise as loud as the number of its sentence, and a recogniser that knows the sentences.
///
/// What is said survives the endpointer and the buffers of the session, and nothing depends on a decoder.
package final class FakeRecognizer: Recognizer {
    private let sentences: [[String]]
    private let confidences: [Double]
    /// What else may have been said, by sentence.
    private let alternatives: [Int: String]
    private var loudest: Int16 = 0
    private(set) package var decodes = 0
    package var failure: RecognitionFailure?

    package init(
        _ sentences: [String], confidences: [Double] = [], alternatives: [Int: String] = [:]
    ) {
        self.alternatives = alternatives
        self.sentences = sentences.map { $0.split(separator: " ").map(String.init) }
        self.confidences = confidences
    }

    /// The samples by which sentence `index` is said.
    package static func speech(_ index: Int, frames: Int) -> [AudioFrame] {
        let peak = Int16(clamping: 4_000 + 500 * index)
        // Noise of two values: a square wave would be the tone of a machine.
        var generator = SeededGenerator(seed: UInt64(index) + 1)
        return (0..<frames).map { _ in
            AudioFrame((0..<AudioFrame.length).map { _ in Bool.random(using: &generator) ? peak : -peak })
        }
    }

    private func sentence(_ samples: [Int16]) -> Int? {
        let peak = samples.max() ?? 0
        let index = (Int(peak) - 4_000) / 500
        return peak >= 4_000 && sentences.indices.contains(index) ? index : nil
    }

    package func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure) { loudest = 0 }

    package func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        if let failure { throw failure }
        loudest = max(loudest, frame.samples.max() ?? 0)
        return sentence([loudest]).map { sentences[$0] } ?? []
    }

    package func stopStreaming() {}

    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult {
        if let failure { throw failure }
        decodes += 1
        guard let index = sentence(utterance) else { return RecognitionResult(words: [], confidence: 0) }
        let confidence = confidences.indices.contains(index) ? confidences[index] : 0.95
        var result = RecognitionResult(words: sentences[index], confidence: confidence)
            .compared(with: aim.expected)
        if case .passingOver(let rejected) = aim, let words = alternatives[index],
            let values = grammar.interpret(sentences[index])?.values, values.allSatisfy(rejected.contains)
        {
            result.alternatives = [
                .init(words: words.split(separator: " ").map(String.init), confidence: 0.6)
            ]
        }
        return result
    }
}

/// Speaks a text as a quiet hum whose length follows from the text.
package struct FakeSynthesizer: Synthesizer {
    private let failsOn: String?
    private let countsFrames: Bool
    private let samplesPerByte: Int
    /// With `countsFrames`, each frame of a clip hums at the level of its number, from 1.
    package init(failsOn: String? = nil, countsFrames: Bool = false, samplesPerByte: Int = 40) {
        self.failsOn = failsOn
        self.countsFrames = countsFrames
        self.samplesPerByte = samplesPerByte
    }

    package func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16] {
        if let failsOn, text.contains(failsOn) { throw .engineFailed("told to") }
        let count = max(1, text.utf8.count) * samplesPerByte
        guard countsFrames else { return [Int16](repeating: 120, count: count) }
        return (0..<count).map { Int16(clamping: 1 + $0 / AudioFrame.length) }
    }
}
