import Dialog

// Steps as a test writes them: everything that is not said is as usual.
extension StepKind {
    static func say(_ prompts: PromptID..., bargeIn: BargeIn = .speech, to step: StepID) -> StepKind {
        .say(Say(prompts: prompts, bargeIn: bargeIn, then: .goto(.step(step))))
    }

    static func say(_ prompts: PromptID..., bargeIn: BargeIn = .speech, end: Ending) -> StepKind {
        .say(Say(prompts: prompts, bargeIn: bargeIn, then: .end(end)))
    }

    static func say(_ prompts: PromptID..., bargeIn: BargeIn = .speech, returning outcome: OutcomeName)
        -> StepKind
    {
        .say(Say(prompts: prompts, bargeIn: bargeIn, then: .goto(.outcome(outcome))))
    }

    static func choice(
        _ name: PromptID, identifies: OutcomeName? = nil, bargeIn: BargeIn = .speech,
        _ when: [OutcomeName: StepID]
    ) -> StepKind {
        .ask(
            Ask(
                slot: FieldName(name.rawValue), type: .choice("party"), prompts: [name], bargeIn: bargeIn,
                identifies: identifies, when: when.mapValues(Target.step)))
    }

    static func money(
        _ slot: FieldName, min: Operand? = nil, outOfRange: PromptID? = nil, to step: StepID
    ) -> StepKind {
        .ask(
            Ask(
                slot: slot, type: .money(ValueLimits(min: min)), prompts: [PromptID(slot.rawValue)],
                outOfRange: outOfRange, when: ["next": .step(step)]))
    }

    static func date(
        _ slot: FieldName, prompts: [PromptID]? = nil, confirm: PromptID? = nil, noInput: PromptID? = nil,
        to step: StepID
    ) -> StepKind {
        .ask(
            Ask(
                slot: slot, type: .date(.upcoming(days: 30)), prompts: prompts ?? [PromptID(slot.rawValue)],
                noInput: RetryPolicy(prompts: noInput.map { [$0] }),
                confirm: confirm == nil ? .never : .always,
                confirmPrompt: confirm, when: ["next": .step(step)]))
    }

    static func yesNo(
        _ prompt: PromptID, confirms: [FieldName] = [], bargeIn: BargeIn = .speech, yes: StepID, no: StepID
    ) -> StepKind {
        .ask(
            Ask(
                slot: nil, type: .yesNo, prompts: [prompt], bargeIn: bargeIn, confirms: confirms,
                when: ["said_yes": .step(yes), "said_no": .step(no)]))
    }

    static func check(_ secret: FieldName, pass: StepID, else other: StepID) -> StepKind {
        check(secret, prompt: PromptID(secret.rawValue), pass: .step(pass), else: .step(other))
    }

    static func check(_ secret: FieldName, prompt: PromptID, pass: Target, else other: Target) -> StepKind {
        .check(
            Check(
                against: secret, type: .date, prompts: [prompt],
                when: ["pass": pass, "fail": other, "unsure": other, "locked": other, "refused": other]))
    }

    static func decide(_ value: Operand, _ comparison: Comparison, then step: Target, else other: Target)
        -> StepKind
    {
        .decide(
            Decide(cases: [DecideCase(value: value, comparison: comparison, goto: step)], otherwise: other))
    }

    static func run(
        _ flow: FlowName, with: [FieldName: Operand] = [:], _ when: [OutcomeName: StepID]
    ) -> StepKind {
        .run(Run(flow: flow, with: with, when: when.mapValues(Target.step)))
    }

    static func promise(amount: FieldName, due: FieldName, done: StepID, else other: StepID) -> StepKind {
        commit(
            .promise(.full, amount: .field(amount), due: .field(due), instalments: 1, intervalDays: 0),
            done: done,
            else: other)
    }

    static func commit(_ content: Commit.Content, done: StepID, else other: StepID) -> StepKind {
        .commit(
            Commit(
                content: content,
                when: ["done": .step(done), "failed": .step(other), "duplicate": .step(other)]))
    }

    static func transfer(connected: StepID, else other: StepID) -> StepKind {
        .transfer(
            Transfer(
                destination: "agent",
                when: [
                    "connected": .step(connected), "busy": .step(other), "no_answer": .step(other),
                    "closed": .step(other), "failed": .step(other),
                ]))
    }

    static func wait(for purpose: Wait.Purpose, _ when: [OutcomeName: StepID]) -> StepKind {
        .wait(Wait(purpose: purpose, timeout: .seconds(4), when: when.mapValues(Target.step)))
    }
}
