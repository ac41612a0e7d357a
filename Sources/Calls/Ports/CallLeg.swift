package import Audio

/// One answered party: audio and signals, in step with the media clock.
///
/// Once every 20 ms the session sends what we play and receives what the caller did meanwhile. A leg is used by one
/// call on one thread and never blocks for longer than the frame's time.
package protocol CallLeg {
    /// Hands over our frame of this tick.
    mutating func send(_ output: LegOutput)
    /// Takes the caller's frame of the same tick.
    mutating func receive() -> LegInput
}

/// What the caller did in one tick.
package struct LegInput: Sendable, Hashable {
    package var frame: AudioFrame
    /// Keys that the adapter signals outside the audio (RFC 4733, AudioSocket 0x03): `0`–`9`, `*`, `#`.
    package var keys: [Character]
    /// Told once; after it there are neither audio nor keys.
    package var hasHungUp: Bool
    /// Why the line is gone, if nobody hung up.
    package var trouble: String?

    package init(
        frame: AudioFrame = .silence, keys: [Character] = [], hasHungUp: Bool = false, trouble: String? = nil
    ) {
        self.trouble = trouble
        self.frame = frame
        self.keys = keys
        self.hasHungUp = hasHungUp
    }
}

/// What we do in one tick.
package struct LegOutput: Sendable, Hashable {
    package let frame: AudioFrame
    /// Whether an answer is awaited and our prompt is over: a scripted caller speaks now.
    package let isListening: Bool
    package init(frame: AudioFrame, isListening: Bool) {
        self.frame = frame
        self.isListening = isListening
    }
}
