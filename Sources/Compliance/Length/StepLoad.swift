import Dialog

/// What one entry of a step may take at most.
struct StepLoad: Hashable {
    /// Times that the caller is asked something and listened to.
    var turns = 0
    var time: Duration = .zero

    static func + (left: StepLoad, right: StepLoad) -> StepLoad {
        StepLoad(turns: left.turns + right.turns, time: left.time + right.time)
    }

    static func * (load: StepLoad, count: Int) -> StepLoad {
        StepLoad(turns: load.turns * count, time: load.time * count)
    }
}

/// Works out what the steps of a program may take, in the slowest of its languages.
struct StepLoads {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let limits: CallLimits
    let caller: LongestCall.Caller

    /// What the step takes, whichever way it is left by.
    func load(of step: Step, in flow: Flow) -> StepLoad {
        switch step.kind {
        case .say(let say): load(of: say)
        case .ask(let ask):
            caller == .plain
                ? plainLoad(of: ask, in: flow) : disturbed(load(of: ask, in: flow), under: ask.bargeIn)
        case .check(let check):
            caller == .plain
                ? plainLoad(of: check) : disturbed(load(of: check, in: flow), under: check.bargeIn)
        case .transfer: StepLoad(time: limits.transfer)
        case .wait(let wait):
            StepLoad(time: wait.timeout + limits.beyondTimeout(of: wait.purpose))
        // What is written takes as long as the store takes; that is not counted.
        case .decide, .run, .commit, .end, .return: StepLoad()
        }
    }

    /// What doubtful opt-outs may add to a whole call: each is asked about, and on a no everything is said again.
    var doubts: StepLoad {
        let question = program.root.universals.first { $0.name == .stopCalling }?.confirm
        guard caller == .worst, let question else { return StepLoad() }
        let timeouts = program.flows.map { timeout(RetryPolicy(), in: $0) }
        var asked = StepLoad(turns: 1, time: time(of: [question]) + limits.answer)
        asked.time += timeouts.max() ?? .zero
        let repeated = program.flows.flatMap { flow in flow.steps.map { again($0, in: flow) } }
        let repetition = StepLoad(
            turns: repeated.map(\.turns).max() ?? 0, time: repeated.map(\.time).max() ?? .zero)
        return disturbed(asked + repetition, under: .speech) * DialogMachine.doubtsPerCallLimit
    }

    /// With sounds that cut each question and come to nothing, where sounds cut it.
    private func disturbed(_ load: StepLoad, under bargeIn: BargeIn) -> StepLoad {
        bargeIn == .speech ? load + StepLoad(time: limits.falseStarts * load.turns) : load
    }

    private func again(_ step: Step, in flow: Flow) -> StepLoad {
        switch step.kind {
        case .say(let say): StepLoad(time: time(of: say.prompts) + limits.answer)
        case .ask(let ask): StepLoad(turns: 1, time: longestQuestion(ask) + answer(ask.noInput, in: flow))
        case .check(let check):
            StepLoad(turns: 1, time: longest(check.prompts) + answer(check.noInput, in: flow))
        case .transfer: StepLoad(time: limits.transfer)
        case .decide, .run, .commit, .wait, .end, .return: StepLoad()
        }
    }

    // MARK: A caller who answers

    /// How long such a caller takes to answer.
    static let plainAnswer: Duration = .seconds(5)

    private func plainLoad(of ask: Ask, in flow: Flow) -> StepLoad {
        let question = StepLoad(turns: 1, time: time(of: ask.prompts.prefix(1)) + Self.plainAnswer)
        guard ask.confirm == .always, let prompt = ask.confirmPrompt else { return question }
        return question + StepLoad(turns: 1, time: time(of: [prompt]) + Self.plainAnswer)
    }

    private func plainLoad(of check: Check) -> StepLoad {
        StepLoad(turns: 1, time: time(of: check.prompts.prefix(1)) + Self.plainAnswer)
    }

    // MARK: A caller who does everything as late and as badly as possible

    private func load(of say: Say) -> StepLoad {
        let once = time(of: say.prompts)
        guard caller == .worst else { return StepLoad(time: once) }
        let uses = say.bargeIn == .none ? [] : interjections
        let again = uses.reduce(Duration.zero) { $0 + (once + $1.words + limits.answer) * $1.most }
        // The command by which the step is left may be spoken, too.
        return StepLoad(time: once + again + limits.answer)
    }

