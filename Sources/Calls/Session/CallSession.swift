import Audio
import Dialog
import SpokenForms

/// Runs one call, 20 ms at a time: performs the machine's effects and tells it what happens.
///
/// Nothing here blocks or reads a clock: time is the number of frames, and whatever may take long is a job of the
/// worker. Used by one thread.
package final class CallSession {
    var conversation: Conversation
    private let worker: any CallWorker
    var hearing: Hearing
    var speaker = Speaker()
    /// Frames since answer.
    private(set) package var tick = 0
    var presence: PresenceDetector?
    /// When the no-input timer runs out.
    var noInputDue: Int?
    /// Jobs whose results are awaited.
    private var awaited: [JobID: Awaited] = [:]
    private var lastJob = 0
    /// The decode of the utterance that is, or may be, over.
    var decode: Decode?
    /// Since when the caller waits for our answer.
    var gap: GapClock?
    private(set) package var troubles: [String] = []
    private var hasMarkedAnnounced = false
    private var callerIsGone = false

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
        /// Set once the words are there.
        var result: RecognitionResult?
        /// Set once the caller has finished.
        var lastSpeech: Int?
    }

    /// Where the time goes between the caller's last sound and our first.
    struct GapClock {
        let lastSound: Int
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
    /// Whether the caller's side is withheld from the recording now: the answer is a secret.
    package var isSecret: Bool { conversation.isSecret }
    /// Whether the caller has heard that the call is recorded.
    package var hasGivenRecordingNotice: Bool { conversation.completed.contains(.recordingNotice) }
    package var transcript: [TranscriptLine] { conversation.transcript }
    package var outcome: CallOutcome? { conversation.outcome(duration: mediaTime, troubles: troubles) }

    /// The call was answered.
    package func begin() { send(.answered) }

    /// Our frame of this tick; call it once per tick, before `receive`.
    package func transmit() -> LegOutput {
        let wasPlaying = speaker.isPlaying
        if wasPlaying, let gap { close(gap) }
        let (frame, finished) = speaker.next()
        if let finished { justFinished = finished }
        return LegOutput(frame: frame, isListening: isAwaitingAnswer)
    }

    private var justFinished: PlaybackID?

    /// What the caller did in this tick.
    package func receive(_ input: LegInput) {
        guard !hasEnded else { return }
        tick += 1
        if let finished = justFinished {
            justFinished = nil
            send(.playbackFinished(finished))
            // Speech that a prompt didn't yield to goes on: the machine must not count it as silence.
            if hearing.isInSpeech, noInputDue != nil { send(.speechStarted) }
        }
        for (id, result) in worker.finished(by: tick) { deliver(id, result) }
        guard !hasEnded else { return }
        hear(input)
        if input.hasHungUp, !callerIsGone, !hasEnded {
            callerIsGone = true
            speaker.stop()
            send(.callerHungUp)
        }
        if let due = noInputDue, tick >= due, !hasEnded {
            noInputDue = nil
            send(.timerFired(.noInput))
        }
    }

    /// Whether a question has been put and its answer is awaited: a scripted caller speaks now.
    private var isAwaitingAnswer: Bool {
        guard let request = conversation.listening, presence == nil, !speaker.isPlaying, !hasPlaybackPending,
            !hasEnded
        else { return false }
        if case .universals = request.purpose { return false }
        return !(decode?.lastSpeech != nil)
    }

    private var hasPlaybackPending: Bool {
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

    private func perform(_ effect: DialogEffect) -> DialogEvent? {
        switch effect {
        case .play(let playback): return play(playback)
        case .stopPlayback:
            speaker.stop()
            dropPlaybacks()
        case .listen(let request): return listen(request)
        case .stopListening:
            hearing.stop()
            decode = nil
            presence = nil
        case .startTimer(.noInput, let after): noInputDue = tick + Endpointer.frames(after)
        case .cancelTimer(.noInput): noInputDue = nil
        case .wait(let purpose, let timeout): presence = PresenceDetector(purpose, timeout: timeout)
        case .commit(let request):
            flush()
            let record = conversation.commitRecord(for: request, at: mediaTime)
            start(.commit(record), .commit(record))
        case .transfer(let destination): start(.transfer(destination: destination), .transfer)
        case .end:
            speaker.stop()
            dropPlaybacks()
            noInputDue = nil
        case .entered, .filled, .left: break
        }
        return nil
    }

    private func play(_ playback: Playback) -> DialogEvent? {
        speaker.stop()
        dropPlaybacks()
        switch conversation.render(playback, at: mediaTime) {
        case .success(let prompts):
            gap?.asked = tick
            start(.speak(prompts), .playback(playback))
            return nil
        case .failure(let failure):
            troubles.append(failure.description)
            return .fault(failure.fault)
        }
    }

    private func listen(_ request: ListenRequest) -> DialogEvent? {
        decode = nil
        presence = nil
        noInputDue = nil
        do throws(GrammarFailure) {
            hearing.listen(
                try conversation.grammar(for: request), keyGrammar: try conversation.keyGrammar(for: request),
                profile: Self.profile(for: request))
            return nil
        } catch {
            troubles.append("a grammar could not be built")
            return .fault(.recognizer)
        }
    }

    private static func profile(for request: ListenRequest) -> Endpointer.Profile {
        switch request.purpose {
        case .secret, .answer(.digits): .digits
        case .universals, .answer, .confirmation: Endpointer.Profile()
        }
    }

    private func dropPlaybacks() {
        awaited = awaited.filter { if case .playback = $0.value { false } else { true } }
    }

    @discardableResult
    func start(_ job: CallJob, _ kind: Awaited) -> JobID {
        lastJob += 1
        let id = JobID(lastJob)
        awaited[id] = kind
        worker.start(job, id, at: tick)
        return id
    }

    /// Hands what the journal is to keep to the store, before anything that must come after it.
    private func flush() {
        let lines = conversation.drainJournal()
        if !lines.isEmpty { start(.append(lines), .write) }
        if conversation.promiseWasAnnounced, !hasMarkedAnnounced {
            hasMarkedAnnounced = true
            start(.markAnnounced, .write)
        }
    }

    private func deliver(_ id: JobID, _ result: CallJobResult) {
        // A job that nobody waits for any more, such as a prompt that was cut before it was spoken.
        guard let kind = awaited.removeValue(forKey: id) else { return }
        switch (kind, result) {
        case (.playback(let playback), .spoken(let clips)): speaker.start(playback.id, clips)
        case (.decode, .recognized(let words)): decoded(id, words)
        case (.commit(let record), .committed(let outcome)):
            conversation.noteCommitted(record, outcome)
            send(.committed(outcome))
        case (.transfer, .transferred(let outcome)): send(.transferEnded(outcome))
        case (.write, .written): break
        case (.playback, .failed(let why)): fail(.synthesizer, why)
        case (.decode, .failed(let why)): fail(.recognizer, why)
        case (.commit, .failed(let why)):
            troubles.append(why)
            send(.committed(.failed))
        case (.transfer, .failed(let why)):
            troubles.append(why)
            send(.transferEnded(.failed))
        case (.write, .failed(let why)): troubles.append(why)
        case (.playback, _), (.decode, _), (.commit, _), (.transfer, _), (.write, _):
            preconditionFailure("job \(id.number) gave a result of another kind")
        }
    }

    func fail(_ fault: CallFault, _ why: String) {
        troubles.append(why)
        send(.fault(fault))
    }

    private func close(_ clock: GapClock) {
        gap = nil
        let understood = clock.understood ?? clock.ended
        let asked = clock.asked ?? understood
        func time(_ from: Int, _ to: Int) -> Duration { AudioFrame.duration * max(0, to - from) }
        conversation.setGap(
            ResponseGap(
                endpointing: time(clock.lastSound, clock.ended), recognition: time(clock.ended, understood),
                dialog: time(understood, asked), synthesis: time(asked, tick)))
    }
}
