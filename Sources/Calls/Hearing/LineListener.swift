import Audio
import Dialog

/// Listens to a line for who or what is on it: measures each frame, and lets a pure machine judge.
struct LineListener {
    /// What is listened for.
    private enum Judge {
        case presence(PresenceDetector)
        case tone(ToneWait)
    }

    private var judge: Judge
    private var tones = ToneMeter()
    private let fax = FaxToneDetector()

    /// `sinceTone` frames ago a machine's tone ended, if one did.
    init(_ purpose: Wait.Purpose, timeout: Duration, sinceTone: Int? = nil) {
        switch purpose {
        case .greeting, .person: judge = .presence(PresenceDetector(purpose, timeout: timeout))
        case .beep: judge = .tone(ToneWait(timeout: timeout, sinceTone: sinceTone))
        }
    }

    /// Frames since a machine's tone ended, if one did after words.
    var sinceTone: Int? {
        if case .presence(let detector) = judge { detector.sinceTone } else { nil }
    }

    /// Takes the caller's frame once `hearing` has heard it; returns the outcome once it is known.
    mutating func process(_ frame: AudioFrame, _ hearing: Hearing) -> WaitOutcome? {
        let tone = tones.process(frame)
        let sound = LineSound(
            isVoiced: hearing.isVoiced, levelDBFS: hearing.levelDBFS,
            // Keys are pressed by somebody.
            tone: hearing.isToneHeard ? nil : tone, fax: fax.process(frame))
        switch judge {
        case .presence(var detector):
            defer { judge = .presence(detector) }
            return detector.process(sound)
        case .tone(var wait):
            defer { judge = .tone(wait) }
            return wait.process(sound)
        }
    }
}
