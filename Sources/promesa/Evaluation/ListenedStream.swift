import Audio
import Dialog
import Foundation

/// A stream of audio with one answer in it, as a call hears it from a question on: silence, perhaps a noise, the answer,
/// silence.
struct ListenedStream {
    /// What comes before the answer.
    enum Noise: String, CaseIterable {
        /// 15 ms, as of a handset or a relay.
        case click
        /// A third of a second of breath, 20 dB under the speech.
        case breath
    }

    /// Of 20 ms, as a call counts.
    private static let tick = AudioFrame.length
    private static let lead = 60 * tick
    private static let trail = 150 * tick
    /// From the end of a noise to the answer.
    private static let pause = 12 * tick
    /// What is so far under the speech is silence in a recording.
    private static let speechDB = 25.0

    let samples: [Int16]
    /// The first and the last tick with speech; nil for a recording without any.
    let speech: ClosedRange<Int>?
    /// Ticks of the longest silence within the speech.
    let longestPause: Int

    init(_ answer: [Int16], after noise: Noise?, seed: UInt64) {
        let level = LevelMeter.activeSpeechDBFS(answer) ?? -120
        var lead = [Int16](repeating: 0, count: Self.lead)
        if let noise {
            let sound = Self.sound(noise, speechDBFS: level, seed: seed)
            lead.replaceSubrange(Self.lead - Self.pause - sound.count..<Self.lead - Self.pause, with: sound)
        }
        samples = lead + answer + [Int16](repeating: 0, count: Self.trail)
        let loud = stride(from: 0, to: answer.count, by: Self.tick).filter { start in
            LevelMeter.rmsDBFS(answer[start..<min(start + Self.tick, answer.count)]) > level - Self.speechDB
        }
        longestPause = zip(loud, loud.dropFirst()).map { ($1 - $0) / Self.tick - 1 }.max() ?? 0
        if let first = loud.first, let last = loud.last {
            speech = (Self.lead + first) / Self.tick...(Self.lead + last) / Self.tick
        } else {
            speech = nil
        }
    }

    private static func sound(_ noise: Noise, speechDBFS: Double, seed: UInt64) -> [Int16] {
        var generator = SeededGenerator(seed: seed)
        func random() -> Double { Double.random(in: -1...1, using: &generator) }
        switch noise {
        case .click:
            return (0..<120).map { Int16(8_000 * random() * exp(-Double($0) / 30)) }
        case .breath:
            let count = 2_640
            // Evenly distributed noise has a third of the power of its peak.
            let peak = 32_767 * pow(10, (speechDBFS - 20) / 20) * 3.0.squareRoot()
            return (0..<count).map { index in
                let shape = sin(Double.pi * Double(index) / Double(count))
                return Int16(max(-32_767, min(32_767, peak * shape * random())))
            }
        }
    }
}
