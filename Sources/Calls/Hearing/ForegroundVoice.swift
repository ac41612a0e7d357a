/// Tells who speaks near from what lies behind them: a pure machine over levels.
///
/// Who has just answered is heard before anything is known of their line. So what is soft beside the loudest that was heard
/// is no speech here, and neither is a soft line on which nothing stands out: a room full of voices.
struct ForegroundVoice: Sendable, Hashable {
    /// What is so far below the loudest is a pause.
    private static let pauseDB = 20.0
    /// So is what is no louder than the line was before anybody spoke, and so much; not what is nearly as loud as the loudest.
    private static let aboveBackgroundDB = 4.0
    private static let leastPauseDB = 10.0
    /// The share of frames that the line stays below, and the frames before an onset that may belong to it.
    private static let backgroundShare = 0.9
    private static let onset = 4
    /// Frames that are remembered of it.
    private static let longest = 150
    /// What is so much louder than all before is somebody else, who begins now.
    private static let nearerDB = 10.0
    /// Whoever is near is louder than this, or than the softest of the line by so much.
    private static let nearDBFS = -42.0
    private static let nearDB = 25.0
    private static let quietestDBFS = -65.0
    private static let fallDBPerFrame = 0.02
    /// So many of the last frames are speech where somebody speaks: one loud frame among soft ones is another's.
    private static let memory = 5
    private static let most = 3

    private var loudestDBFS = -120.0
    private var softestDBFS = 0.0
    private var last = -120.0
    private var recent: [Recent] = []
    /// Levels from before anybody spoke; then what the line stays below.
    private var before: [Double] = []
    private var backgroundDBFS = -120.0

    private struct Recent: Sendable, Hashable {
        let levelDBFS: Double
        let isVoiced: Bool
    }

    /// What a frame is.
    enum Frame: Sendable, Hashable {
        case pause
        case speech
        /// Speech that is far louder than all before it.
        case nearer
    }

    /// Takes a frame and whether the endpointer takes it for speech.
    mutating func process(isVoiced: Bool, levelDBFS: Double) -> Frame {
        // A click is loud for one frame, and a lost packet is silent for one.
        let steady = min(levelDBFS, last)
        softestDBFS = max(min(softestDBFS, max(levelDBFS, last)), Self.quietestDBFS)
        last = levelDBFS
        let isNear = steady > min(Self.nearDBFS, softestDBFS + Self.nearDB)
        let isNearer = isVoiced && isNear && loudestDBFS > -120 && steady > loudestDBFS + Self.nearerDB
        if isVoiced, isNear { loudestDBFS = max(steady, loudestDBFS - Self.fallDBPerFrame) }
        learn(levelDBFS)
        // The endpointer takes a while to be sure of a first word, which may be over by then.
        recent.append(Recent(levelDBFS: levelDBFS, isVoiced: isVoiced))
        if recent.count > Self.memory { recent.removeFirst() }
        if isNearer { return .nearer }
        guard loudestDBFS > -120, recent.contains(where: \.isVoiced) else { return .pause }
        return recent.count { $0.levelDBFS > pauseDBFS } >= Self.most ? .speech : .pause
    }

    /// What is below this is a pause.
    private var pauseDBFS: Double {
        max(
            loudestDBFS - Self.pauseDB,
            min(backgroundDBFS + Self.aboveBackgroundDB, loudestDBFS - Self.leastPauseDB))
    }

    /// Learns what the line sounds like before somebody speaks.
    private mutating func learn(_ levelDBFS: Double) {
        guard loudestDBFS <= -120 else {
            let known = before.dropLast(Self.onset).sorted()
            if !known.isEmpty {
                backgroundDBFS = known[min(known.count - 1, Int(Double(known.count) * Self.backgroundShare))]
                before = []
            }
            return
        }
        before.append(levelDBFS)
        if before.count > Self.longest { before.removeFirst() }
    }
}
