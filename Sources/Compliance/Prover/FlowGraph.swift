import Dialog

/// The steps of one flow with every way out of them and every prompt that they may speak.
///
/// What does not exist is left out here; `WellFormedness` reports it.
struct FlowGraph {
    let flow: Flow
    let isRoot: Bool
    let start: Int?
    /// By step; the ordinary outcomes first, then retries, then commands, then corrections; faults before these.
    let moves: [[Move]]
    /// By step: where `visits.then` leads.
    let bypasses: [Destination?]
    /// By step, in the order in which they may be spoken.
    let lines: [[Line]]
    private(set) var fillers: SlotFillers

    init(_ flow: Flow, in program: FlowProgram) {
        let builder = FlowGraphBuilder(flow, in: program)
        self.flow = flow
        isRoot = builder.isRoot
        start = builder.index[flow.start]
        bypasses = flow.steps.map { step in step.visits.flatMap { builder.destination($0.then) } }
        let plain = flow.steps.map(builder.moves)
        let waysOut = zip(plain, bypasses).map { moves, bypass in
            moves + (bypass.map { [Move(cause: .visitsUsedUp, to: $0)] } ?? [])
        }
        let corrections = Corrections(flow, waysOut: waysOut, escapes: builder.escapes).moves
        moves = zip(plain, corrections).map { $0 + $1 }
        lines = flow.steps.map(builder.lines)
        fillers = SlotFillers(flow)
    }

    /// The same graph with more known of its slots; nil if there is no room for that.
    func telling(_ slots: Set<FieldName>) -> FlowGraph? {
        var graph = self
        graph.fillers = SlotFillers(flow, telling: slots)
        return slots.allSatisfy(graph.fillers.tells) ? graph : nil
    }

    /// The step's name, with its flow's unless that is the root.
    func name(of step: Int) -> String {
        isRoot ? flow.steps[step].id.rawValue : "\(flow.name).\(flow.steps[step].id)"
    }

    /// Every way out of a step, `visits.then` included.
    func waysOut(of step: Int) -> [Move] {
        (bypasses[step].map { [Move(cause: .visitsUsedUp, to: $0)] } ?? []) + moves[step]
    }
}

/// Resolves targets, retries and commands of one flow.
private struct FlowGraphBuilder {
    let flow: Flow
    let root: Flow
    let isRoot: Bool
    let index: [StepID: Int]
    let rootIndex: [StepID: Int]

    init(_ flow: Flow, in program: FlowProgram) {
        self.flow = flow
        root = program.root
        isRoot = flow.name == program.root.name
        index = flow.stepIndex
        rootIndex = program.root.stepIndex
    }

    func destination(_ target: Target) -> Destination? {
        switch target {
        case .step(let step): index[step].map(Destination.step)
        case .outcome(let outcome): flow.isSubFlow ? .outcome(outcome) : nil
        }
    }

    /// Where a step that the root flow names is, seen from this flow.
    func destination(inRoot step: StepID) -> Destination? {
        rootIndex[step].map { isRoot ? .step($0) : .root($0) }
    }

    /// The steps of a root flow to which its sub-flows may jump: by a command, a retry of the root's defaults, a fault.
    var escapes: [Int] {
        guard isRoot else { return [] }
        let commands = root.universals.compactMap { universal -> StepID? in
            if case .goto(let step) = universal.action { step } else { nil }
        }
        let retries = [root.defaults.noInput.then, root.defaults.noMatch.then, root.fault].compactMap {
            target -> StepID? in
            if case .step(let step)? = target { step } else { nil }
        }
        return (commands + retries).compactMap { index[$0] }
    }

    // MARK: Ways out

    func moves(of step: Step) -> [Move] { ordinaryMoves(of: step) + faults(of: step) }

    /// By the step's own word, else by its flow's, else by the root's; nothing can fail where nothing is heard or said.
    private func faults(of step: Step) -> [Move] {
        switch step.kind {
        case .say, .ask, .check, .wait, .transfer: break
        case .decide, .run, .commit, .end, .return: return []
        }
        if let own = step.fault ?? flow.fault { return [move(.fault, own)].compactMap { $0 } }
        guard case .step(let target)? = root.fault else { return [] }
        return [destination(inRoot: target).map { Move(cause: .fault, to: $0) }].compactMap { $0 }
    }

    private func ordinaryMoves(of step: Step) -> [Move] {
        switch step.kind {
        case .say(let say):
            // What nothing may cut is still cut by the opt-out, and by another language.
            [continuation(say.then)].compactMap { $0 }
                + commands {
                    $0.name == .stopCalling || $0.language != nil || say.bargeIn != .none
                }
        case .ask(let ask):
            outcomes(ask.when) + retries(ask.noInput, ask.noMatch) + commands { _ in true }
        case .check(let check):
            outcomes(check.when) + retries(check.noInput, RetryPolicy()) + commands { _ in true }
        case .decide(let decide):
            decide.cases.indices.compactMap { move(.comparison($0), decide.cases[$0].goto) }
                + [move(.noComparison, decide.otherwise)].compactMap { $0 }
        case .run(let run): outcomes(run.when)
        // The opt-out is heard here too: after the store has answered, and in place of the transfer.
        case .commit(let commit):
            outcomes(commit.when) + commands { $0.name == .stopCalling && commit.content != .stopCalling }
        case .transfer(let transfer): outcomes(transfer.when) + commands { $0.name == .stopCalling }
        case .wait(let wait): outcomes(wait.when) + commands { $0.name == .stopCalling }
        case .end(let ending): [Move(cause: .closed, to: .hangUp(ending))]
        case .return(let outcome): flow.isSubFlow ? [Move(cause: .closed, to: .outcome(outcome))] : []
        }
    }

