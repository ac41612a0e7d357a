import Dialog

/// Waits for the tone after which a machine records: a pure machine over the sound of each frame.
///
/// A greeting may have tones of its own: one that words follow was not the last.
struct ToneWait: Sendable, Hashable {
    /// What is known of the line already.
    enum Known: Sendable, Hashable {
        case nothing
        /// So many frames ago a machine's tone ended.
        case tone(since: Int)
        /// Its tones are the network's: nobody records.
        case network
    }

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
    private let isOfNetwork: Bool

    /// Waits that long for a tone.
    init(timeout: Duration, known: Known = .nothing) {
        self.timeout = Endpointer.frames(timeout)
        isOfNetwork = known == .network
        if case .tone(let since) = known, since <= Self.stillCounts { sinceTone = since }
    }

    /// Takes the next frame; returns the outcome once it is known.
    mutating func process(_ sound: LineSound) -> WaitOutcome? {
        if isOfNetwork { return .noBeep }
        elapsed += 1
        let ended = tones.process(sound.tone)
        // A tone may be far louder than the words around it, and tells nothing of their level.
        let frame: ForegroundVoice.Frame =
            sound.tone == nil
            ? voice.process(isVoiced: sound.isVoiced, levelDBFS: sound.levelDBFS) : .pause
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
