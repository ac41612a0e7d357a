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

    init(_ purpose: Wait.Purpose, timeout: Duration, known: ToneWait.Known = .nothing) {
        switch purpose {
        case .greeting, .person: judge = .presence(PresenceDetector(purpose, timeout: timeout))
        case .beep: judge = .tone(ToneWait(timeout: timeout, known: known))
        }
    }

    /// What a wait for a tone that follows at once need not find out.
    var known: ToneWait.Known {
        guard case .presence(let detector) = judge else { return .nothing }
        if detector.isOfNetwork { return .network }
        return detector.sinceTone.map { .tone(since: $0) } ?? .nothing
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
