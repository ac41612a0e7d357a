import Foundation

/// Takes steady noise away from the energies of mel filters, frame by frame, as sphinxbase's `-remove_noise` does.
///
/// The noise of a filter is the lower envelope of its smoothed energy (Doblinger, 1995); what is above it is masked in
/// time and floored, and each filter is weakened by the smoothed share of it (Kim and Stern, 2010). The first frame
/// of an utterance is where it begins.
struct NoiseRemoval {
    private enum Share {
        static let smoothing = 0.7
        /// Of what was, where the energy is above the envelope, and where it is below.
        static let rising = 0.995
        static let falling = 0.5
        static let peakDecay = 0.85
        static let masked = 0.2
    }
    private static let greatestGain = 20.0
    /// Filters on either side over which gains are averaged.
    private static let reach = 4

    private var power: [Double] = []
    private var noise: [Double] = []
    private var floor: [Double] = []
    private var peak: [Double] = []
    private var gains: [Double]

    init(filters: Int) {
        gains = [Double](repeating: 0, count: filters)
    }

    /// Weakens the energies of the next frame.
    mutating func process(_ energies: UnsafeMutablePointer<Double>) {
        let count = gains.count
        if power.isEmpty {
            power = (0..<count).map { energies[$0] }
            noise = power.map { $0 / Self.greatestGain }
            floor = noise
            peak = [Double](repeating: 0, count: count)
        }
        for index in 0..<count {
            power[index] = Share.smoothing * power[index] + (1 - Share.smoothing) * energies[index]
            Self.follow(power[index], &noise[index])
            let above = max(power[index] - noise[index], 1)
            Self.follow(above, &floor[index])
            peak[index] *= Share.peakDecay
            let heard = above < Share.peakDecay * peak[index] ? Share.masked * peak[index] : above
            peak[index] = max(peak[index], above)
            let signal = max(heard, floor[index])
            // The energies may be zero throughout; there is no share of nothing.
            let gain = signal < Self.greatestGain * power[index] ? signal / power[index] : Self.greatestGain
            gains[index] = max(gain, 1 / Self.greatestGain)
        }
        for index in 0..<count {
            let range = max(index - Self.reach, 0)...min(index + Self.reach, count - 1)
            energies[index] *= gains[range].reduce(0, +) / Double(range.count)
        }
    }

    private static func follow(_ value: Double, _ envelope: inout Double) {
        let share = value >= envelope ? Share.rising : Share.falling
        envelope = share * envelope + (1 - share) * value
    }
}
