package import Dialog
import SpokenForms

/// The same call by typing: what is said is read, and heard as surely as it is said to be.
package struct TextConversation {
    var conversation: Conversation
    private let journal: any CallJournal
    /// Who is on the line and how transfers turn out, from now on.
    package var surroundings: Surroundings
    private var time: Duration = .zero
    var playing: Playback?
    private var isTiming = false
    /// Where the conversation is to stop for the caller; nil stands for the end of the question.
    private var moment: Moment?
    /// What has come out meanwhile and is told once the caller has had their turn.
    private var held: Held?
    private var troubles: [String] = []
    private var announcedToStore = false
    private var unwritten: [JournalLine] = []
    private var exchanges: [Exchange] = []
    private var spoken: [RenderedPrompt] = []
    /// How long a second of reading takes of media time, per character.
    private static let perCharacter: Duration = .milliseconds(60)

    private struct Held {
        let event: DialogEvent
        let moment: Moment
        /// Whether the caller has their turn now.
        var isDue = false
    }

    package init(_ setup: CallSetup, journal: any CallJournal, surroundings: Surroundings = Surroundings()) {
        conversation = Conversation(setup)
        self.journal = journal
        self.surroundings = surroundings
    }

    /// What was said and typed so far.
    package var transcript: [TranscriptLine] { conversation.transcript }
    package var turns: [Turn] { conversation.turns }
    package var hasEnded: Bool { conversation.end != nil }
    package var listening: ListenRequest? { conversation.listening }
    /// The reference of the promise that was made durable and has been announced.
    package var announcedReference: String? {
        conversation.promiseWasAnnounced ? conversation.promise?.reference : nil
    }
    package var verificationLevel: VerificationLevel? { conversation.verificationLevel }
    package var outcome: CallOutcome? { conversation.outcome(duration: time, troubles: troubles) }
    /// Whether it stands at a moment that it was told to stop at.
    package var isInterruptible: Bool { playing != nil || held != nil }

    /// Answers the call and runs to the moment, by default the end of the first question.
    package mutating func begin(until moment: Moment? = nil) throws(JournalFailure) {
        try journal.open(conversation.setup.opening)
        self.moment = moment
        run([.answered])
    }

    /// Takes the caller's next turn and runs to the moment, by default the end of the next question, or to the end.
    package mutating func take(_ input: Input, until moment: Moment? = nil) {
        guard !hasEnded else { return }
        self.moment = moment
        held?.isDue = true
        run(events(of: input, isTiming: isTiming))
        if let held, held.isDue {
            self.held = nil
            run([held.event])
        }
    }

    /// Takes what was noted of the conversation since the last call.
    package mutating func drainExchanges() -> [Exchange] {
        defer { exchanges = [] }
        return exchanges
    }

    /// Events in order, and everything that follows from them without the caller.
    private mutating func run(_ events: [DialogEvent]) {
        var queue = events
        repeat {
            while !queue.isEmpty {
                let event = queue.removeFirst()
                let effects = conversation.handle(event, at: time)
                let level = conversation.verificationLevel
                for effect in effects { if let next = perform(effect) { queue.append(next) } }
                exchanges.append(
                    Exchange(
                        event: event, effects: effects, departures: conversation.departures, spoken: spoken,
                        verificationLevel: level))
                spoken = []
                write()
            }
            // A prompt has been read once nothing else is to be done.
            if let playback = playing, !hasEnded, !stops(at: playback) {
                playing = nil
                queue.append(.playbackFinished(playback.id))
            }
        } while !queue.isEmpty
        if let (end, disposition) = conversation.end { close(end, disposition) }
    }

    /// Whether the caller's turn is while this plays.
    private mutating func stops(at playback: Playback) -> Bool {
        let isHere =
            switch moment {
            case .prompt(let prompt): playback.prompts.contains { $0.prompt == prompt }
            case .question: conversation.listening.map { $0.purpose != .universals } ?? false
            case .waiting, .storing, .transferring, nil: false
            }
        if isHere { moment = nil }
        return isHere
    }

    private mutating func perform(_ effect: DialogEffect) -> DialogEvent? {
        switch effect {
        case .play(let playback):
            switch conversation.render(playback, at: time) {
            case .success(let prompts):
                time += Self.perCharacter * prompts.reduce(0) { $0 + $1.text.count }
                playing = playback
                spoken += prompts
            case .failure(let failure):
                troubles.append(failure.description)
                return .fault(failure.fault)
            }
        case .stopPlayback: playing = nil
        case .startTimer(let timer, _): if timer == .noInput { isTiming = true }
        case .cancelTimer(let timer): if timer == .noInput { isTiming = false }
        case .listen:
            isTiming = false
            if held?.moment == .waiting { held = nil }
        case .wait(let purpose, _): return hold(.waitEnded(surroundings.outcome(of: purpose)), at: .waiting)
        case .commit(let request): return hold(commit(request), at: .storing)
        case .transfer: return hold(.transferEnded(surroundings.transfer), at: .transferring)
        case .cancelTransfer: held = nil
        case .end: playing = nil
        // What is typed is never a sound that comes to nothing.
        case .resumePlayback: break
        case .entered, .stopListening, .filled, .left, .switchLanguage: break
        }
        return nil
    }

    /// What came out, now or, if the caller is to have a turn first, later.
    private mutating func hold(_ event: DialogEvent, at moment: Moment) -> DialogEvent? {
        guard self.moment == moment else { return event }
        self.moment = nil
        held = Held(event: event, moment: moment)
        return nil
    }

    private mutating func commit(_ request: CommitRequest) -> DialogEvent {
        guard let record = conversation.commitRecord(for: request, at: time) else {
            troubles.append("what lacks its confirmed read-back or verification was not stored")
            return .committed(.failed)
        }
        do throws(JournalFailure) {
            do throws(JournalFailure) {
                try writeLines()
            } catch {
                // A wish for no more calls needs no proof of what led to it.
                guard request == .stopCalling else { throw error }
                troubles.append(error.description)
            }
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
