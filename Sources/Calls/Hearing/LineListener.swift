import Audio
import Dialog

/// Listens to a line for who or what is on it: measures each frame, and lets a pure machine judge.
struct LineListener {
    private var detector: PresenceDetector
    private var tones = ToneMeter()
    private let fax = FaxToneDetector()

    init(_ purpose: Wait.Purpose, timeout: Duration) {
        detector = PresenceDetector(purpose, timeout: timeout)
    }

    /// Takes the caller's frame once `hearing` has heard it; returns the outcome once it is known.
    mutating func process(_ frame: AudioFrame, _ hearing: Hearing) -> WaitOutcome? {
        let tone = tones.process(frame)
        return detector.process(
            LineSound(
                isVoiced: hearing.isVoiced, levelDBFS: hearing.levelDBFS,
                // Keys are pressed by somebody.
                tone: hearing.isToneHeard ? nil : tone, fax: fax.process(frame)))
    }
}
