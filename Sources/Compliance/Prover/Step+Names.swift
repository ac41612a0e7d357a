import Dialog

extension StepKind {
    /// The named outcomes and where they lead.
    var when: [OutcomeName: Target] {
        switch self {
        case .ask(let ask): ask.when
        case .check(let check): check.when
        case .run(let run): run.when
        case .commit(let commit): commit.when
        case .transfer(let transfer): transfer.when
        case .wait(let wait): wait.when
        case .say, .decide, .end, .return: [:]
        }
    }

    /// Every target that the step writes, `visits` apart.
    var targets: [Target] {
        let retries: [RetryPolicy]
        var others: [Target] = []
        switch self {
        case .say(let say):
            if case .goto(let target) = say.then { others = [target] }
            retries = []
        case .ask(let ask): retries = [ask.noInput, ask.noMatch]
        case .check(let check): retries = [check.noInput]
        case .decide(let decide):
            others = decide.cases.map(\.goto) + [decide.otherwise]
            retries = []
        case .run, .commit, .transfer, .wait, .end, .return: retries = []
        }
        return when.sorted { $0.key < $1.key }.map(\.value) + others + retries.compactMap(\.then)
    }

    /// Whether the step must have a prompt.
    var isSpoken: Bool {
        switch self {
        case .say, .ask, .check: true
        case .decide, .run, .commit, .transfer, .wait, .end, .return: false
        }
    }

    /// Every prompt that the step itself names.
    var prompts: [PromptID] {
        switch self {
        case .say(let say): say.prompts
        case .ask(let ask):
            ask.prompts + [ask.outOfRange, ask.confirmPrompt, ask.nearestPrompt].compactMap { $0 }
                + (ask.noInput.prompts ?? [])
                + (ask.noMatch.prompts ?? [])
        case .check(let check): check.prompts + (check.noInput.prompts ?? [])
        case .decide, .run, .commit, .transfer, .wait, .end, .return: []
        }
    }

    private var operands: [Operand] {
        switch self {
        case .ask(let ask): ask.limits
        case .decide(let decide):
            decide.cases.flatMap { [$0.value] + [$0.comparison.operand].compactMap { $0 } }
        case .run(let run): run.with.sorted { $0.key < $1.key }.map(\.value)
        case .commit(let commit): commit.content.operands
        case .say, .check, .transfer, .wait, .end, .return: []
        }
    }

    /// Every name that the step reads otherwise than by speaking it.
    var readNames: [FieldName] {
        let names = operands.compactMap(\.name)
        switch self {
        case .ask(let ask): return names + ask.confirms
        case .check(let check): return names + [check.against]
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: return names
        }
    }

    /// The steps whose visits are compared or passed on.
    var countedSteps: [StepID] {
        operands.compactMap { operand in
            if case .visits(let step) = operand { step } else { nil }
        }
    }
}

extension Step {
    /// The outcomes that the step must name.
    func requiredOutcomes(_ program: FlowProgram, _ catalogue: PromptCatalogue) -> Set<OutcomeName> {
        switch kind {
        case .ask(let ask):
            switch ask.type {
            case .yesNo: ["said_yes", "said_no"]
            case .choice(let name): Set(catalogue.choices[name]?.choices.map(\.value) ?? [])
            case .digits, .date, .money, .number, .time: ["next"]
            }
        case .check: ["pass", "fail", "unsure", "locked", "refused"]
        case .run(let run): Set(program.subFlows[run.flow]?.outcomes ?? [])
        case .commit: ["done", "failed", "duplicate"]
        case .transfer: ["connected", "busy", "no_answer", "closed", "failed"]
        case .wait(let wait): Set(wait.purpose.outcomes.map { OutcomeName($0.rawValue) })
        case .say, .decide, .end, .return: []
        }
    }
}

extension StepKind {
    /// As a flow file writes it.
    var word: String {
        switch self {
        case .say: "say"
        case .ask: "ask"
        case .check: "check"
        case .decide: "decide"
        case .run: "run"
        case .commit: "commit"
        case .transfer: "transfer"
        case .wait: "wait"
        case .end: "end"
        case .return: "return"
        }
    }
}
