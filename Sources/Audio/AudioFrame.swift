/// A run of linear 16-bit PCM samples, as one RTP packet carries it.
package struct AudioFrame: Sendable, Hashable {
    /// Mono samples; full scale (0 dBFS) is ±32 767.
    package let samples: [Int16]

    package init(_ samples: [Int16]) { self.samples = samples }

    /// Samples in a frame of 20 ms at 8 000 Hz.
    package static let length = 160
    package static let sampleRateHz = 8_000
    package static let duration: Duration = .milliseconds(20)
    package static let silence = AudioFrame([Int16](repeating: 0, count: length))

    /// The whole frames of a stream of samples; what is left at its end is no frame.
    package static func whole(in samples: [Int16]) -> some Sequence<AudioFrame> {
        (0..<samples.count / length).lazy.map { AudioFrame(Array(samples[$0 * length..<($0 + 1) * length])) }
    }
}
