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
        /// What is shorter, from its first frame of speech to its last, is hardly a word (`docs/hearing.md`).
        package var shortestWord: Duration = .milliseconds(200)
        /// An utterance is cut here, whatever is said.
        package var longestUtterance: Duration = .seconds(20)
        /// How much longer a silence must be on a noisy line, which drowns the soft ends of words.
        package var noisyLineExtension: Duration = .milliseconds(240)

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
        /// What was taken for speech is the line's own noise; somebody near began to speak `framesAgo` frames before this one.
        case restarted(framesAgo: Int)
        /// The utterance is over; its last speech was `framesAgo` frames before this one.
        case ended(framesAgo: Int, Completeness)
    }

    private struct Frame: Sendable, Hashable {
        let levelDBFS: Double
        let isSpeech: Bool
        let isMasked: Bool
    }

    private struct Utterance: Sendable, Hashable {
        /// Frames so far, and those since the last speech.
        var length: Int
        var silence = 0
        var hasAnnouncedEnd = false
        /// While nothing is known of the line.
        var foreground: Foreground?
    }

    private enum State: Sendable, Hashable {
        /// No speech; `recent` are the last frames, newest last.
        case quiet(recent: [Frame])
        case speaking(Utterance)
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
        if case .speaking(let utterance) = state { utterance.silence == 0 } else { false }
    }

    /// Takes the level of the next frame and how complete the words are that were heard so far.
    ///
    /// A masked frame, of a key's tone or our own echo, tells nothing of the line. While a prompt waits that the utterance cut,
    /// what is hardly a word is waited for like a whole answer that may go on.
    package mutating func process(
        levelDBFS: Double, completeness: Completeness, isMasked: Bool = false, isPromptWaiting: Bool = false
    ) -> Event? {
        floor.listen(to: levelDBFS)
        let frame = Frame(
            levelDBFS: levelDBFS, isSpeech: floor.isSpeech(levelDBFS, whileSpeaking: isInSpeech),
            isMasked: isMasked)
        switch state {
        case .quiet(let recent): return quiet(recent + [frame])
        case .speaking(let utterance):
            let isNothing = isPromptWaiting && completeness == .nothing && isShort(utterance)
            return speaking(utterance, frame, isNothing ? .extendable : completeness)
        }
    }

    private mutating func quiet(_ frames: [Frame]) -> Event? {
        var recent = frames
        floor.adapt(isSpeech: recent.last?.isSpeech ?? false)
        if recent.count > Self.frames(profile.onsetWindow) {
            let frame = recent.removeFirst()
            if !frame.isMasked { floor.learn(frame.levelDBFS) }
        }
        let voiced = recent.lazy.filter(\.isSpeech).count
        guard voiced >= Self.frames(profile.onset), let first = recent.firstIndex(where: \.isSpeech) else {
            state = .quiet(recent: recent)
            return nil
        }
        let framesAgo = recent.count - 1 - first
        state = .speaking(
            Utterance(length: framesAgo + 1, foreground: floor.knowsBackground ? nil : Foreground()))
        return .speechStarted(framesAgo: framesAgo)
    }

    private mutating func speaking(
        _ before: Utterance, _ frame: Frame, _ completeness: Completeness
    ) -> Event? {
        var utterance = before
        utterance.length += 1
        utterance.silence = frame.isSpeech ? 0 : utterance.silence + 1
        if utterance.length >= Self.frames(profile.longestUtterance)
            || utterance.silence >= Self.frames(timeout(completeness))
        {
            state = .quiet(recent: [])
            return .ended(framesAgo: utterance.silence, completeness)
        }
        if let background = utterance.foreground?.process(frame.levelDBFS, isSpeech: frame.isSpeech) {
            for level in background.levelsDBFS { floor.learn(level) }
            utterance.foreground = nil
            if background.isUnbroken {
                state = .speaking(Utterance(length: Foreground.window))
                return .restarted(framesAgo: Foreground.window - 1)
            }
        }
        defer { state = .speaking(utterance) }
        if frame.isSpeech, utterance.hasAnnouncedEnd {
            utterance.hasAnnouncedEnd = false
            return .resumed
        }
        guard !utterance.hasAnnouncedEnd, utterance.silence >= Self.frames(profile.tentativeTimeout) else {
            return nil
        }
        utterance.hasAnnouncedEnd = true
        return .tentativeEnd
    }

    private func isShort(_ utterance: Utterance) -> Bool {
        utterance.length - utterance.silence < Self.frames(profile.shortestWord)
    }

    private func timeout(_ completeness: Completeness) -> Duration {
        let quietLine =
            switch completeness {
            case .closed: profile.speechCompleteTimeout
            case .extendable: profile.speechExtendableTimeout
            case .nothing, .incomplete: profile.speechIncompleteTimeout
            }
        return floor.isNoisy ? quietLine + profile.noisyLineExtension : quietLine
    }

    /// Whole 20 ms frames in a duration, at least one.
    static func frames(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(clamping: seconds) * 50 + Int(clamping: attoseconds / 20_000_000_000_000_000))
    }
}
