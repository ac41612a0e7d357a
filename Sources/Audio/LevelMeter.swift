import Glibc

/// Measures how loud speech is, in decibels to full scale (a square wave of ±32 767 is 0 dBFS, a sine −3).
package enum LevelMeter {
    /// What digital silence measures as.
    package static let floorDBFS = -120.0
    /// ITU-T P.56 counts as active what lies less than this below the active level.
    private static let marginDB = 15.9
    /// Speech is not over at once: P.56's hangover of 200 ms, in blocks of 20 ms.
    private static let hangoverBlocks = 10

    /// The root mean square of all samples.
    package static func rmsDBFS(_ samples: some Collection<Int16>) -> Double {
        decibels(power: meanSquare(samples))
    }

    /// The root mean square of a frame.
    ///
    /// An array is measured here, not where it is asked for: generic code of another module isn't specialised, and this is
    /// asked for several times a frame.
    package static func rmsDBFS(_ samples: [Int16]) -> Double { decibels(power: meanSquare(samples)) }

    /// The largest magnitude.
    package static func peakDBFS(_ samples: some Collection<Int16>) -> Double {
        let peak = samples.reduce(0) { max($0, abs(Int($1))) }
        return decibels(power: Double(peak * peak))
    }

    /// The level of the speech alone, pauses left out; nil if there is nothing louder than -60 dBFS.
    ///
    /// This is after ITU-T P.56, method B, in its margin and hangover, but judges blocks of 20 ms instead of
    /// an envelope: good to about 1 dB on speech, and not a P.56 meter.
    package static func activeSpeechDBFS(_ samples: [Int16]) -> Double? {
        let powers = stride(from: 0, to: samples.count, by: AudioFrame.length).map { start in
            meanSquare(samples[start..<min(start + AudioFrame.length, samples.count)])
        }
        var threshold = -60.0
        var level: Double?
        // The threshold follows the level, which rises as pauses drop out; it settles in a few rounds.
        for _ in 0..<16 {
            let active = activePowers(powers, thresholdDBFS: threshold)
            guard !active.isEmpty else { return level }
            let next = decibels(power: active.reduce(0, +) / Double(active.count))
            if let level, abs(next - level) < 0.01 { return next }
            level = next
            threshold = max(next - marginDB, -60)
        }
        return level
    }

    private static func activePowers(_ powers: [Double], thresholdDBFS: Double) -> [Double] {
        var active: [Double] = []
        var hangover = 0
        for power in powers {
            if decibels(power: power) >= thresholdDBFS {
                hangover = hangoverBlocks
                active.append(power)
            } else if hangover > 0 {
                hangover -= 1
                active.append(power)
            }
        }
        return active
    }

    private static func meanSquare(_ samples: some Collection<Int16>) -> Double {
        guard !samples.isEmpty else { return 0 }
        var sum = 0
        for sample in samples { sum += Int(sample) * Int(sample) }
        return Double(sum) / Double(samples.count)
    }

    private static func decibels(power: Double) -> Double {
        guard power > 0 else { return floorDBFS }
        return max(10 * log10(power / (32_767 * 32_767)), floorDBFS)
    }
}

extension LevelMeter {
    /// Softer audio is not raised further: it would be noise.
    private static let mostGainDB = 30.0

    /// Brings a prompt to telephone level: -20 dBFS of active speech, peaks below -3 dBFS.
    ///
    /// One gain for all of it; where the peaks would pass the ceiling the level stays lower. Silence is left
    /// alone.
    package static func normalise(
        _ samples: [Int16], toDBFS target: Double = -20, peakCeilingDBFS ceiling: Double = -3
    ) -> [Int16] {
        guard let level = activeSpeechDBFS(samples) else { return samples }
        let gain = min(target - level, ceiling - peakDBFS(samples), mostGainDB)
        return amplify(samples, byDB: gain)
    }

    /// Applies a gain; loud samples saturate.
    package static func amplify(_ samples: [Int16], byDB gain: Double) -> [Int16] {
        let factor = pow(10, gain / 20)
        return samples.map { Int16(clampingRounded: Double($0) * factor) }
    }
}
