/// The level of the line without speech: follows a softer line quickly and a noisier one slowly.
///
/// People pause: even within speech the softest frame of two seconds is near the floor, so a line that stays loud for
/// that long is a noisy line. What comes and goes on a line, such as other voices, is known by `BackgroundLevel`.
package struct NoiseFloor: Sendable, Hashable {
    /// A frame this far above the floor, and above the background, is speech.
    private static let onsetMarginDB = 12.0
    private static let onsetAboveBackgroundDB = 6.0
    /// Within speech, a frame this far above both still is.
    private static let hangMarginDB = 8.0
    private static let hangAboveBackgroundDB = 4.0
    /// Nothing below this begins speech, however quiet the line.
    private static let lowestOnsetDBFS = -50.0
    /// Within speech, nothing below this is speech: the end of a soft word is no silence, or the pause after it seems longer.
    private static let lowestSpeechDBFS = -60.0
    /// No background asks for more than this: it may have been somebody's voice.
    private static let loudestBackgroundDBFS = -35.0
    /// A line on which speech must be above this drowns the soft ends of words.
    private static let noisyDBFS = -52.0
    private static let range = -80.0 ... -30.0
    private static let riseDBPerFrame = 0.04
    private static let fallShare = 0.2
    /// The share of the way to the softest recent frame that one frame brings.
    private static let noisyShare = 0.05
    private static let memory = Endpointer.frames(.seconds(2))

    private(set) package var levelDBFS: Double
    private var background = BackgroundLevel()
    private var recent: [Double] = []
    /// The last frame, and the louder one of the last two: a lost packet is silent, and tells nothing of the line.
    private var last = range.lowerBound
    private var steady = range.lowerBound

    package init(levelDBFS: Double = -62) { self.levelDBFS = levelDBFS }

    /// What a frame must be above to be speech within an utterance, in dBFS.
    private var hangDBFS: Double {
        max(
            levelDBFS + Self.hangMarginDB, Self.lowestSpeechDBFS,
            aboveBackground(by: Self.hangAboveBackgroundDB))
    }

    private var onsetDBFS: Double {
        max(
            levelDBFS + Self.onsetMarginDB, Self.lowestOnsetDBFS,
            aboveBackground(by: Self.onsetAboveBackgroundDB))
    }

    /// Whether the line is so loud that a pause within speech seems longer than it is.
    var isNoisy: Bool { hangDBFS > Self.noisyDBFS }

    func isSpeech(_ level: Double, whileSpeaking: Bool) -> Bool {
        level > (whileSpeaking ? hangDBFS : onsetDBFS)
    }

    private func aboveBackground(by marginDB: Double) -> Double {
        background.levelDBFS.map { min($0 + marginDB, Self.loudestBackgroundDBFS) } ?? Self.range.lowerBound
    }

    /// Takes every frame, speech or not.
    mutating func listen(to level: Double) {
        let heard = Self.clamped(level)
        steady = max(heard, last)
        last = heard
        recent.append(steady)
        guard recent.count > Self.memory else { return }
        recent.removeFirst()
        if let softest = recent.min(), softest > levelDBFS {
            levelDBFS = Self.clamped(levelDBFS + (softest - levelDBFS) * Self.noisyShare)
        }
    }

    /// Takes a frame that is known to be no speech of the caller's.
    mutating func learn(_ level: Double) { background.listen(to: level) }

    var knowsBackground: Bool { background.levelDBFS != nil }

    /// Adapts to the frame that was listened to last, outside an utterance.
    mutating func adapt(isSpeech: Bool) {
        guard !isSpeech else { return }
        let next =
            steady < levelDBFS
            ? levelDBFS + (steady - levelDBFS) * Self.fallShare
            : min(steady, levelDBFS + Self.riseDBPerFrame)
        levelDBFS = Self.clamped(next)
    }

    private static func clamped(_ level: Double) -> Double {
        level.isNaN ? range.lowerBound : min(max(level, range.lowerBound), range.upperBound)
    }
}
