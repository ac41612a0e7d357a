import Glibc

/// Makes the tones of telephone keys (ITU-T Q.23), for scripted callers and tests.
package struct DTMFGenerator: Sendable, Hashable {
    /// The RMS level of each of the two tones; telephones send them at about -10 dBFS.
    package var levelDBFS: Double
    /// How long a key sounds; Q.24 asks of receivers to hear 40 ms.
    package var press: Duration
    /// The silence after each key.
    package var pause: Duration

    package init(
        levelDBFS: Double = -13, press: Duration = .milliseconds(100), pause: Duration = .milliseconds(100)
    ) {
        self.levelDBFS = levelDBFS
        self.press = press
        self.pause = pause
    }

    /// Returns the keys one after another, each with its pause; characters that are no key are left out.
    package func samples(for keys: String) -> [Int16] {
        keys.flatMap { key in
            Self.tones(of: key).map { tone(low: $0.low, high: $0.high) } ?? []
        }
    }

    /// The two frequencies of a key in hertz.
    package static func tones(of key: Character) -> (low: Double, high: Double)? {
        let rows: [(low: Double, keys: [Character])] = [
            (697, ["1", "2", "3", "A"]), (770, ["4", "5", "6", "B"]), (852, ["7", "8", "9", "C"]),
            (941, ["*", "0", "#", "D"]),
        ]
        let columns: [Double] = [1_209, 1_336, 1_477, 1_633]
        for row in rows {
            if let column = row.keys.firstIndex(of: key) { return (row.low, columns[column]) }
        }
        return nil
    }

    private func tone(low: Double, high: Double) -> [Int16] {
        // The peak of a sine is √2 of its RMS.
        let peak = 32_767 * pow(10, levelDBFS / 20) * 2.0.squareRoot()
        let rate = Double(AudioFrame.sampleRateHz)
        let sounding = (0..<press.telephoneSamples).map { index in
            let time = Double(index) / rate
            return Int16(clampingRounded: peak * (sin(2 * .pi * low * time) + sin(2 * .pi * high * time)))
        }
        return sounding + [Int16](repeating: 0, count: pause.telephoneSamples)
    }
}
