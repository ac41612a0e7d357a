/// Notices that somebody near begins to speak in what was taken for an utterance.
///
/// On a line that is loud from its first frame, babble or a television starts an utterance before anything is known of the
/// line. The caller is much louder than that; a caller's own words are not much louder than the words before.
struct Foreground: Sendable, Hashable {
    /// Frames that are compared with those before them, and how many of them must be louder.
    static let window = 8
    private static let louder = 5
    /// So much louder than three quarters of what was taken for speech before.
    private static let marginDB = 12.0
    private static let share = 0.75
    /// What was before must be of this length, and of so much speech.
    private static let leastLength = Endpointer.frames(.seconds(1))
    private static let leastSpeech = 0.55
    /// With less speech than this it may hold words of the caller's after all: they have pauses.
    private static let unbroken = 0.7
    /// Frames of it that are kept.
    private static let memory = Endpointer.frames(.seconds(3))

    /// What turned out to be the background.
    struct Background {
        let levelsDBFS: [Double]
        /// Whether there can be no word of the caller's in it.
        let isUnbroken: Bool
    }

    private struct Frame: Sendable, Hashable {
        let levelDBFS: Double
        let isSpeech: Bool
    }

    private var recent: [Frame] = []
    private var before: [Double] = []
    private var length = 0
    private var speech = LevelHistogram()

    /// Takes the next frame; returns what was before, once it turns out to be the background.
    mutating func process(_ level: Double, isSpeech: Bool) -> Background? {
        recent.append(Frame(levelDBFS: level, isSpeech: isSpeech))
        guard recent.count > Self.window else { return nil }
        let frame = recent.removeFirst()
        before.append(frame.levelDBFS)
        length += 1
        if before.count > Self.memory { before.removeFirst() }
        if frame.isSpeech { speech.add(frame.levelDBFS) }
        let spoken = Double(speech.count) / Double(length)
        guard length >= Self.leastLength, spoken >= Self.leastSpeech,
            let usual = speech.quantile(Self.share),
            recent.count(where: { $0.levelDBFS > usual + Self.marginDB }) >= Self.louder
        else { return nil }
        return Background(levelsDBFS: before, isUnbroken: spoken >= Self.unbroken)
    }
}
