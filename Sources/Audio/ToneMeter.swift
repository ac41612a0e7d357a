import Glibc

/// Tells frames that hold little but one or two steady sines, as telephone networks and answering machines send.
///
/// It looks at frequencies from 300 to 2,200 Hz under a Hann window: of 40 ms for one sine, of 80 ms for two, which may be only
/// 40 Hz apart. A vowel spreads over many harmonics, and is no tone.
package struct ToneMeter: Sendable {
    /// What the window holds if it holds little else.
    package enum Tone: Sendable, Hashable {
        /// One sine, to about 5 Hz.
        case single(hertz: Double)
        /// Two at once, such as ring-back; the stronger first.
        case double(hertz: Double, Double)
    }

    private static let short = Window(frames: 2)
    private static let long = Window(frames: 4)
    private static let range = 300.0...2_200.0
    private static let fineHertz = 5.0
    /// Nothing below this is a tone.
    private static let lowestDBFS = -50.0
    /// The share of the power that the sines must hold.
    private static let singleShare = 0.85
    private static let doubleShare = 0.8
    /// The second sine holds so much at least.
    private static let secondShare = 0.15
    /// With less than this in 40 ms, two sines don't hold enough together.
    private static let leastShare = 0.3

    /// A Hann window, and what it makes of a sine.
    private struct Window: Sendable {
        let weights: [Double]
        let sum: Double
        let power: Double
        /// Half the width of a sine's peak, in Hz: frequencies nearer to it belong to it.
        let peakHertz: Double

        init(frames: Int) {
            let count = frames * AudioFrame.length
            weights = (0..<count).map { 0.5 - 0.5 * cos(2 * Double.pi * (Double($0) + 0.5) / Double(count)) }
            sum = weights.reduce(0, +)
            power = weights.reduce(0) { $0 + $1 * $1 }
            peakHertz = 1.4 * Double(AudioFrame.sampleRateHz) / Double(count)
        }

        /// From one frequency that is tried to the next.
        var coarseHertz: Double { peakHertz / 2.8 }
    }

    /// The last frames, the newest last.
    private var recent = [Int16](repeating: 0, count: 4 * AudioFrame.length)

    package init() {}

    /// Takes the next frame and returns what it and those before are, if they are a tone.
    package mutating func process(_ frame: AudioFrame) -> Tone? {
        guard frame.samples.count == AudioFrame.length else { return nil }
        recent.removeFirst(AudioFrame.length)
        recent += frame.samples
        guard LevelMeter.rmsDBFS(frame.samples) > Self.lowestDBFS else { return nil }
        let (brief, briefPower) = Self.windowed(recent, Self.short)
        let first = Self.peak(of: brief, Self.short, beside: nil)
        if first.power >= Self.singleShare * briefPower { return .single(hertz: first.hertz) }
        guard first.power >= Self.leastShare * briefPower else { return nil }
        let (samples, power) = Self.windowed(recent, Self.long)
        let stronger = Self.peak(of: samples, Self.long, beside: nil)
        // The weaker is no stronger, so half of what both need is the least for this one.
        guard stronger.power >= Self.doubleShare / 2 * power else { return nil }
        let weaker = Self.peak(of: samples, Self.long, beside: stronger.hertz)
        let isDouble =
            weaker.power >= Self.secondShare * power
            && stronger.power + weaker.power >= Self.doubleShare * power
        return isDouble ? .double(hertz: stronger.hertz, weaker.hertz) : nil
    }

    /// The last samples under a window, and their power.
    private static func windowed(_ samples: [Int16], _ window: Window) -> ([Double], power: Double) {
        var values: [Double] = []
        var power = 0.0
        for (sample, weight) in zip(samples.suffix(window.weights.count), window.weights) {
            let value = Double(sample) * weight
            values.append(value)
            power += value * value
        }
        return (values, power / window.power)
    }

    /// The strongest sine, and its power if the window held nothing else; not one beside another's frequency.
    private static func peak(
        of values: [Double], _ window: Window, beside other: Double?
    ) -> (hertz: Double, power: Double) {
        var best = (hertz: range.lowerBound, power: 0.0)
        for hertz in stride(from: range.lowerBound, through: range.upperBound, by: window.coarseHertz) {
            if let other, abs(hertz - other) < window.peakHertz { continue }
            let power = power(of: values, window, at: hertz)
            if power > best.power { best = (hertz, power) }
        }
        let middle = best.hertz
        for hertz in stride(from: middle - 2 * fineHertz, through: middle + 2 * fineHertz, by: fineHertz) {
            if let other, abs(hertz - other) < window.peakHertz { continue }
            let power = power(of: values, window, at: hertz)
            if power > best.power { best = (hertz, power) }
        }
        return best
    }

    /// Goertzel's recurrence.
    private static func power(of values: [Double], _ window: Window, at hertz: Double) -> Double {
        let factor = 2 * cos(2 * Double.pi * hertz / Double(AudioFrame.sampleRateHz))
        var (before, earlier) = (0.0, 0.0)
        for value in values { (before, earlier) = (value + factor * before - earlier, before) }
        let squared = before * before + earlier * earlier - factor * before * earlier
        return 2 * squared / (window.sum * window.sum)
    }
}
