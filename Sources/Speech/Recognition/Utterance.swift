import Audio

/// The speech within a buffer, without most of the silence around it.
///
/// A whole pass takes the mean of all that it is given; long silence moves that mean and costs right answers.
enum Utterance {
    /// Silence that is kept on either side.
    private static let margin = AudioFrame.sampleRateHz / 10
    /// 10 ms.
    private static let step = AudioFrame.sampleRateHz / 100
    /// Of so many steps, the first that are loud by this majority begin the speech: a click is shorter.
    private static let window = (steps: 4, loud: 3)

    /// How much louder the loudest speech is, in dB, than the softest twentieth: steady noise is all of a level.
    private static let contrast = 6.0

    /// Whether anything stands out that may be speech.
    static func mayHoldSpeech(_ samples: [Int16]) -> Bool {
        let levels = levels(samples).sorted()
        guard levels.count >= window.steps else { return !levels.isEmpty }
        return levels[levels.count * 19 / 20] - levels[levels.count / 20] >= contrast
    }

    private static func levels(_ samples: [Int16]) -> [Double] {
        stride(from: 0, to: samples.count - step + 1, by: step).map {
            LevelMeter.rmsDBFS(samples[$0..<$0 + step])
        }
    }

    /// Returns the speech and 100 ms on either side; all of it if no silence can be told from speech.
    static func trimmed(_ samples: [Int16]) -> ArraySlice<Int16> {
        let levels = levels(samples)
        guard levels.count > window.steps else { return samples[...] }
        let threshold = threshold(levels.sorted())
        let isLoud = levels.map { $0 > threshold }
        let starts = (0...isLoud.count - window.steps).filter { start in
            isLoud[start..<start + window.steps].count { $0 } >= window.loud
        }
        guard let first = starts.first, let last = starts.last else { return samples[...] }
        let begin = max(0, first * step - margin)
        let end = min(samples.count, (last + window.steps) * step + margin)
        return samples[begin..<end]
    }

    /// 30 dB under the loudest speech, but above the noise where that is nearer.
    private static func threshold(_ sorted: [Double]) -> Double {
        let noise = sorted[sorted.count / 10]
        let speech = sorted[sorted.count * 19 / 20]
        return max(speech - 30, min(noise + 6, speech - 15))
    }
}
