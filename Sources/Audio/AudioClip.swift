/// A piece of mono audio at the rate that it was recorded at.
package struct AudioClip: Sendable, Hashable {
    /// Linear 16-bit samples; full scale (0 dBFS) is ±32 767.
    package let samples: [Int16]
    package let sampleRateHz: Int

    package init(samples: [Int16], sampleRateHz: Int) {
        self.samples = samples
        self.sampleRateHz = sampleRateHz
    }

    /// A clip that needs no resampling any more.
    package init(telephone samples: [Int16]) {
        self.init(samples: samples, sampleRateHz: AudioFrame.sampleRateHz)
    }

    /// Playing time; zero if the rate is none.
    package var duration: Duration {
        guard sampleRateHz > 0 else { return .zero }
        let (seconds, rest) = samples.count.quotientAndRemainder(dividingBy: sampleRateHz)
        return .seconds(seconds) + .nanoseconds(rest * 1_000_000_000 / sampleRateHz)
    }

    /// Returns the clip as the telephone carries it: 8 000 Hz, mono, 16 bits.
    package func telephone() throws(AudioFailure) -> [Int16] {
        try Resampler.resample(samples, fromHz: sampleRateHz, toHz: AudioFrame.sampleRateHz)
    }

    /// Joins clips of any rates to one telephone clip with so much silence between each two.
    package static func joined(_ clips: [AudioClip], gap: Duration = .zero) throws(AudioFailure) -> AudioClip
    {
        let silence = [Int16](repeating: 0, count: gap.telephoneSamples)
        var samples: [Int16] = []
        for (index, clip) in clips.enumerated() {
            if index > 0 { samples += silence }
            samples += try clip.telephone()
        }
        return AudioClip(telephone: samples)
    }
}

extension Duration {
    /// Samples of this time at 8 000 Hz, rounded down; none if it is negative, an hour at the most.
    package var telephoneSamples: Int {
        let bounded = min(max(self, .zero), .seconds(3_600))
        let (seconds, attoseconds) = bounded.components
        return Int(seconds) * AudioFrame.sampleRateHz + Int(attoseconds / 125_000_000_000_000)
    }
}
