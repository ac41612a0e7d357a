package import Dialog
import SpokenForms

/// The same call by typing: what is said is read, what is typed is heard without doubt.
package struct TextConversation {
    /// What the person at the keyboard does.
    package enum Input: Sendable, Hashable {
        case words(String)
        case keys(String)
        case silence
        case hangUp
    }

    private var conversation: Conversation
    private let journal: any CallJournal
    private let transferOutcome: TransferOutcome
    private var time: Duration = .zero
    private var playing: PlaybackID?
    private var isTiming = false
    private var troubles: [String] = []
    private var announcedToStore = false
    private var unwritten: [JournalLine] = []
    /// How long a second of reading takes of media time, per character.
    private static let perCharacter: Duration = .milliseconds(60)

    package init(_ setup: CallSetup, journal: any CallJournal, transferOutcome: TransferOutcome = .connected)
    {
        conversation = Conversation(setup)
        self.journal = journal
        self.transferOutcome = transferOutcome
    }

    /// What was said and typed so far.
    package var transcript: [TranscriptLine] { conversation.transcript }
    package var turns: [Turn] { conversation.turns }
    package var hasEnded: Bool { conversation.end != nil }
    package var listening: ListenRequest? { conversation.listening }
    package var outcome: CallOutcome? { conversation.outcome(duration: time, troubles: troubles) }

    /// Answers the call and runs to the first question.
    package mutating func begin() throws(JournalFailure) {
        try journal.open(conversation.setup.opening)
        run(.answered)
    }

    /// Takes the caller's next turn and runs to the next question or the end.
    package mutating func take(_ input: Input) {
        guard !hasEnded else { return }
        switch input {
        case .hangUp: run(.callerHungUp)
        case .silence: if isTiming { run(.timerFired(.noInput)) }
        case .words(let text):
            run(.speechStarted)
            hear(TypedInput.words(text, in: conversation.language), as: text)
        case .keys(let keys):
            run(.keyPressed)
            press(keys)
        }
    }

    private mutating func hear(_ words: [String], as text: String) {
        guard let request = conversation.listening, let grammar = try? conversation.grammar(for: request),
            let meaning = grammar.interpret(words)
        else { return miss(.speech) }
        understood(meaning, request, .speech, words: words.joined(separator: " "))
    }

    private mutating func press(_ keys: String) {
        guard let request = conversation.listening, let grammar = try? conversation.keyGrammar(for: request),
            let meaning = grammar.interpret(keys: keys)
        else { return miss(.keys) }
        understood(meaning, request, .keys, words: keys)
    }

    private mutating func miss(_ mode: InputMode) {
        // Where nothing was asked there is nothing to misunderstand.
        if conversation.listening?.purpose != .universals { run(.noMatch(mode)) }
    }

    private mutating func understood(
        _ meaning: Answer.Meaning, _ request: ListenRequest, _ mode: InputMode, words: String
    ) {
        if case .secret(let secret, _) = request.purpose, case .value(let value) = meaning {
            return run(.verdict(conversation.verdict(on: value, against: secret), mode))
        }
        run(.answer(Answer(meaning, mode: mode, confidence: 1, words: words)))
    }

    /// One event and everything that follows from it without the caller.
    private mutating func run(_ event: DialogEvent) {
        var queue: [DialogEvent] = [event]
        while !queue.isEmpty {
            let effects = conversation.handle(queue.removeFirst(), at: time)
            for effect in effects { if let next = perform(effect) { queue.append(next) } }
            write()
            // A prompt has been read once nothing else is to be done.
            if queue.isEmpty, let id = playing, !hasEnded {
                playing = nil
                queue.append(.playbackFinished(id))
            }
        }
        if let (end, disposition) = conversation.end { close(end, disposition) }
    }

    private mutating func perform(_ effect: DialogEffect) -> DialogEvent? {
        switch effect {
        case .play(let playback):
            switch conversation.render(playback, at: time) {
            case .success(let prompts):
                time += Self.perCharacter * prompts.reduce(0) { $0 + $1.text.count }
                playing = playback.id
            case .failure(let failure):
                troubles.append(failure.description)
                return .fault(failure.fault)
            }
        case .stopPlayback: playing = nil
        case .startTimer(let timer, _): if timer == .noInput { isTiming = true }
        case .cancelTimer(let timer): if timer == .noInput { isTiming = false }
        case .listen: isTiming = false
        case .wait:
            // At the keyboard somebody always answers, and always comes to the telephone.
            return .waitEnded(.person)
        case .commit(let request): return commit(request)
        case .transfer: return .transferEnded(transferOutcome)
        case .entered, .stopListening, .filled, .left, .switchLanguage, .cancelTransfer, .end: break
        }
        return nil
    }

    private mutating func commit(_ request: CommitRequest) -> DialogEvent {
        guard let record = conversation.commitRecord(for: request, at: time) else {
            troubles.append("what lacks its confirmed read-back or verification was not stored")
            return .committed(.failed)
        }
        do throws(JournalFailure) {
            try writeLines()
            let outcome = try journal.commit(record)
            conversation.noteCommitted(record, outcome)
            return .committed(outcome)
        } catch {
            troubles.append(error.description)
            return .committed(.failed)
        }
    }

    private mutating func write() {
        do throws(JournalFailure) {
            try writeLines()
            if conversation.promiseWasAnnounced, !announcedToStore {
                try journal.markAnnounced(conversation.setup.id)
                announcedToStore = true
            }
        } catch {
            troubles.append(error.description)
        }
    }

    /// Keeps lines whose writing failed for the next time.
    private mutating func writeLines() throws(JournalFailure) {
        unwritten += conversation.drainJournal()
        guard !unwritten.isEmpty else { return }
        try journal.append(unwritten, to: conversation.setup.id)
        unwritten = []
    }

    private mutating func close(_ end: CallEnd, _ disposition: Disposition) {
        do throws(JournalFailure) {
            try journal.close(
                conversation.setup.id,
                CallClosing(end: end, disposition: disposition, durationMilliseconds: time.milliseconds))
        } catch {
            troubles.append(error.description)
        }
    }
}
