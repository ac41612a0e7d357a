package import Calls
import Compliance
package import Dialog
import FlowFiles

/// Watches one call from outside and reports what no call may do.
///
/// It sees events, effects and the words that were said, and derives from these and the flow alone who is on the line,
/// what is stored and what was asked how often. It asks neither the machine nor the disclosure guard, so that a fault
/// of either shows.
package struct CallObserver: Sendable {
    /// What was found, in order; empty for a call in order.
    package private(set) var violations: [String] = []
    /// The step that was entered last.
    package private(set) var step: Step?
    /// Every step that was entered, with its flow.
    package private(set) var entered: Set<String> = []
    package private(set) var promises = 0

    let setup: CallSetup
    private let debt: DebtContent
    private var flow: Flow?
    private var party = WitnessedParty()
    private var promise = WitnessedPromise()
    private var optOut = WitnessedOptOut()
    private var question = WitnessedQuestion()
    private var opening: WitnessedOpening
    private var machine: WitnessedMachine
    /// Commands that must be there whenever something is asked.
    private let lastingCommands: Set<UniversalName>
    private let secrets: Set<FieldName>
    private var visits: [String: Int] = [:]
    private var playing: Playback?
    /// What was cut and may go on, and how often it went on.
    private var cut: Playback?
    private var falseStarts = 0
    private var listening: ListenRequest?
    private var timers: Set<DialogTimer> = []
    private var pendingCommit: CommitRequest?
    private var isWaiting = false
    private var isTransferring = false
    private var hasBegun = false
    /// The caller has hung up, or a part of the system failed.
    private var isGone = false
    private var lastCommitted: Disposition?
    private var ends = 0
    private var isInputOpen = false

    package init(_ setup: CallSetup) {
        self.setup = setup
        debt = DebtContent(setup)
        let policy = setup.program.root.policy.flatMap { PolicyFile.shipped.policy(named: $0) }
        opening = WitnessedOpening(policy)
        machine = WitnessedMachine(policy)
        lastingCommands = Set(policy?.lastingCommands ?? [])
        secrets = Set(setup.program.flows.flatMap(\.fields).filter(\.isSecret).map(\.name))
    }

    package mutating func report(_ violation: String) {
        // One fault breaks many rules afterwards; the first ones tell which it was.
        guard violations.count < 5 else { return }
        violations.append(
            "\(flow.map { "\($0.name)/" } ?? "")\(step.map { "\($0.id)" } ?? "-"): \(violation)")
    }

    /// The store has answered; tells before the machine hears of it.
    package mutating func stored(_ record: CommitRecord, _ outcome: CommitOutcome) {
        guard case .done(let reference) = outcome, case .promise(let promise) = record.content else { return }
        promises += 1
        self.promise.isStored(reference: reference)
        if promise.verificationLevel < .l1 { report("a promise was stored of somebody who was not verified") }
    }

    /// Takes an event with everything that followed from it.
    ///
    /// `said` has the words of each playback that was put into words; `isAwaited` tells whether anything still runs.
    package mutating func observe(
        _ event: DialogEvent, _ effects: [DialogEffect], said: [PlaybackID: [RenderedPrompt]],
        isAwaited: Bool,
        at time: Duration
    ) {
        if ends > 0, !effects.isEmpty { report("something followed the end of the call") }
        check(event, isIdle: effects.isEmpty)
        note(event)
        noteMachine(event, effects)
        for (index, effect) in effects.enumerated() {
            note(effect, after: event, said)
            if case .end = effect, index != effects.count - 1 { report("the end is not the last effect") }
        }
        let problem = question.answered(event, effects, of: step, in: flow, program: setup.program)
        if let problem { report(problem) }
        checkStanding(isAwaited: isAwaited || isInputOpen)
    }

    // MARK: Events

    /// What is not awaited must change nothing.
    private mutating func check(_ event: DialogEvent, isIdle: Bool) {
        let isStale =
            switch event {
            case .playbackFinished(let id): playing?.id != id
            case .timerFired(let timer): !timers.contains(timer)
            case .committed: pendingCommit == nil
            case .transferEnded: !isTransferring
            case .waitEnded: !isWaiting
            case .answered: hasBegun
            case .callerHungUp, .fault: ends > 0
            case .speechStarted, .falseStart, .keyPressed, .answer, .noMatch, .verdict: ends > 0
            }
        if isStale, !isIdle { report("an event that came too late was acted on") }
    }

    private mutating func note(_ event: DialogEvent) {
        if case .answered = event { hasBegun = true }
        if case .playbackFinished(let id) = event, let heard = playing, heard.id == id {
            playing = nil
            party.heard(heard, setup.catalogue)
            opening.heard(heard, setup.catalogue)
            promise.heard(heard)
        }
        if case .timerFired(let timer) = event { timers.remove(timer) }
        if case .committed(let outcome) = event { noteCommitted(outcome) }
        if case .transferEnded = event {
            if isTransferring { party.changed() }
            isTransferring = false
        }
        if case .waitEnded = event { isWaiting = false }
        if case .callerHungUp = event { isGone = true }
        if case .fault = event { isGone = true }
        optOut.note(event, isListening: listening != nil && ends == 0 && !isGone)
        party.note(event, at: step)
        opening.note(event)
        switch event {
        case .speechStarted, .keyPressed: isInputOpen = listening != nil
        case .falseStart, .answer, .noMatch, .verdict: isInputOpen = false
        case .answered, .waitEnded, .playbackFinished, .timerFired, .committed, .transferEnded, .callerHungUp,
            .fault:
            break
        }
    }

    private mutating func noteMachine(_ event: DialogEvent, _ effects: [DialogEffect]) {
        if case .waitEnded(let outcome) = event, !effects.isEmpty { machine.note(outcome) }
        var isObeyed = optOut.wasAsked
        if case .answer(let answer) = event, case .universal = answer.meaning { isObeyed = !effects.isEmpty }
        if isObeyed { machine.isPerson() }
    }

    private mutating func noteCommitted(_ outcome: CommitOutcome) {
        guard let request = pendingCommit else { return }
        pendingCommit = nil
        // Who asked for no more calls gets none, whatever became of the write.
        if case .done = outcome { lastCommitted = Self.disposition(of: request) }
        if request == .stopCalling { lastCommitted = .doNotCall }
    }

    private static func disposition(of request: CommitRequest) -> Disposition {
        switch request {
        case .promise(let kind, _): kind.disposition
        case .callBack: .callBack
        case .stopCalling: .doNotCall
        case .dispute: .dispute
        case .flag(let disposition): disposition
        }
    }

    // MARK: Effects

    private mutating func note(
        _ effect: DialogEffect, after event: DialogEvent, _ said: [PlaybackID: [RenderedPrompt]]
    ) {
        if case .entered(let flow, let step) = effect { enter(step, of: flow) }
        if case .left(let step, let outcome) = effect {
            party.left(step, outcome, after: event, at: self.step)
            promise.left(outcome, after: event)
        }
        if case .filled(_, let value) = effect { promise.filled(value) }
        if case .play(let playback) = effect { play(playback, said[playback.id] ?? []) }
        if case .stopPlayback = effect { (cut, playing) = (playing, nil) }
        if case .resumePlayback(let id) = effect { resume(id, after: event) }
        if case .listen(let request) = effect { listen(request) }
        if case .stopListening = effect { listening = nil }
        if case .startTimer(let timer, _) = effect { timers.insert(timer) }
        if case .cancelTimer(let timer) = effect { timers.remove(timer) }
        if case .wait(let purpose, _) = effect {
            isWaiting = true
            if purpose == .person { machine.isPerson() }
            party.changed()
            opening.startsAnew()
        }
        if case .commit(let request) = effect { commit(request) }
        if case .transfer = effect {
            isTransferring = true
            party.changed()
        }
        if case .cancelTransfer = effect { isTransferring = false }
        if case .switchLanguage = effect {
            party.languageChanged()
            promise.languageChanged()
            opening.startsAnew()
        }
        if case .end(let end, let disposition) = effect { self.end(end, disposition) }
    }

    private mutating func enter(_ id: StepID, of name: FlowName) {
        flow = setup.program.flow(name)
        step = flow?[id]
        question = WitnessedQuestion()
        entered.insert("\(name)/\(id)")
        visits["\(name)/\(id)", default: 0] += 1
        guard let step else { return report("a step was entered that the flow does not have") }
        if let limit = step.visits?.max, visits["\(name)/\(id)", default: 0] > limit {
            report("entered more than \(limit) times")
        }
        if case .ask(let ask) = step.kind, ask.identifies != nil { party.changed() }
        promise.moved()
        if case .decide(let decide) = step.kind, !party.isVerified, debt.isRead(by: decide) {
            report("the way of the call depends on the debt for somebody who \(party.shortcoming)")
        }
    }

    private mutating func listen(_ request: ListenRequest) {
        listening = request
        isInputOpen = false
        timers.remove(.noInput)
        let hasOptOut = setup.program.root.universals.contains { $0.name == .stopCalling }
        if hasOptOut, !request.universals.contains(.stopCalling) { report("the opt-out is not listened for") }
        guard request.purpose != .universals, let step, step.isQuestion else { return }
        if let lacking = lastingCommands.subtracting(request.universals).min() {
            report("'\(lacking)' is not listened for")
        }
        let problem = opening.problemOfAsking(isRecorded: setup.program.root.recordFrom != .never)
        if let problem { report(problem) }
        if let problem = optOut.problemOfAsking(request.purpose) { report(problem) }
    }

    private mutating func resume(_ id: PlaybackID, after event: DialogEvent) {
        guard let cut, cut.id == id, event == .falseStart else {
            return report("something was resumed that nothing had cut")
        }
        if cut.bargeIn != .speech { report("something was resumed that no sound may cut") }
        falseStarts += 1
        if falseStarts > DialogMachine.falseStartsLimit { report("resumed \(falseStarts) times") }
        playing = cut
        self.cut = nil
    }

    private mutating func play(_ playback: Playback, _ said: [RenderedPrompt]) {
        if isGone { report("something is said to a caller who is gone") }
        playing = playback
        (cut, falseStarts) = (nil, 0)
        for (bound, prompt) in zip(playback.prompts, said) {
            if let what = debt.found(in: bound, prompt.text), !party.mayHear(bound.prompt, setup.catalogue) {
                report(
                    "prompt '\(bound.prompt)' tells of the debt (\(what)) to somebody who \(party.shortcoming)"
                )
            }
            let says = setup.catalogue.declarations[bound.prompt]?.says ?? []
            if let problem = machine.begins(says) { report(problem) }
            if !isStopQuestion(bound.prompt), let problem = opening.begins(says) { report(problem) }
            if let secret = secrets.intersection(bound.values.keys).min() {
                report("prompt '\(bound.prompt)' is given the secret '\(secret)'")
            }
            if says.contains(.promiseConfirmation), let problem = promise.problemOfConfirming(bound) {
                report(problem)
            }
            if says.contains(.readBack) { promise.readBack(bound, in: playback) }
        }
    }

    /// The caller spoke of the calls first: what is asked about that keeps no order.
    private func isStopQuestion(_ prompt: PromptID) -> Bool {
        setup.program.root.universals.contains { $0.name == .stopCalling && $0.confirm == prompt }
    }

    private mutating func commit(_ request: CommitRequest) {
        if case .commit(let commit)? = step?.kind, let required = commit.requires,
            party.level.map({ $0 < required }) ?? true
        {
            report("something is stored that only a person of level \(required.rawValue) may ask for")
        }
        if pendingCommit != nil { report("two things are stored at once") }
        pendingCommit = request
        optOut.requested(request)
        guard case .promise(_, let instalments) = request else { return }
        if !party.isVerified { report("a promise is taken from somebody who was not verified") }
        if let problem = promise.problemOfStoring(instalments, today: setup.today) { report(problem) }
    }

    private mutating func end(_ end: CallEnd, _ disposition: Disposition) {
        ends += 1
        if ends > 1 { report("the call ended \(ends) times") }
        if pendingCommit != nil { report("the call ended while something was being stored") }
        if let problem = optOut.problemAtEnd(end, disposition) { report(problem) }
        guard isGone, !optOut.wasAsked else { return }
        let implied: Disposition =
            if let left = machine.impliedDisposition, end == .callerHungUp || left == .messageCut {
                left
            } else if end == .callerHungUp {
                party.isVerified ? .hungUpAfterVerification : .hungUpBeforeVerification
            } else {
                .error
            }
        let expected = lastCommitted ?? implied
        if disposition != expected { report("ended as \(disposition.rawValue), not \(expected.rawValue)") }
    }

    // MARK: What must hold between events

    private mutating func checkStanding(isAwaited: Bool) {
        guard hasBegun, ends == 0 else { return }
        if !isAwaited { report("the call stands still: nothing plays, runs, is stored or awaited") }
        if listening == nil { report("nothing is listened for") }
    }
}

extension Step {
    /// Whether the caller is asked something here.
    fileprivate var isQuestion: Bool {
        switch kind {
        case .ask, .check: true
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: false
        }
    }
}

extension CompliancePolicy {
    /// Commands that must be live from the beginning of the call.
    fileprivate var lastingCommands: [UniversalName] {
        rules.filter { $0.check == .liveCommands && $0.settings["from"] == .word("answer") }
            .flatMap { rule -> [UniversalName] in
                if case .words(let names)? = rule.settings["commands"] {
                    names.map { UniversalName($0) }
                } else {
                    []
                }
            }
    }
}
