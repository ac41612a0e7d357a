import Audio

/// Decides when a scripted caller takes the next turn.
struct CallerScript {
    /// What the caller does in one tick.
    struct Step {
        var samples = AudioFrame.silence.samples
        var keys: [Character] = []
        var hasHungUp = false
    }

    private enum State {
        /// Waits for its turn, having been listened to for so many ticks on end; leads to `acting`.
        case awaiting(Cause, listenedTicks: Int)
        /// Takes a turn; leads to `awaiting` or, after the last one, to `over`.
        case acting(CallerPlayback)
        /// All is said, so many ticks ago.
        case over(idleTicks: Int)
        /// Has hung up, which is told once; stays so.
        case hungUp
    }

    /// What a turn waits for.
    private enum Cause {
        /// A new period of listening, and the time to react to it.
        case question
        /// The end of the listening that was there when the last turn ended; patience runs out in it.
        case acknowledgement
        /// Nothing but being listened to: the caller has been silent on purpose.
        case voice
    }

    private let manner: WAVCallLeg.Manner
    private var upcoming: ArraySlice<(name: String, playback: CallerPlayback)>
    private var state: State
    private var tick = 0
    private(set) var takenTurns: [WAVCallLeg.TakenTurn] = []

    init(_ turns: [CallerTurn], _ manner: WAVCallLeg.Manner) throws(AudioFailure) {
        var playbacks: [(name: String, playback: CallerPlayback)] = []
        for turn in turns { playbacks.append((turn.name, try CallerPlayback(turn, tones: manner.tones))) }
        self.manner = manner
        upcoming = playbacks[...]
        state = playbacks.isEmpty ? .over(idleTicks: 0) : .awaiting(.question, listenedTicks: 0)
        if case .answering(_, let name)? = turns.first, let greeting = upcoming.popFirst() {
            state = .acting(greeting.playback)
            takenTurns = [WAVCallLeg.TakenTurn(name: name, firstTick: 0)]
        }
    }

    /// A caller who begins at once and waits for nobody.
    init(recording samples: [Int16], _ manner: WAVCallLeg.Manner) {
        self.manner = manner
        upcoming = []
        let playback = CallerPlayback(audio: samples)
        state = playback.isOver ? .over(idleTicks: 0) : .acting(playback)
        takenTurns = [
            WAVCallLeg.TakenTurn(name: "recording", firstTick: 0, endTick: playback.isOver ? 0 : nil)
        ]
    }

    /// Whether a turn's audio is being sent.
    var isActing: Bool {
        if case .acting = state { true } else { false }
    }

    /// Takes one tick.
    mutating func next(isListening: Bool) -> Step {
        defer { tick += 1 }
        switch state {
        case .awaiting(let cause, let listenedTicks):
            return wait(for: cause, listenedTicks: listenedTicks, isListening: isListening)
        case .acting(let playback):
            return act(playback)
        case .over(let idleTicks):
            if let limit = manner.hangUpAfter, idleTicks >= limit.ticks {
                state = .hungUp
                return Step(hasHungUp: true)
            }
            state = .over(idleTicks: idleTicks + 1)
            return Step()
        case .hungUp:
            return Step()
        }
    }

    private mutating func wait(for cause: Cause, listenedTicks: Int, isListening: Bool) -> Step {
        guard isListening, let next = upcoming.first else {
            // Whoever stops listening has taken in what was said: the next listening asks for an answer.
            state = .awaiting(.question, listenedTicks: 0)
            return Step()
        }
        guard listenedTicks >= ticksToWait(cause, before: next.playback) else {
            state = .awaiting(cause, listenedTicks: listenedTicks + 1)
            return Step()
        }
        upcoming.removeFirst()
        takenTurns.append(WAVCallLeg.TakenTurn(name: next.name, firstTick: tick))
        return act(next.playback)
    }

    private func ticksToWait(_ cause: Cause, before playback: CallerPlayback) -> Int {
        switch cause {
        case .question: playback.isSilence ? 0 : manner.reactionTime.ticks
        case .acknowledgement: manner.patience.ticks
        case .voice: 0
        }
    }

    private mutating func act(_ current: CallerPlayback) -> Step {
        var playback = current
        let (samples, keys, hasHungUp) = playback.next()
        if hasHungUp {
            state = .hungUp
        } else if !playback.isOver {
            state = .acting(playback)
        } else if upcoming.isEmpty {
            state = .over(idleTicks: 0)
        } else {
            state = .awaiting(playback.isSilence ? .voice : .acknowledgement, listenedTicks: 0)
        }
        if !isActing, !takenTurns.isEmpty { takenTurns[takenTurns.count - 1].endTick = tick + 1 }
        return Step(samples: samples, keys: keys, hasHungUp: hasHungUp)
    }
}