    private func move(_ cause: Cause, _ target: Target) -> Move? {
        destination(target).map { Move(cause: cause, to: $0) }
    }

    private func continuation(_ continuation: Continuation) -> Move? {
        switch continuation {
        case .goto(let target): move(.played, target)
        case .end(let ending): Move(cause: .played, to: .hangUp(ending))
        }
    }

    private func outcomes(_ when: [OutcomeName: Target]) -> [Move] {
        when.sorted { $0.key < $1.key }.compactMap { move(.outcome($0.key), $0.value) }
    }

    private func retries(_ noInput: RetryPolicy, _ noMatch: RetryPolicy) -> [Move] {
        let silence = exhausted(noInput, of: \.noInput).map { Move(cause: .silence, to: $0) }
        let misunderstanding = exhausted(noMatch, of: \.noMatch).map {
            Move(cause: .misunderstanding, to: $0)
        }
        return [silence, misunderstanding].compactMap { $0 }
    }

    /// Where a used-up retry leads: by the step, else by its flow, else by the root flow.
    private func exhausted(_ own: RetryPolicy, of kind: KeyPath<Defaults, RetryPolicy>) -> Destination? {
        if let then = own.then ?? flow.defaults[keyPath: kind].then { return destination(then) }
        guard case .step(let step)? = root.defaults[keyPath: kind].then else { return nil }
        return destination(inRoot: step)
    }

    private func commands(where isLive: (Universal) -> Bool) -> [Move] {
        root.universals.filter(isLive).compactMap { universal in
            guard case .goto(let step) = universal.action else { return nil }
            let cause: Cause =
                universal.language == nil ? .command(universal.name) : .anotherLanguage(universal.name)
            return destination(inRoot: step).map { Move(cause: cause, to: $0) }
        }
    }

    // MARK: Prompts

    func lines(of step: Step) -> [Line] {
        switch step.kind {
        case .say(let say):
            say.prompts.map { line($0, .opening, in: step) }
                + (say.bargeIn == .none ? optOutLines : commandLines())
        case .ask(let ask):
            question(ask.prompts, in: step, ask.noInput, ask.noMatch)
                + [ask.outOfRange].compactMap { $0 }.map { line($0, .outOfRange, in: step) }
                + [ask.confirmPrompt].compactMap { $0 }.map { line($0, .confirming, in: step) }
                + [ask.nearestPrompt].compactMap { $0 }.map { line($0, .offeringNearest, in: step) }
                + commandLines()
        case .check(let check):
            question(check.prompts, in: step, check.noInput, RetryPolicy()) + commandLines()
        case .commit(let commit): commit.content == .stopCalling ? [] : optOutLines
        case .transfer: optOutLines
        case .decide, .run, .wait, .end, .return: []
        }
    }

    private func line(_ prompt: PromptID, _ moment: Line.Moment, in step: Step) -> Line {
        Line(prompt: prompt, moment: moment, audience: .anyone, position: step.position)
    }

    private func question(
        _ prompts: [PromptID], in step: Step, _ noInput: RetryPolicy, _ noMatch: RetryPolicy
    ) -> [Line] {
        let silence = noInput.prompts ?? flow.defaults.noInput.prompts ?? root.defaults.noInput.prompts ?? []
        let misunderstanding =
            noMatch.prompts ?? flow.defaults.noMatch.prompts ?? root.defaults.noMatch.prompts
        return prompts.prefix(1).map { line($0, .opening, in: step) }
            + prompts.dropFirst().map { line($0, .anotherAttempt, in: step) }
            + silence.map { line($0, .afterSilence, in: step) }
            + (misunderstanding ?? []).map { line($0, .afterMisunderstanding, in: step) }
    }

    /// The question whether a doubtful opt-out was meant.
    private var optOutLines: [Line] {
        commandLines().filter { $0.moment == .command(.stopCalling) }
    }

    private func commandLines() -> [Line] {
        root.universals.flatMap { universal -> [Line] in
            func line(_ prompt: PromptID, _ audience: Line.Audience) -> Line {
                Line(
                    prompt: prompt, moment: .command(universal.name), audience: audience,
                    position: universal.position)
            }
            var lines = [universal.confirm].compactMap { $0 }.map { line($0, .anyone) }
            if case .say(let prompt) = universal.action {
                lines.append(line(prompt, universal.requiresVerification ? .verified : .anyone))
            }
            if let before = universal.before, universal.requiresVerification {
                lines.append(line(before, .unverified))
            }
            return lines
        }
    }
}

extension Flow {
    /// The place of each step; of two with one name, the first.
    var stepIndex: [StepID: Int] {
        Dictionary(steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension StepKind {
    /// Whether the caller is asked something here, so that every command is live.
    var isListening: Bool {
        switch self {
        case .ask, .check: true
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: false
        }
    }
}
