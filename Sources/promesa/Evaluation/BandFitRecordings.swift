import Acoustics
import Audio
import Dialog
import Foundation

/// Hears wide-band recordings twice, as `docs/telephone-model.md` tells: wide, and as a telephone has them.
struct BandFitRecordings {
    /// Recordings of one folder that are heard at most.
    static let perFolder = 120
    static let longestTotal = 3_000.0
    private static let rateHz = 16_000
    private static let shortest = 4_800
    private static let longest = 128_000
    private static let softestPeak = 300
    private static let peaks = 2_000.0...22_000.0
    /// In hundredths; most are as they were.
    private static let speeds = [80, 85, 90, 95, 100, 100, 105, 110, 115, 120]
    private static let noiseDBFS = (wide: -75.0, narrow: -72.0)

    let seed: UInt64

    /// The paths of a selection of recordings, in random order.
    ///
    /// - Throws: A folder that cannot be read or has no WAV files.
    func selection(from folders: [String]) throws(CommandFailure) -> [String] {
        var generator = SeededGenerator(seed: seed)
        var selection: [String] = []
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            let recordings = names.filter { $0.lowercased().hasSuffix(".wav") }.sorted()
            guard !recordings.isEmpty else {
                throw CommandFailure(
                    .environment, "promesa: error: '\(folder)' can't be read or has no recordings, *.wav")
            }
            selection += recordings.shuffled(using: &generator).prefix(Self.perFolder).map {
                folder + "/" + $0
            }
        }
        return selection.shuffled(using: &generator)
    }

    /// Fits the maps; recordings that are of no use are passed over.
    func fit(_ paths: [String]) throws -> (fit: BandFit, seconds: Double) {
        var generator = SeededGenerator(seed: seed &+ 1)
        var fit = BandFit()
        var seconds = 0.0
        for path in paths where seconds < Self.longestTotal {
            guard let speech = try speech(path, &generator) else { continue }
            seconds += Double(speech.count) / Double(Self.rateHz)
            let wide = Self.noisy(speech, Self.noiseDBFS.wide, &generator)
            fit.add(wide: wide, narrow: try narrow(speech, &generator))
        }
        return (fit, seconds)
    }

    /// The beginning of a recording at a random level and speed; nil if it is too short or too soft.
    private func speech(_ path: String, _ generator: inout SeededGenerator) throws -> [Int16]? {
        let clip: AudioClip
        do throws(AudioFailure) {
            clip = try AudioFile.read(path)
        } catch {
            // One of Debian's has no samples at all.
            if case .empty = error { return nil }
            throw error
        }
        guard clip.sampleRateHz == Self.rateHz else {
            throw CommandFailure(
                .environment,
                "promesa: error: '\(path)' has \(clip.sampleRateHz) Hz; convert it to \(Self.rateHz)")
        }
        let samples = Array(clip.samples.prefix(Self.longest))
        let peak = samples.reduce(0) { max($0, abs(Int($1))) }
        guard clip.samples.count >= Self.shortest, peak >= Self.softestPeak else { return nil }
        let factor = Double.random(in: Self.peaks, using: &generator) / Double(peak)
        let scaled = samples.map { Int16((Double($0) * factor).rounded()) }
        let speed = Self.speeds.randomElement(using: &generator) ?? 100
        return try Resampler.resample(scaled, fromHz: Self.rateHz * speed / 100, toHz: Self.rateHz)
    }

    /// Half of all goes through µ-law, a quarter through a telephone's band as well, a quarter through nothing more.
    private func narrow(_ speech: [Int16], _ generator: inout SeededGenerator) throws -> [Int16] {
        let halved = Self.noisy(
            try Resampler.resample(speech, fromHz: Self.rateHz, toHz: Self.rateHz / 2), Self.noiseDBFS.narrow,
            &generator)
        switch Double.random(in: 0..<1, using: &generator) {
        case ..<0.5: return G711.muLaw.carried(halved)
        case ..<0.75: return G711.muLaw.carried(TelephoneBand.filtered(halved))
        case _: return halved
        }
    }

    /// Noise whose values are nearly normal: sums of twelve evenly distributed ones.
    private static func noisy(
        _ samples: [Int16], _ level: Double, _ generator: inout SeededGenerator
    ) -> [Int16] {
        let rms = 32_768 * pow(10, level / 20)
        return samples.map { sample in
            var sum = -6.0
            for _ in 0..<12 { sum += Double.random(in: 0..<1, using: &generator) }
            return Int16(max(-32_768, min(32_767, (Double(sample) + sum * rms).rounded())))
        }
    }
}

/// A Butterworth band pass of order 4 from 250 to 3,400 Hz at 8 kHz, as four sections of second order.
enum TelephoneBand {
    /// Of each section: three factors of the input, two of the output before.
    private static let sections: [[Double]] = [
        [0.409813569284, 0.819627138569, 0.409813569284, 1.23228964353, 0.396923398715],
        [1, -2, 1, -1.65083669228, 0.686002251454],
        [1, 2, 1, 1.52383066555, 0.712794509002],
        [1, -2, 1, -1.82919564194, 0.86549961066],
    ]

    static func filtered(_ samples: [Int16]) -> [Int16] {
        var values = samples.map(Double.init)
        for section in sections {
            var (first, second) = (0.0, 0.0)
            for index in values.indices {
                let input = values[index]
                let output = section[0] * input + first
                first = section[1] * input - section[3] * output + second
                second = section[2] * input - section[4] * output
                values[index] = output
            }
        }
        return values.map { Int16(max(-32_768, min(32_767, $0.rounded()))) }
    }
}
