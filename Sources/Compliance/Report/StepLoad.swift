import Dialog

/// What one entry of a step may cost at most.
struct StepLoad: Hashable {
    /// Questions that are put.
    var turns = 0
    var time: Duration = .zero

    static func + (left: StepLoad, right: StepLoad) -> StepLoad {
        StepLoad(turns: left.turns + right.turns, time: left.time + right.time)
    }

    static func * (load: StepLoad, count: Int) -> StepLoad {
        StepLoad(turns: load.turns * count, time: load.time * count)
    }
}

/// Works out the loads of steps, in the slowest language of the flow.
struct StepLoads {
    /// Where neither a flow nor a step says how long silence lasts.
    private static let silence: Duration = .seconds(5)

    let program: FlowProgram
    let catalogue: PromptCatalogue

    func load(of step: Step, in flow: Flow) -> StepLoad {
        switch step.kind {
        case .say(let say): StepLoad(time: say.prompts.map(time).reduce(.zero, +))
        case .ask(let ask):
            question(
                ask.prompts, silence: ask.noInput, unclear: ask.noMatch, in: flow,
                // A value may be confirmed, rejected and asked for again.
                further: ask.confirm == .never ? 0 : 2 * (DialogMachine.rejectionsLimit + 1),
                furtherPrompts: [ask.confirmPrompt, ask.outOfRange, ask.nearestPrompt].compactMap { $0 })
        case .check(let check):
            question(
                check.prompts, silence: check.noInput, unclear: RetryPolicy(tries: check.unsureTries),
                in: flow, further: check.tries - 1, furtherPrompts: check.prompts)
        case .wait(let wait): StepLoad(time: wait.timeout)
        case .transfer: StepLoad(time: DialogMachine.transferTimeout)
        case .decide, .run, .commit, .end, .return: StepLoad()
        }
    }

    /// A question with every attempt and every command that comes back to it.
    private func question(
        _ prompts: [PromptID], silence: RetryPolicy, unclear: RetryPolicy, in flow: Flow, further: Int,
        furtherPrompts: [PromptID]
    ) -> StepLoad {
        let (own, root) = (flow.defaults, program.root.defaults)
        let silences = silence.tries ?? own.noInput.tries ?? root.noInput.tries ?? 3
        let nonsense = unclear.tries ?? own.noMatch.tries ?? root.noMatch.tries ?? 3
        let timeout = silence.timeout ?? own.noInput.timeout ?? root.noInput.timeout ?? Self.silence
        let sorry =
            (silence.prompts ?? own.noInput.prompts ?? root.noInput.prompts ?? [])
            + (unclear.prompts ?? own.noMatch.prompts ?? root.noMatch.prompts ?? [])
        let slowest = (prompts + furtherPrompts).map(time).max() ?? .zero
        let apology = sorry.map(time).max() ?? .zero
        let attempt = StepLoad(turns: 1, time: slowest + apology + timeout)
        var load = attempt * (1 + max(0, silences - 1) + max(0, nonsense - 1) + max(0, further))
        for universal in program.root.universals {
            let uses = universal.max ?? DialogMachine.universalUsesDefault
            switch universal.action {
            case .replay: load = load + attempt * uses
            case .say(let prompt):
                load = load + attempt * uses + StepLoad(time: time(of: prompt) * uses)
            case .goto: break
            }
        }
        return load
    }

    private func time(of prompt: PromptID) -> Duration {
        program.root.languages.compactMap { catalogue.languages[$0]?.texts[prompt] }
            .map(SpeakingPace.time).max() ?? .zero
    }
}
