package import SpokenForms

/// Where one utterance begins and ends: a pure machine over frame levels.
///
/// Speech begins once the level has stood above the adaptive noise floor for long enough that it is not a click. How
/// long a silence ends it depends on what was said so far: nothing may follow a *closed* answer, something may follow
/// an *extendable* one, and an *incomplete* one is waited for.
package struct Endpointer: Sendable, Hashable {
    /// The limits of one kind of answer; all are multiples of a 20 ms frame.
    package struct Profile: Sendable, Hashable {
        /// Silence that ends an answer that nothing may follow.
        package var speechCompleteTimeout: Duration = .milliseconds(300)
        /// Silence that ends a whole answer that may go on.
        package var speechExtendableTimeout: Duration = .milliseconds(800)
        /// Silence that ends what is no answer yet.
        package var speechIncompleteTimeout: Duration = .milliseconds(1_500)
        /// Silence after which decoding begins, in the hope that the caller has finished.
        package var tentativeTimeout: Duration = .milliseconds(200)
        /// Speech within `onsetWindow` that starts an utterance.
        package var onset: Duration = .milliseconds(100)
        package var onsetWindow: Duration = .milliseconds(160)
        /// An utterance is cut here, whatever is said.
        package var longestUtterance: Duration = .seconds(20)

        package init() {}

        /// For digit strings and secrets, which people read off with pauses of up to 800 ms.
        ///
        /// One digit too many heard while somebody still speaks makes a string look closed, and what is cut there is a
        /// wasted try: no such pause ends it.
        package static let digits: Profile = {
            var profile = Profile()
            profile.speechCompleteTimeout = .milliseconds(820)
            profile.speechExtendableTimeout = .milliseconds(1_000)
            return profile
        }()
    }

    package enum Event: Sendable, Hashable {
        /// Speech began `framesAgo` frames before this one.
        case speechStarted(framesAgo: Int)
        /// Perhaps the end; a decode may begin.
        case tentativeEnd
        /// Speech went on after a tentative end.
        case resumed
        /// The utterance is over; its last speech was `framesAgo` frames before this one.
        case ended(framesAgo: Int, Completeness)
    }

    private enum State: Sendable, Hashable {
        /// No speech; `recent` are the last frames' verdicts, newest last.
        case quiet(recent: [Bool])
        /// In an utterance of `length` frames, silent since `silence` frames.
        case speaking(length: Int, silence: Int, hasAnnouncedEnd: Bool)
    }

    private let profile: Profile
    private var state: State = .quiet(recent: [])
    private var floor: NoiseFloor

    package init(profile: Profile = Profile(), floor: NoiseFloor = NoiseFloor()) {
        self.profile = profile
        self.floor = floor
    }

    /// What was learnt of the line, for the next endpointer of the call.
    package var noiseFloor: NoiseFloor { floor }

    package var isInSpeech: Bool {
        if case .speaking = state { true } else { false }
    }

    /// Whether the last frame was speech, not the silence after it.
    package var isVoiced: Bool {
        if case .speaking(_, 0, _) = state { true } else { false }
    }

    /// Takes the level of the next frame and how complete the words are that were heard so far.
    package mutating func process(levelDBFS: Double, completeness: Completeness) -> Event? {
        floor.listen(to: levelDBFS)
        let isSpeech = floor.isSpeech(levelDBFS, whileSpeaking: isInSpeech)
        switch state {
        case .quiet(var recent):
            floor.adapt(isSpeech: isSpeech)
            recent.append(isSpeech)
            let window = Self.frames(profile.onsetWindow)
            if recent.count > window { recent.removeFirst(recent.count - window) }
            let voiced = recent.lazy.filter { $0 }.count
            guard voiced >= Self.frames(profile.onset), let first = recent.firstIndex(of: true) else {
                state = .quiet(recent: recent)
                return nil
            }
            let framesAgo = recent.count - 1 - first
            state = .speaking(length: framesAgo + 1, silence: 0, hasAnnouncedEnd: false)
            return .speechStarted(framesAgo: framesAgo)
        case .speaking(let length, let silence, let hasAnnouncedEnd):
            return speaking(isSpeech, length + 1, silence, hasAnnouncedEnd, completeness)
        }
    }

    private mutating func speaking(
        _ isSpeech: Bool, _ length: Int, _ silence: Int, _ hasAnnouncedEnd: Bool, _ completeness: Completeness
    ) -> Event? {
        let quiet = isSpeech ? 0 : silence + 1
        if length >= Self.frames(profile.longestUtterance) || quiet >= Self.frames(timeout(completeness)) {
            state = .quiet(recent: [])
            return .ended(framesAgo: quiet, completeness)
        }
        if isSpeech, hasAnnouncedEnd {
            state = .speaking(length: length, silence: 0, hasAnnouncedEnd: false)
            return .resumed
        }
        let announces = !hasAnnouncedEnd && quiet >= Self.frames(profile.tentativeTimeout)
        state = .speaking(length: length, silence: quiet, hasAnnouncedEnd: hasAnnouncedEnd || announces)
        return announces ? .tentativeEnd : nil
    }

    private func timeout(_ completeness: Completeness) -> Duration {
        switch completeness {
        case .closed: profile.speechCompleteTimeout
        case .extendable: profile.speechExtendableTimeout
        case .nothing, .incomplete: profile.speechIncompleteTimeout
        }
    }

    /// Whole 20 ms frames in a duration, at least one.
    static func frames(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(clamping: seconds) * 50 + Int(clamping: attoseconds / 20_000_000_000_000_000))
    }
}

/// The level of the line without speech: follows a softer line quickly and a noisier one slowly.
///
/// People pause: even within speech the softest frame of two seconds is near the floor, so a line that stays loud for
/// that long is a noisy line.
package struct NoiseFloor: Sendable, Hashable {
    /// A frame this far above the floor is speech.
    private static let onsetMarginDB = 12.0
    /// Within speech, a frame this far above the floor still is.
    private static let hangMarginDB = 8.0
    /// Nothing below this begins speech, however quiet the line.
    private static let lowestOnsetDBFS = -50.0
    /// Within speech, nothing below this is speech: the end of a soft word is no silence, or the pause after it seems longer.
    private static let lowestSpeechDBFS = -60.0
    private static let range = -80.0 ... -30.0
    private static let riseDBPerFrame = 0.04
    private static let fallShare = 0.2
    /// The share of the way to the softest recent frame that one frame brings.
    private static let noisyShare = 0.05
    private static let memory = Endpointer.frames(.seconds(2))

    private(set) package var levelDBFS: Double
    private var recent: [Double] = []
    /// The last frame, and the louder one of the last two: a lost packet is silent, and tells nothing of the line.
    private var last = range.lowerBound
    private var steady = range.lowerBound

    package init(levelDBFS: Double = -62) { self.levelDBFS = levelDBFS }

    func isSpeech(_ level: Double, whileSpeaking: Bool) -> Bool {
        whileSpeaking
            ? level > max(levelDBFS + Self.hangMarginDB, Self.lowestSpeechDBFS)
            : level > max(levelDBFS + Self.onsetMarginDB, Self.lowestOnsetDBFS)
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
