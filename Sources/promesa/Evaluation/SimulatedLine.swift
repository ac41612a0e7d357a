import Audio
import Dialog
import Foundation

/// What a telephone line does to speech: gain, noise, a codec, lost packets.
struct SimulatedLine {
    enum Noise: Hashable {
        /// Six other recordings at once.
        case babble(snrDB: Double)
        case white(snrDB: Double)
    }

    var codec: G711?
    /// Of 20 ms packets, in 0…1; a lost one is silent.
    var loss = 0.0
    var noise: Noise?
    var gainDB = 0.0
    var seed: UInt64 = 1

    /// Silence before and after, as the call's own buffer has it.
    static let edge = 2_400
    /// The faint noise of an idle line.
    private static let idleDBFS = -68.0
    private static let voices = 6

    /// The recording as it arrives; `others` are what babble is made of.
    func carried(_ samples: [Int16], item: Int, others: [[Int16]]) -> [Int16] {
        var generator = SeededGenerator(seed: seed &+ UInt64(item) &* 1_000_003)
        let silence = [Int16](repeating: 0, count: Self.edge)
        let clean = silence + LevelMeter.amplify(samples, byDB: gainDB) + silence
        let idle = Self.white(clean.count, rms: Self.amplitude(Self.idleDBFS), &generator)
        var sum = zip(clean, idle).map { Double($0) + $1 }
        if let level = LevelMeter.activeSpeechDBFS(clean), let noise {
            let disturbance = disturbance(noise, speechDBFS: level, clean.count, others, &generator)
            sum = zip(sum, disturbance).map { $0 + $1 }
        }
        var line = sum.map { Int16(max(-32_768, min(32_767, $0.rounded()))) }
        if let codec { line = codec.carried(line) }
        if loss > 0 { drop(&line, &generator) }
        return line
    }

    private func drop(_ line: inout [Int16], _ generator: inout SeededGenerator) {
        for start in stride(from: 0, to: line.count, by: AudioFrame.length)
        where Double.random(in: 0..<1, using: &generator) < loss {
            for index in start..<min(start + AudioFrame.length, line.count) { line[index] = 0 }
        }
    }

    private func disturbance(
        _ noise: Noise, speechDBFS: Double, _ count: Int, _ others: [[Int16]],
        _ generator: inout SeededGenerator
    ) -> [Double] {
        switch noise {
        case .white(let snr):
            return Self.white(count, rms: Self.amplitude(speechDBFS - snr), &generator)
        case .babble(let snr):
            var sum = [Double](repeating: 0, count: count)
            for _ in 0..<Self.voices {
                guard let voice = others.randomElement(using: &generator), !voice.isEmpty else { continue }
                let start = Int.random(in: voice.indices, using: &generator)
                for index in sum.indices { sum[index] += Double(voice[(start + index) % voice.count]) }
            }
            let power = sum.reduce(0) { $0 + $1 * $1 } / Double(max(count, 1))
            guard power > 0 else { return sum }
            let factor = Self.amplitude(speechDBFS - snr) / power.squareRoot()
            return sum.map { $0 * factor }
        }
    }

    private static func amplitude(_ level: Double) -> Double { 32_767 * pow(10, level / 20) }

    /// The sum of twelve evenly distributed numbers is nearly normal.
    private static func white(
        _ count: Int, rms: Double, _ generator: inout SeededGenerator
    ) -> [Double] {
        (0..<count).map { _ in
            var sum = -6.0
            for _ in 0..<12 { sum += Double.random(in: 0..<1, using: &generator) }
            return sum * rms
        }
    }
}