    private func load(of ask: Ask, in flow: Flow) -> StepLoad {
        let question = longestQuestion(ask)
        let reply = answer(ask.noInput, in: flow)
        let isConfirmed = ask.confirmPrompt != nil || ask.nearestPrompt != nil
        // A value is offered once more than it may be rejected, and between two offers the question is put again.
        let offers = isConfirmed ? 2 * DialogMachine.rejectionsLimit + 1 : 0
        let unclear = max(
            time(of: words(ask.noMatch, in: flow, \.noMatch)), time(of: [ask.outOfRange].compactMap { $0 }))
        return StepLoad(turns: 1, time: time(of: ask.prompts.prefix(1)) + reply)
            + StepLoad(turns: 1, time: question + reply) * offers
            + StepLoad(turns: 1, time: unclear + question + reply)
            * (tries(ask.noMatch, in: flow, \.noMatch) - 1)
            + silences(ask.noInput, in: flow, question) + interjections(question, reply)
    }

    private func load(of check: Check, in flow: Flow) -> StepLoad {
        let question = longest(check.prompts)
        let reply = answer(check.noInput, in: flow)
        let unclear = time(of: words(RetryPolicy(), in: flow, \.noMatch))
        return StepLoad(turns: 1, time: time(of: check.prompts.prefix(1)) + reply)
            + StepLoad(turns: 1, time: question + reply) * max(0, check.tries - 1)
            + StepLoad(turns: 1, time: unclear + question + reply) * max(0, check.unsureTries - 1)
            + silences(check.noInput, in: flow, question) + interjections(question, reply)
    }

    private func silences(_ own: RetryPolicy, in flow: Flow, _ question: Duration) -> StepLoad {
        let again = time(of: words(own, in: flow, \.noInput)) + question
        return StepLoad(turns: 1, time: again + timeout(own, in: flow))
            * (tries(own, in: flow, \.noInput) - 1)
    }

    private func interjections(_ question: Duration, _ reply: Duration) -> StepLoad {
        interjections.reduce(StepLoad()) { load, command in
            load + StepLoad(turns: 1, time: command.words + question + reply) * command.most
        }
    }

    /// The commands after which the same goes on, how often each is obeyed, and what is said to it.
    private var interjections: [(most: Int, words: Duration)] {
        program.root.universals.compactMap { universal in
            var prompts = [universal.before].compactMap { $0 }
            switch universal.action {
            case .goto: if !universal.requiresVerification || universal.before == nil { return nil }
            case .replay: break
            case .say(let prompt): prompts.append(prompt)
            }
            return (universal.max ?? DialogMachine.universalUsesDefault, longest(prompts))
        }
    }

    // MARK: Times

    private func answer(_ own: RetryPolicy, in flow: Flow) -> Duration {
        timeout(own, in: flow) + limits.answer
    }

    private func longestQuestion(_ ask: Ask) -> Duration {
        longest(ask.prompts + [ask.confirmPrompt, ask.nearestPrompt].compactMap { $0 })
    }

    private func longest(_ prompts: [PromptID]) -> Duration { prompts.map { time(of: [$0]) }.max() ?? .zero }

    private func time(of prompts: some Collection<PromptID>) -> Duration {
        let languages = program.root.languages.map { language in
            prompts.reduce(Duration.zero) { sum, prompt in
                sum + (catalogue.languages[language]?.texts[prompt].map(SpeakingPace.time) ?? .zero)
            }
        }
        return languages.max() ?? .zero
    }

    private func timeout(_ own: RetryPolicy, in flow: Flow) -> Duration {
        own.timeout ?? flow.defaults.noInput.timeout ?? program.root.defaults.noInput.timeout
            ?? DialogMachine.noInputTimeoutDefault
    }

    private func tries(_ own: RetryPolicy, in flow: Flow, _ kind: KeyPath<Defaults, RetryPolicy>) -> Int {
        let root = program.root.defaults[keyPath: kind]
        return max(
            1, own.tries ?? flow.defaults[keyPath: kind].tries ?? root.tries ?? DialogMachine.triesDefault)
    }

    private func words(
        _ own: RetryPolicy, in flow: Flow, _ kind: KeyPath<Defaults, RetryPolicy>
    ) -> [PromptID] {
        own.prompts ?? flow.defaults[keyPath: kind].prompts ?? program.root.defaults[keyPath: kind].prompts
            ?? []
    }
}
