import Acoustics
import Audio
import Dialog

/// Makes of each recording what a model is adapted to: the recording on a telephone line, and altered copies of it.
///
/// Clean recordings alone make a model worse in noise.
struct AdaptationRecordings {
    /// Altered copies of each recording.
    static let copies = 3
    private static let speeds = [90, 95, 100, 105, 110]
    private static let gains = -12.0...6.0
    private static let ratios = 12.0...30.0

    let codec: G711?
    let seed: UInt64

    func utterances(of manifest: EvaluationManifest) throws -> [ModelAdaptation.Utterance] {
        let recordings = try manifest.items.map { try $0.audio() }
        var generator = SeededGenerator(seed: seed)
        return try zip(manifest.items, recordings).enumerated().map { index, pair in
            let (item, samples) = pair
            let plain = SimulatedLine(codec: codec, seed: seed).carried(samples, item: index, others: [])
            let altered = try (0..<Self.copies).map { copy in
                let speed = Self.speeds.randomElement(using: &generator) ?? 100
                let ratio = Double.random(in: Self.ratios, using: &generator)
                let line = SimulatedLine(
                    codec: codec,
                    // Every other copy hears other callers, the rest a hiss.
                    noise: copy.isMultiple(of: 2) ? .babble(snrDB: ratio) : .white(snrDB: ratio),
                    gainDB: Double.random(in: Self.gains, using: &generator), seed: seed &+ UInt64(copy) &+ 1)
                let spoken = try Resampler.resample(samples, fromHz: 80 * speed, toHz: 8_000)
                return line.carried(spoken, item: index, others: recordings)
            }
            return ModelAdaptation.Utterance(
                speaker: item.speaker, words: item.words, tried: plain, learnt: [plain] + altered)
        }
    }
}
