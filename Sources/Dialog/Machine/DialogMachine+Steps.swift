// Entering and leaving steps.
extension DialogMachine {
    /// Enters a step of the running flow, or what its visit limit says instead.
    private mutating func enter(_ id: StepID) {
        let answer = carried
        carried = nil
        // Only an unproved flow has targets that aren't there.
        guard let step = frame.flow[id] else { return end(.failed, committed ?? .error) }
        if let limit = step.visits, visitCount(of: id) >= limit.max {
            departures.append(Departure(frame.flow.name, id, .visitsUsedUp))
            return go(to: limit.then)
        }
        frame.step = id
        visits[VisitedStep(flow: frame.flow.name, step: id), default: 0] += 1
        effects.append(.entered(frame.flow.name, id))
        if case .ask(let ask) = step.kind, let answer { return take(answer, for: ask) }
        perform(step)
    }

    private mutating func perform(_ step: Step) {
        switch step.kind {
        case .say(let say):
            listen(.universals, bargeIn: say.bargeIn, acceptsKeys: true)
            let playback = play(say.prompts.map(bind), bargeIn: say.bargeIn)
            state = .saying(Saying(say: say, playback: playback))
        case .ask(let ask):
            if ask.identifies != nil { party.forget() }
            put(listening(for: ask))
        case .check(let check):
            if party.wrongAnswers >= Self.wrongAnswersPerCallLimit { return leave("locked", check.when) }
            put(Listening(question: .check(check)))
        case .decide(let decide):
            decideNext(decide)
        case .run(let run):
            start(run)
        case .commit(let commit):
            start(commit)
        case .transfer(let transfer):
            party.forget()
            start(transfer)
        case .wait(let wait):
            if wait.purpose == .person {
                party.forget()
                machine = nil
            }
            listen(.universals, bargeIn: .none, acceptsKeys: true)
            state = .waiting(wait)
            effects.append(.wait(wait.purpose, timeout: wait.timeout))
        case .end(let ending):
            depart(.closed)
            end(ending)
        case .return(let outcome):
            depart(.closed)
            go(to: .outcome(outcome))
        }
    }

    /// Hands the call over, or tries to.
    mutating func start(_ transfer: Transfer) {
        state = .transferring(transfer)
        listen(.universals, bargeIn: .none, acceptsKeys: true)
        effects += [
            .startTimer(.transfer, after: Self.transferTimeout),
            .transfer(destination: transfer.destination),
        ]
    }

    /// Leaves the current step by an outcome.
    mutating func leave(_ outcome: OutcomeName, _ when: [OutcomeName: Target]) {
        depart(.outcome(outcome))
        effects.append(.left(frame.step, outcome))
        guard let target = when[outcome] else { return end(.failed, committed ?? .error) }
        go(to: target)
    }

    /// Notes by which way the running step is left.
    mutating func depart(_ cause: Cause) { departures.append(Departure(frame.flow.name, frame.step, cause)) }

    /// Goes on there as soon as the running event has been dealt with.
    mutating func go(to target: Target) { pending = target }

    mutating func follow(_ target: Target) {
        guard !hasEnded else { return }
        switch target {
        case .step(let step):
            enter(step)
        case .outcome(let outcome):
            guard frames.count > 1 else { return end(.failed, committed ?? .error) }
            frames.removeLast()
            guard case .run(let run)? = frame.flow[frame.step]?.kind else {
                preconditionFailure("step '\(frame.step)' of '\(frame.flow.name)' runs no sub-flow")
            }
            leave(outcome, run.when)
        }
    }

    /// Leaves every sub-flow and goes on in the root flow.
    mutating func goInRoot(to target: Target) {
        frames.removeLast(frames.count - 1)
        go(to: target)
    }

    mutating func go(to target: ScopedTarget) {
        switch target {
        case .own(let target): go(to: target)
        case .root(let target): goInRoot(to: target)
        }
    }

    private mutating func decideNext(_ decide: Decide) {
        for (index, entry) in decide.cases.enumerated() where holds(entry.comparison, of: value(entry.value))
        {
            depart(.comparison(index))
            return go(to: entry.goto)
        }
        depart(.noComparison)
        go(to: decide.otherwise)
    }

    private mutating func start(_ run: Run) {
        guard let flow = program.flow(run.flow) else { return end(.failed, committed ?? .error) }
        var inner = Frame(flow: flow)
        for (name, operand) in run.with {
            if case .field(let field) = operand, let secret = secretName(of: field) {
                inner.secrets[name] = secret
            } else {
                inner.inputs[name] = value(operand)
            }
        }
        frames.append(inner)
        go(to: .step(flow.start))
    }

    mutating func playbackFinished(_ id: PlaybackID) {
        switch state {
        case .saying(let saying) where saying.playback == id:
            depart(.played)
            switch saying.say.then {
            case .goto(let target): go(to: target)
            case .end(let ending): end(ending)
            }
        case .listening(var listening):
            // A playback that was cut may still report its end; then the line has moved on.
            guard listening.line.playback == id else { return }
            listening.line = .silent
            state = .listening(listening)
            startNoInputTimer(listening)
        case .doubting(var doubt):
            guard doubt.line.playback == id else { return }
            doubt.line = .silent
            state = .doubting(doubt)
            effects.append(.startTimer(.noInput, after: noInputRetries(RetryPolicy()).timeout))
        case .idle, .saying, .waiting, .committing, .transferring, .ended:
            return
        }
    }
}
