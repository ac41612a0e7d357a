package import Dialog

/// One exchange: what we asked, what the caller did, what came of it.
package struct Turn: Sendable, Hashable {
    /// What the caller did.
    package enum Input: String, Sendable, Hashable { case speech, keys, silence }

    package let flow: FlowName
    package let step: StepID
    /// In the order they were said since the last turn.
    package let prompts: [PromptID]
    package let input: Input
    /// The words or keys; nil for silence or where nothing was understood, masked where secret.
    package let heard: String?
    /// The reading in canonical form; masked where secret.
    package let value: String?
    package let confidence: Double?
    /// The outcome by which the step was left; nil if the question was put again.
    package var outcome: OutcomeName?
    /// From the last sample of the caller's speech or key to the first of our answer; nil for silence or at the end.
    package var gap: ResponseGap?
    /// Media time at which the turn was understood.
    package let at: Duration

    /// Shown in place of a secret.
    package static let mask = "•••"
}

/// The parts of a response gap; media time, so zero-length parts are those that took less than a frame.
package struct ResponseGap: Sendable, Hashable {
    /// What kind of answer was waited for to end: the time that takes depends on it.
    package enum Answer: String, Sendable, Hashable, CaseIterable {
        /// Nothing may follow what was heard.
        case closed
        /// It is whole, and may go on.
        case extendable
        /// It is no answer yet.
        case incomplete
        /// Digit strings and secrets, which people read off with pauses, however whole they look.
        case digits
        case keys
    }

    /// Nil in what is read from a file.
    package var answer: Answer?
    /// Waiting whether more would be said.
    package var endpointing: Duration
    /// Decoding beyond the end of the utterance.
    package var recognition: Duration
    /// Storing what was agreed, where that came in between.
    package var dialog: Duration
    package var synthesis: Duration

    package var total: Duration { endpointing + recognition + dialog + synthesis }
}

/// A line of the conversation as people read it.
package struct TranscriptLine: Sendable, Hashable {
    package enum Speaker: String, Sendable, Hashable { case agent, caller }
    package let at: Duration
    package let speaker: Speaker
    package let text: String
    package init(at: Duration, speaker: Speaker, text: String) {
        self.at = at
        self.speaker = speaker
        self.text = text
    }
}

/// Collects the turns of a call from its events and effects.
struct TurnLog: Sendable {
    private(set) var turns: [Turn] = []
    private var flow: FlowName = ""
    private var step: StepID = ""
    private var prompts: [PromptID] = []
    /// The turn whose outcome is still open.
    private var open: Int?

    mutating func observe(_ event: DialogEvent, at: Duration, isSecret: Bool) {
        switch event {
        case .answer(let answer):
            add(answer, at: at, isSecret: isSecret)
        case .noMatch(let mode):
            add(mode == .keys ? .keys : .speech, heard: nil, value: nil, confidence: nil, at: at)
        case .timerFired(.noInput):
            add(.silence, heard: nil, value: nil, confidence: nil, at: at)
        case .verdict(let verdict, let mode):
            add(
                mode == .keys ? .keys : .speech, heard: Turn.mask, value: verdict.rawValue, confidence: nil,
                at: at)
        case .answered, .waitEnded, .playbackFinished, .speechStarted, .falseStart, .keyPressed, .committed,
            .transferEnded,
            .callerHungUp, .fault, .timerFired(.transfer):
            break
        }
    }

    private mutating func add(_ answer: Answer, at: Duration, isSecret: Bool) {
        let isCommand = if case .universal = answer.meaning { true } else { false }
        let value =
            switch answer.meaning {
            case .value(let value): value.canonicalText
            case .ambiguous(let readings): readings.map(\.canonicalText).joined(separator: " | ")
            case .universal(let name): name.rawValue
            }
        let hides = isSecret && !isCommand
        add(
            answer.mode == .keys ? .keys : .speech, heard: hides ? Turn.mask : answer.words,
            value: hides ? Turn.mask : value, confidence: answer.mode == .keys ? nil : answer.confidence,
            at: at)
    }

    private mutating func add(
        _ input: Turn.Input, heard: String?, value: String?, confidence: Double?, at: Duration
    ) {
        turns.append(
            Turn(
                flow: flow, step: step, prompts: prompts, input: input, heard: heard, value: value,
                confidence: confidence.map { ($0 * 1_000).rounded() / 1_000 }, outcome: nil, gap: nil, at: at)
        )
        prompts = []
        open = turns.count - 1
    }

    mutating func observe(_ effect: DialogEffect) {
        switch effect {
        case .entered(let flow, let step):
            self.flow = flow
            self.step = step
            open = nil
        case .play(let playback):
            prompts += playback.prompts.map(\.prompt)
        case .left(let step, let outcome):
            if let open, turns[open].step == step { turns[open].outcome = outcome }
            open = nil
        case .stopPlayback, .resumePlayback, .listen, .stopListening, .startTimer, .cancelTimer, .wait,
            .commit, .filled,
            .switchLanguage, .transfer, .cancelTransfer, .end:
            break
        }
    }

    /// Adds how long the caller waited for our answer to the last turn.
    mutating func setGap(_ gap: ResponseGap) {
        guard let last = turns.indices.last, turns[last].gap == nil, turns[last].input != .silence else {
            return
        }
        turns[last].gap = gap
    }
}
