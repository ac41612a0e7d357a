// What is on the line while something is asked, and what the caller's first sound does to it.
extension DialogMachine {
    /// A prompt on its way.
    struct Play: Sendable {
        let id: PlaybackID
        /// How often a sound cut it that came to nothing.
        var falseStarts = 0
    }

    /// What is on the line while something is asked.
    enum Line: Sendable {
        case playing(Play)
        case silent
        /// The caller speaks or keys; the no-input timer rests. If it was speech that cut a prompt, that may go on yet.
        case input(cut: Play?)

        /// The prompt that plays.
        var playback: PlaybackID? {
            if case .playing(let play) = self { play.id } else { nil }
        }

        /// Whether a prompt plays that was cut by sounds that came to nothing so often that it yields to none any more.
        var isInsistent: Bool {
            if case .playing(let play) = self {
                play.falseStarts >= DialogMachine.falseStartsLimit
            } else {
                false
            }
        }

        /// The caller begins to speak or key; returns what is to be done, or nil if the prompt plays on.
        mutating func begin(_ mode: InputMode, under bargeIn: BargeIn) -> DialogEffect? {
            var cut: Play?
            let effect: DialogEffect
            switch self {
            case .playing(let play):
                guard bargeIn != .none, mode == .keys || (bargeIn == .speech && !isInsistent) else {
                    return nil
                }
                (cut, effect) = (play, .stopPlayback)
            case .input(let before): (cut, effect) = (before, .cancelTimer(.noInput))
            case .silent: effect = .cancelTimer(.noInput)
            }
            self = .input(cut: mode == .speech ? cut : nil)
            return effect
        }

        /// Lets a prompt go on that a sound cut; returns which, or nil if there is none.
        mutating func resume() -> PlaybackID? {
            guard case .input(cut: var play?) = self else { return nil }
            play.falseStarts += 1
            self = .playing(play)
            return play.id
        }
    }

    /// The caller begins to speak or key: the prompt yields if it may, and silence isn't counted any more.
    mutating func inputStarted(_ mode: InputMode) {
        switch state {
        case .listening(var listening):
            guard let effect = listening.line.begin(mode, under: listening.bargeIn) else { return }
            effects.append(effect)
            state = .listening(listening)
        case .doubting(var doubt):
            guard let effect = doubt.line.begin(mode, under: .speech) else { return }
            effects.append(effect)
            state = .doubting(doubt)
        case .idle, .saying, .waiting, .committing, .transferring, .ended:
            return
        }
    }

    /// What cut the prompt was nothing: it goes on, and no attempt is counted.
    ///
    /// What cut nothing is nothing either: silence is counted on. Only where the caller had begun to answer is it an answer
    /// that wasn't understood.
    mutating func falseStart() {
        switch state {
        case .listening(var listening):
            guard case .input = listening.line else { return }
            guard let playback = listening.line.resume() else { return noMatch(listening) }
            effects.append(.resumePlayback(playback))
            state = .listening(listening)
        case .doubting(var doubt):
            guard case .input = doubt.line else { return }
            guard let playback = doubt.line.resume() else { return misunderstoodDoubt() }
            effects.append(.resumePlayback(playback))
            state = .doubting(doubt)
        case .idle, .saying, .waiting, .committing, .transferring, .ended:
            return
        }
    }

    /// Whether something heard now is to be taken, given that a prompt may be playing that nothing may cut.
    func isTaken(_ listening: Listening, _ mode: InputMode) -> Bool {
        guard case .playing = listening.line else { return true }
        switch listening.bargeIn {
        case .speech: return true
        case .keys: return mode == .keys
        case .none: return false
        }
    }
}
