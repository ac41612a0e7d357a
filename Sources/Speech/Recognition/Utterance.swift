import Audio

/// A buffer, and where the speech in it is.
///
/// A whole pass takes the mean of all that it is given; long silence moves that mean and costs right answers.
struct Utterance {
    /// Silence that is kept on either side.
    private static let margin = AudioFrame.sampleRateHz / 10
    /// 10 ms.
    private static let step = AudioFrame.sampleRateHz / 100
    /// Of so many steps, the first that are loud by this majority begin the speech: a click is shorter.
    private static let window = (steps: 4, loud: 3)

    /// How much louder the loudest speech is, in dB, than the softest twentieth: steady noise is all of a level.
    private static let contrast = 6.0

    private let samples: [Int16]
    /// Of each step, in dBFS.
    private let levels: [Double]
    private let sorted: [Double]

    init(_ samples: [Int16]) {
        self.samples = samples
        levels = stride(from: 0, to: samples.count - Self.step + 1, by: Self.step).map {
            LevelMeter.rmsDBFS(samples[$0..<$0 + Self.step])
        }
        sorted = levels.sorted()
    }

    /// Whether anything stands out that may be speech.
    var mayHoldSpeech: Bool {
        guard sorted.count >= Self.window.steps else { return !sorted.isEmpty }
        return sorted[sorted.count * 19 / 20] - sorted[sorted.count / 20] >= Self.contrast
    }

    /// The speech and 100 ms on either side; all of it if no silence can be told from speech.
    var speech: ArraySlice<Int16> {
        guard levels.count > Self.window.steps else { return samples[...] }
        let threshold = threshold
        let isLoud = levels.map { $0 > threshold }
        let starts = (0...isLoud.count - Self.window.steps).filter { start in
            isLoud[start..<start + Self.window.steps].count { $0 } >= Self.window.loud
        }
        guard let first = starts.first, let last = starts.last else { return samples[...] }
        let begin = max(0, first * Self.step - Self.margin)
        let end = min(samples.count, (last + Self.window.steps) * Self.step + Self.margin)
        return samples[begin..<end]
    }

    /// 30 dB under the loudest speech, but above the noise where that is nearer.
    private var threshold: Double {
        let noise = sorted[sorted.count / 10]
        let speech = sorted[sorted.count * 19 / 20]
        return max(speech - 30, min(noise + 6, speech - 15))
    }
}
