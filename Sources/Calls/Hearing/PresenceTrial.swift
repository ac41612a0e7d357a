import Audio
package import Dialog

/// What a call makes of who answers, on a stream of audio from the first moment of the call.
package enum PresenceTrial {
    package struct Finding: Sendable, Hashable {
        package let outcome: WaitOutcome
        /// The frame at which it was known, from 1.
        package let tick: Int
    }

    /// The finding; nil if the stream ends before it.
    package static func finding(
        in samples: [Int16], timeout: Duration, recognizer: any Recognizer
    ) throws(RecognitionFailure) -> Finding? {
        var hearing = Hearing(recognizer: recognizer)
        var listener = LineListener(.greeting, timeout: timeout)
        for (tick, frame) in AudioFrame.whole(in: samples).enumerated() {
            _ = try hearing.process(LegInput(frame: frame), sent: .silence, tick: tick)
            if let outcome = listener.process(frame, hearing) {
                return Finding(outcome: outcome, tick: tick + 1)
            }
        }
        return nil
    }
}
