/// One conversation: events in, effects out.
///
/// The machine knows the rules of a call and nothing of audio, clocks, files or threads. Time leaves as an effect
/// (`startTimer`) and comes back as an event (`timerFired`). A call begins with `answered` and ends with exactly one
/// `end` effect; after that the machine ignores whatever still arrives.
package struct DialogMachine: Sendable {
    /// Steps entered without waiting for an event; a flow that was proved never comes near it.
    package static let stepsPerEventLimit = 1_000
    /// Wrong identity answers in a call before every further `check` is `locked`.
    package static let wrongAnswersPerCallLimit = 3
    /// Rejected confirmations in one entry of an `ask`.
    package static let rejectionsLimit = 2
    /// Corrected values that one read-back takes in a call; a further one is a plain no.
    package static let correctionsLimit = 2
    /// False starts after which a playback is cut by what is understood, and no more by sound alone.
    package static let falseStartsLimit = 2
    /// How long an agent's telephone may ring.
    package static let transferTimeout: Duration = .seconds(60)
    /// Doubtful opt-outs that are asked about in a call; a further one is obeyed at once.
    package static let doubtsPerCallLimit = 2
    /// Uses of a universal whose `max` isn't given, in one entry of a step.
    package static let universalUsesDefault = 2
    /// Silence after a prompt, where no flow says how long.
    package static let noInputTimeoutDefault: Duration = .seconds(5)
    /// Attempts at a question, where no flow says how many.
    package static let triesDefault = 3

    let program: FlowProgram
    let facts: CallFacts
    var state: State = .idle
    /// The root's frame first, the running one last; never empty.
    var frames: [Frame]
    var visits: [VisitedStep: Int] = [:]
    /// Corrected values that each read-back has taken.
    var corrections: [VisitedStep: Int] = [:]
    /// A corrected value on its way to the step that asks for it.
    var carried: Answer?
    /// Whether a fault was followed already: a call survives one.
    var hasFaulted = false
    var party = Party()
    /// The machine that answered; nil while a person may be on the line.
    var machine: AnsweringMachine?
    /// What the last commit set.
    var committed: Disposition?
    var promiseReference: String?
    var hasTransferred = false
    /// Spoken and listened for now.
    var language: LanguageTag
    /// Doubtful opt-outs that were asked about.
    var doubts = 0
    /// The opt-out was obeyed: it isn't put in doubt any more.
    var hasOptedOut = false
    var lastPlayback = 0
    /// Collected by one `handle` and handed out at its end.
    var effects: [DialogEffect] = []
    /// Where the conversation goes next, once the running step is done with.
    var pending: Target?
    /// The ways out of steps that the last event made the conversation take, in order.
    package internal(set) var departures: [Departure] = []

    /// A machine that waits for `answered`; `program` has been checked.
    package init(program: FlowProgram, facts: CallFacts) {
        self.program = program
        self.facts = facts
        frames = [Frame(flow: program.root)]
        language = facts.language
    }

    package var hasEnded: Bool {
        if case .ended = state { true } else { false }
    }

    /// Takes one event and returns what is to be done, in order.
    package mutating func handle(_ event: DialogEvent) -> [DialogEffect] {
        departures.removeAll(keepingCapacity: true)
        if !hasEnded { dispatch(event) }
        // A loop, not a recursion: an unproved flow may go round until the limit.
        var steps = 0
        while let target = pending {
            pending = nil
            steps += 1
            if steps > Self.stepsPerEventLimit { end(.failed, committed ?? .error) } else { follow(target) }
        }
        defer { effects.removeAll(keepingCapacity: true) }
        return effects
    }

    private mutating func dispatch(_ event: DialogEvent) {
        switch event {
        case .answered:
            if case .idle = state { go(to: .step(program.root.start)) }
        case .callerHungUp:
            hangUp()
        case .fault(let fault):
            failed(fault)
        case .playbackFinished(let id):
            playbackFinished(id)
        case .speechStarted:
            inputStarted(.speech)
        case .falseStart:
            falseStart()
        case .keyPressed:
            inputStarted(.keys)
        case .answer(let answer):
            heard(answer)
        case .noMatch:
            if case .listening(let listening) = state { noMatch(listening) } else { misunderstoodDoubt() }
        case .timerFired(.noInput):
            if case .listening(let listening) = state { noInput(listening) } else { silentDoubt() }
        case .timerFired(.transfer):
            if case .transferring(let transfer) = state {
                effects.append(.cancelTransfer)
                leave("no_answer", transfer.when)
            }
        case .verdict(let verdict, let mode):
            if case .listening(let listening) = state { self.verdict(verdict, mode, listening) }
        case .waitEnded(let outcome):
            if case .waiting(let wait) = state {
                machine = outcome.isMachine ? machine ?? AnsweringMachine() : nil
                machine?.isRecording = outcome == .beep
                leave(OutcomeName(outcome.rawValue), wait.when)
            }
        case .committed(let outcome):
            if case .committing(let commit) = state { finish(commit, outcome) }
        case .transferEnded(let outcome):
            if case .transferring(let transfer) = state {
                effects.append(.cancelTimer(.transfer))
                hasTransferred = outcome == .connected
                leave(OutcomeName(outcome.rawValue), transfer.when)
            }
        }
    }
}

/// What a call is given and never changes.
package struct CallFacts: Sendable, Hashable {
    /// Data of the call by name; no secrets.
    package let values: [FieldName: Value]
    /// The call's local date.
    package let today: LocalDate
    package let currency: Currency
    /// The language that the call begins in.
    package let language: LanguageTag
    package let calendar: CallCalendar

    package init(
        values: [FieldName: Value], today: LocalDate, currency: Currency, language: LanguageTag = "en-US",
        calendar: CallCalendar = CallCalendar()
    ) {
        self.values = values
        self.today = today
        self.currency = currency
        self.language = language
        self.calendar = calendar
    }
}
