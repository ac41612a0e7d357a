import Dialog

/// Waits for the tone after which a machine records: a pure machine over the sound of each frame.
///
/// A greeting may have tones of its own: one that words follow was not the last.
struct ToneWait: Sendable, Hashable {
    /// A tone that began in time is listened to for so long beyond it.
    static let longestTone: Duration = .seconds(4)
    /// A tone that ended this long ago, at most, is still the one that is waited for.
    static let stillCounts = Endpointer.frames(.milliseconds(1_500))
    /// So much quiet after a tone: no words follow it.
    private static let quiet = Endpointer.frames(.milliseconds(200))

    private let timeout: Int
    private var elapsed = 0
    private var tones = ToneFollower()
    private var voice = ForegroundVoice()
    /// Frames since a tone like a machine's ended.
    private var sinceTone: Int?

    /// Waits that long for a tone; `sinceTone` frames ago one ended, if it is still to count.
    init(timeout: Duration, sinceTone: Int? = nil) {
        self.timeout = Endpointer.frames(timeout)
        self.sinceTone = sinceTone.flatMap { $0 <= Self.stillCounts ? $0 : nil }
    }

    /// Takes the next frame; returns the outcome once it is known.
    mutating func process(_ sound: LineSound) -> WaitOutcome? {
        elapsed += 1
        let ended = tones.process(sound.tone)
        let frame = voice.process(isVoiced: sound.isVoiced, levelDBFS: sound.levelDBFS)
        if let ended, MachineTone.isLike(ended) {
            sinceTone = 0
        } else if let since = sinceTone {
            sinceTone = frame == .pause && !tones.isSteady ? since + 1 : nil
        }
        if let since = sinceTone, since >= Self.quiet { return .beep }
        if elapsed >= timeout + Endpointer.frames(Self.longestTone) { return .noBeep }
        return elapsed >= timeout && sinceTone == nil && !tones.isSteady ? .noBeep : nil
    }
}
