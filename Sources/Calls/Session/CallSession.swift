import Audio
package import Dialog
import SpokenForms

/// Runs one call, 20 ms at a time: performs the machine's effects and tells it what happens.
///
/// Nothing here blocks or reads a clock: time is the number of frames, and whatever may take long is a job of the
/// worker. Used by one thread.
package final class CallSession {
    /// A caller who hangs up in the middle of a word is still understood within this.
    private static let lastWords = Endpointer.frames(.seconds(1))
    /// After a secret answer the caller's side stays withheld until it has been quiet for this long.
    private static let secretQuiet = Endpointer.frames(.milliseconds(500))
    private static let secretLongest = Endpointer.frames(.seconds(3))

    var conversation: Conversation
    let worker: any CallWorker
    var hearing: Hearing
    var speaker = Speaker()
    /// Frames since answer.
    private(set) package var tick = 0
    /// Who or what is waited for.
    var presence: LineListener?
    /// What the wait that has just ended knows of the line.
    var known = ToneWait.Known.nothing
    /// When each running timer runs out.
    var timers: [DialogTimer: Int] = [:]
    /// Jobs whose results are awaited.
    var awaited: [JobID: Awaited] = [:]
    var lastJob = 0
    /// Whether the playback that is still to be spoken was stopped before it began.
    var isPlaybackHeld = false
    /// The decode of the utterance that is, or may be, over.
    var decode: Decode?
    /// The decode of an utterance that ended just before something else was listened for; only commands count.
    var overtaken: Decode?
    /// Whether the running utterance began when it could not be an answer; only commands count.
    var isUtteranceEarly = false
    /// Whether the running utterance began over a prompt that plays on through sound.
    var isUtterancePlayedThrough = false
    /// Since when the caller waits for our answer.
    var gap: GapClock?
    /// Told how long the caller waited and for the answer to which turn, at the first sound of each answer.
    package var answered: (ResponseGap, Turn?) -> Void = { _, _ in }
    package internal(set) var troubles: [String] = []
    var hasMarkedAnnounced = false
    /// Whether a step was entered since something was last listened for.
    var hasEnteredStep = false
    /// Whether a secret was listened for last: what is keyed next may still belong to it.
    var wasListeningForSecret = false
    /// Whether the call has been ended for its length.
    var isTooLong = false
    private var justFinished: PlaybackID?
    /// Our frame of this tick.
    private(set) var sent = AudioFrame.silence
    private var line: Line = .open
    private var lastSecretTick: Int?
    private var withheldUntil = 0

    /// Whether the caller is there.
    private enum Line {
        case open
        /// Hung up; the last words are being understood until this tick.
        case lastWords(until: Int)
        case closed
    }

    enum Awaited {
        case playback(Playback)
        case decode
        case commit(CommitRecord)
        case transfer
        case write
    }

    /// One utterance on its way to words.
    struct Decode {
        let job: JobID
        let request: ListenRequest
        let grammar: ListeningGrammar
        var isEarly: Bool
        /// It began over a prompt that played on, and nothing was said since.
        let isPlayedThrough: Bool
        /// Set once the words are there.
        var result: RecognitionResult?
        /// Set once the caller has finished.
        var lastSpeech: Int?
        /// Whether what was said is too short to be a word.
        var isShort = false
    }

    /// Where the time goes between the caller's last sound and our first.
    struct GapClock {
        let lastSound: Int
        let answer: ResponseGap.Answer
        var ended: Int
        var understood: Int?
        var asked: Int?
    }

    package init(_ setup: CallSetup, recognizer: any Recognizer, worker: any CallWorker) {
        conversation = Conversation(setup)
        hearing = Hearing(recognizer: recognizer)
        self.worker = worker
    }

    package var mediaTime: Duration { AudioFrame.duration * tick }
    package var hasEnded: Bool { conversation.end != nil }
    /// Whether the caller's side is withheld from the recording now: a secret is asked for, or has just been said.
    package var isSecret: Bool { conversation.isSecret || tick < withheldUntil }
    /// Whether the caller has heard that the call is recorded.
    package var hasGivenRecordingNotice: Bool { conversation.completed.contains(.recordingNotice) }
    /// What is spoken now.
    package var language: LanguageTag { conversation.language }
    /// How surely the person on the line is known.
    package var verificationLevel: VerificationLevel? { conversation.verificationLevel }
    package var transcript: [TranscriptLine] { conversation.transcript }
    package var outcome: CallOutcome? { conversation.outcome(duration: mediaTime, troubles: troubles) }

    /// The call was answered.
    package func begin() { send(.answered) }

    /// Our frame of this tick; call it once per tick, before `receive`.
    package func transmit() -> LegOutput {
        if speaker.isPlaying, let gap { close(gap) }
        let (frame, finished) = speaker.next()
        if let finished { justFinished = finished }
        sent = frame
        return LegOutput(frame: frame, isListening: isAwaitingAnswer)
    }

    /// What the caller did in this tick.
    package func receive(_ input: LegInput) {
        guard !hasEnded else { return }
        tick += 1
        if let finished = justFinished {
            justFinished = nil
            finish(finished)
        }
        for (id, result) in worker.finished(by: tick) where !hasEnded { deliver(id, result) }
        guard !hasEnded else { return }
        hear(input)
        withhold()
        if let trouble = input.trouble { troubles.append(trouble) }
        if input.hasHungUp, !hasEnded { hangUp() }
        runTimers()
    }

    private func finish(_ playback: PlaybackID) {
        send(.playbackFinished(playback))
        guard timers[.noInput] != nil else { return }
        // What a prompt didn't yield to goes on: the machine must not count it as silence.
        if hearing.isCollectingKeys {
            send(.keyPressed)
        } else if hearing.isInSpeech, hearing.isVoiced {
            speakOn()
        }
    }

    private func runTimers() {
        for timer in DialogTimer.allCases where !hasEnded {
            guard let due = timers[timer], tick >= due else { continue }
            timers[timer] = nil
            send(.timerFired(timer))
        }
        if case .lastWords(let until) = line, tick >= until { closeLine() }
    }

    /// Understands what was being said when the caller hung up: it may have been an opt-out.
    private func hangUp() {
        guard case .open = line else { return }
        speaker.stop()
        if let utterance = hearing.cutShort() {
            decode = nil
            startDecode(utterance, lastSpeech: tick)
        }
        guard decode?.lastSpeech != nil || overtaken != nil else { return closeLine() }
        line = .lastWords(until: tick + Self.lastWords)
    }

    private func closeLine() {
        guard !hasEnded else { return }
        if case .closed = line { return }
        line = .closed
        send(.callerHungUp)
    }

    var isHangingUp: Bool {
        switch line {
        case .open: false
        case .lastWords, .closed: true
        }
    }

    /// The last words are understood: nothing else is waited for.
    func lastWordsUnderstood() {
        if case .lastWords = line { closeLine() }
    }

    private func withhold() {
        if conversation.isSecret {
            lastSecretTick = tick
            withheldUntil = tick + Self.secretQuiet
        } else if let left = lastSecretTick, tick < withheldUntil, hearing.isVoiced {
            withheldUntil = min(tick + Self.secretQuiet, left + Self.secretLongest)
        }
    }

    /// Whether a question has been put and its answer is awaited: a scripted caller speaks now.
    private var isAwaitingAnswer: Bool {
        guard let request = conversation.listening, presence == nil, !speaker.isPlaying, !hasPlaybackPending,
            !hasEnded, request.purpose != .universals
        else { return false }
        return decode?.lastSpeech == nil
    }

    /// Whether something is about to be said.
    var hasPlaybackPending: Bool { hasPlaybackAwaited && !isPlaybackHeld }

    var hasPlaybackAwaited: Bool {
        awaited.values.contains { if case .playback = $0 { true } else { false } }
    }

    /// One event to the machine, and its effects performed in order.
    func send(_ event: DialogEvent) {
        var queue = [event]
        while !queue.isEmpty {
            for effect in conversation.handle(queue.removeFirst(), at: mediaTime) {
                if let next = perform(effect) { queue.append(next) }
            }
        }
        flush()
    }

    package func fail(_ fault: CallFault, _ why: String) {
        troubles.append(why)
        send(.fault(fault))
    }

    private func close(_ clock: GapClock) {
        gap = nil
        let understood = clock.understood ?? clock.ended
        let asked = clock.asked ?? understood
        func time(_ from: Int, _ to: Int) -> Duration { AudioFrame.duration * max(0, to - from) }
        let gap = ResponseGap(
            answer: clock.answer, endpointing: time(clock.lastSound, clock.ended),
            recognition: time(clock.ended, understood),
            dialog: time(understood, asked), synthesis: time(asked, tick))
        conversation.setGap(gap)
        answered(gap, conversation.turns.last)
    }
}
