package import Calls
package import Dialog

/// One call without audio: does what the machine asks for with parts that only pretend, and turns moves into events.
///
/// It knows what plays, which timers run and what is being stored, as a session does, and shows every event with its
/// effects to the observer.
package struct SimulatedLine {
    /// An event that was sent, and why.
    package struct Sent: Sendable {
        package let move: CallerMove?
        package let event: DialogEvent
        /// The step in which it came.
        package let step: StepID?
    }

    private(set) var conversation: Conversation
    private(set) package var observer: CallObserver
    private(set) package var sent: [Sent] = []
    private(set) var time: Duration = .zero
    private(set) var playing: PlaybackID?
    private(set) var timers: Set<DialogTimer> = []
    private(set) var wait: Wait.Purpose?
    private(set) var committing: CommitRecord?
    private(set) var isTransferring = false
    private(set) var lastPlayback = 0
    private var playbackLength: Duration = .zero
    private var stored = 0
    private var hasPromise = false

    /// A line on which the call has been answered; `fresh` is a conversation that has not begun.
    package init(_ fresh: Conversation, observer: CallObserver) {
        conversation = fresh
        self.observer = observer
        send(.answered, for: nil)
    }

    package var hasEnded: Bool { conversation.end != nil }
    package var end: (CallEnd, Disposition)? { conversation.end }
    package var violations: [String] { observer.violations }
    var listening: ListenRequest? { conversation.listening }
    var step: Step? { observer.step }
    var isStoring: Bool { committing != nil }

    /// Makes a move; does nothing if it doesn't fit the moment.
    package mutating func make(_ move: CallerMove) {
        guard let event = event(for: move) else { return }
        send(event, for: move)
    }

    /// Lets the caller do nothing more until the call is over, or `limit` events have passed.
    package mutating func finishInSilence(limit: Int) {
        for _ in 0..<limit {
            guard !hasEnded else { return }
            guard let move = moveWithoutCaller else { break }
            make(move)
        }
        if !hasEnded { observer.report("a silent caller is never left: the call goes on") }
    }

    /// What happens next if the caller does nothing; nil if nothing is awaited.
    private var moveWithoutCaller: CallerMove? {
        if committing != nil { return .storeAnswers(.done) }
        if playing != nil { return .promptEnds }
        if wait != nil { return .isFound(.silence) }
        if isTransferring { return .transferEnds(.noAnswer) }
        if !timers.isEmpty { return .silence }
        // A caller who began to speak is understood, or not, in the end.
        return .mumbles(.speech)
    }

    /// Sends what could still arrive once the call is over.
    package mutating func disturbAfterTheEnd() {
        let late: [DialogEvent] = [
            .answered, .playbackFinished(PlaybackID(lastPlayback)), .speechStarted, .falseStart, .keyPressed,
            .answer(Answer(.universal(.stopCalling))), .noMatch(.speech), .timerFired(.noInput),
            .timerFired(.transfer), .verdict(.pass, .keys), .waitEnded(.person), .committed(.failed),
            .transferEnded(.connected), .fault(.media), .callerHungUp,
        ]
        for event in late { send(event, for: nil) }
    }

    // MARK: Moves to events

    private mutating func event(for move: CallerMove) -> DialogEvent? {
        switch move {
        case .promptEnds:
            defer { playing = nil }
            return playing.map { .playbackFinished($0) }
        case .speaks: return listening.map { _ in .speechStarted }
        case .coughs: return listening.flatMap { $0.purpose == .universals ? nil : .falseStart }
        case .presses: return listening.map { _ in .keyPressed }
        case .silence:
            guard playing == nil, let timer = timers.min(by: { $0.rawValue < $1.rawValue }) else {
                return nil
            }
            timers.remove(timer)
            return .timerFired(timer)
        case .answers(let pick, let mode, let percent):
            return answer(pick, mode, percent).map { .answer($0) }
        case .agrees(let mode): return yes.map { .answer(Answer(.value($0), mode: mode, words: "yes")) }
        case .commands(let pick, let mode, let percent):
            guard let names = listening?.universals, !names.isEmpty else { return nil }
            return .answer(command(names[Int(pick % UInt64(names.count))], mode, percent))
        case .stops(let mode, let percent):
            return listening.map { _ in .answer(command(.stopCalling, mode, percent)) }
        case .mumbles(let mode):
            // Where nothing is asked there is nothing to misunderstand.
            return listening.flatMap { $0.purpose == .universals ? nil : .noMatch(mode) }
        case .proves(let verdict, let mode):
            guard case .secret? = listening?.purpose else { return nil }
            return .verdict(verdict, mode)
        case .isFound(let outcome):
            guard let outcomes = wait?.outcomes else { return nil }
            wait = nil
            return .waitEnded(outcomes.contains(outcome) ? outcome : outcomes[0])
        case .storeAnswers(let fate): return committed(fate)
        case .transferEnds(let outcome):
            guard isTransferring else { return nil }
            isTransferring = false
            return .transferEnded(outcome)
        case .hangsUp: return .callerHungUp
        case .fails(let fault): return .fault(fault)
        case .late(let pick): return late(pick)
        }
    }

    private var yes: Value? {
        guard let listening else { return nil }
        if case .confirmation = listening.purpose { return .yesNo(true) }
        if case .answer(.yesNo) = listening.purpose { return .yesNo(true) }
        return nil
    }

    private func command(_ name: UniversalName, _ mode: InputMode, _ percent: CallerMove.Percent) -> Answer {
        Answer(
            .universal(name), mode: mode, confidence: mode == .keys ? 1 : Double(percent) / 100,
            words: name.rawValue)
    }

    private func answer(_ pick: UInt64, _ mode: InputMode, _ percent: CallerMove.Percent) -> Answer? {
        guard let listening else { return nil }
        var answers = AnswerPicker(conversation.setup, seed: pick)
        guard let meaning = answers.meaning(for: listening.purpose, at: step) else { return nil }
        return Answer(meaning, mode: mode, confidence: mode == .keys ? 1 : Double(percent) / 100, words: "…")
    }

    private mutating func committed(_ fate: CallerMove.StoreFate) -> DialogEvent? {
        guard let record = committing else { return nil }
        committing = nil
        let outcome: CommitOutcome
        switch (fate, record.content) {
        case (.failed, _): outcome = .failed
        case (.duplicate, _): outcome = .duplicate
        case (.done, .promise):
            // As every store does: one open promise for an account.
            stored += 1
            outcome = hasPromise ? .duplicate : .done(reference: String(100_000 + stored))
            hasPromise = true
        case (.done, .callBack), (.done, .stopCalling), (.done, .dispute), (.done, .flag):
            outcome = .done(reference: nil)
        }
        conversation.noteCommitted(record, outcome)
        observer.stored(record, outcome)
        return .committed(outcome)
    }

    /// Something that is not awaited now; nil if everything of that kind is.
    private func late(_ pick: UInt64) -> DialogEvent? {
        switch pick % 6 {
        case 0:
            let number = 1 + Int(pick / 6 % UInt64(max(1, lastPlayback)))
            return playing?.number == number ? nil : .playbackFinished(PlaybackID(number))
        case 1: return timers.contains(.noInput) ? nil : .timerFired(.noInput)
        case 2: return timers.contains(.transfer) ? nil : .timerFired(.transfer)
        case 3: return committing == nil ? .committed(.done(reference: "999999")) : nil
        // No late end of a transfer: it means a new person on the line, and the guard takes it so at any moment.
        case 4: return wait == nil ? .waitEnded(.person) : nil
        default: return .answered
        }
    }

    // MARK: Events and effects

    private mutating func send(_ event: DialogEvent, for move: CallerMove?) {
        var queue = [event]
        while !queue.isEmpty {
            let event = queue.removeFirst()
            sent.append(Sent(move: move, event: event, step: observer.step?.id))
            let pace = timePassed(before: event)
            time += pace
            let effects = conversation.handle(event, at: time)
            var said: [PlaybackID: [RenderedPrompt]] = [:]
            for effect in effects {
                if let next = perform(effect, &said) { queue.append(next) }
            }
            observer.observe(event, effects, said: said, isAwaited: isSomethingAwaited(queue), at: time)
        }
    }

    private func timePassed(before event: DialogEvent) -> Duration {
        if case .playbackFinished = event { return playbackLength }
        if case .timerFired = event { return .seconds(5) }
        return .milliseconds(400)
    }

    private func isSomethingAwaited(_ queue: [DialogEvent]) -> Bool {
        playing != nil || !timers.isEmpty || wait != nil || committing != nil || isTransferring
            || !queue.isEmpty
    }

    private mutating func perform(_ effect: DialogEffect, _ said: inout [PlaybackID: [RenderedPrompt]])
        -> DialogEvent?
    {
        if case .play(let playback) = effect { return play(playback, &said) }
        if case .stopPlayback = effect { playing = nil }
        if case .resumePlayback(let id) = effect { playing = id }
        if case .listen = effect {
            wait = nil
            timers.remove(.noInput)
        }
        if case .stopListening = effect { wait = nil }
        if case .startTimer(let timer, _) = effect { timers.insert(timer) }
        if case .cancelTimer(let timer) = effect { timers.remove(timer) }
        if case .wait(let purpose, _) = effect { wait = purpose }
        if case .commit(let request) = effect { return commit(request) }
        if case .transfer = effect { isTransferring = true }
        if case .cancelTransfer = effect { isTransferring = false }
        if case .end = effect {
            playing = nil
            timers = []
        }
        return nil
    }

    private mutating func play(_ playback: Playback, _ said: inout [PlaybackID: [RenderedPrompt]])
        -> DialogEvent?
    {
        lastPlayback = playback.id.number
        playing = nil
        switch conversation.render(playback, at: time) {
        case .success(let prompts):
            said[playback.id] = prompts
            playing = playback.id
            playbackLength = .milliseconds(60) * prompts.reduce(0) { $0 + $1.text.utf8.count }
            return nil
        case .failure(let failure):
            observer.report(failure.description)
            return .fault(failure.fault)
        }
    }

    private mutating func commit(_ request: CommitRequest) -> DialogEvent? {
        guard let record = conversation.commitRecord(for: request, at: time) else {
            observer.report("a promise was to be stored that no read-back confirms")
            return .committed(.failed)
        }
        committing = record
        return nil
    }

    /// What the journal of the call holds so far.
    package mutating func drainJournal() -> [JournalLine] { conversation.drainJournal() }
}
