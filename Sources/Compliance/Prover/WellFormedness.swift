import Dialog

/// Finds what a program names and does not have.
///
/// A flow file that was read without a diagnostic has none of this; flows that were made otherwise may.
struct WellFormedness {
    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let sensitivity: EffectiveSensitivity
    private(set) var breaches: [Breach] = []

    init(_ program: FlowProgram, catalogue: PromptCatalogue, sensitivity: EffectiveSensitivity) {
        self.program = program
        self.catalogue = catalogue
        self.sensitivity = sensitivity
        for flow in program.flows { check(flow) }
        checkUniversals()
    }

    private mutating func report(_ position: SourcePosition, _ message: String) {
        let breach = Breach(.wellFormed, position, message)
        if !breaches.contains(breach) { breaches.append(breach) }
    }

    // MARK: Flows

    private mutating func check(_ flow: Flow) {
        if flow[flow.start] == nil {
            report(flow.position, "flow '\(flow.name)' starts with a step that it has not")
        }
        var seen: Set<StepID> = []
        let slots = flow.slots
        let fields = Set((flow.fields + program.root.fields).map(\.name))
        let names = slots.union(fields).union([.today, .promiseReference, .verifiedLevel])
        for step in flow.steps {
            if !seen.insert(step.id).inserted { report(step.position, "there are two steps '\(step.id)'") }
            check(step, of: flow)
            checkNames(of: step, in: flow, knowing: names)
        }
        let taken = slots.intersection(fields)
        for name in taken.sorted() {
            report(flow.position, "'\(name)' is both a slot and a datum of '\(flow.name)'")
        }
        checkDefaults(of: flow)
        if let fault = flow.fault {
            check(fault, of: flow, at: flow.position, "the `fault` of '\(flow.name)'")
        }
    }

    private mutating func checkDefaults(of flow: Flow) {
        for retry in [flow.defaults.noInput, flow.defaults.noMatch] {
            if let then = retry.then {
                check(then, of: flow, at: flow.position, "the defaults of '\(flow.name)'")
            }
            for prompt in retry.prompts ?? [] { check(prompt, at: flow.position) }
        }
    }

    private mutating func check(_ step: Step, of flow: Flow) {
        if let visits = step.visits { check(visits.then, of: flow, at: step.position, "step '\(step.id)'") }
        if let fault = step.fault {
            check(fault, of: flow, at: step.position, "the `fault` of step '\(step.id)'")
        }
        let missing = step.requiredOutcomes(program, catalogue).subtracting(step.kind.when.keys)
        for outcome in missing.sorted() {
            report(step.position, "step '\(step.id)' does not say where '\(outcome)' leads")
        }
        for target in step.kind.targets { check(target, of: flow, at: step.position, "step '\(step.id)'") }
        for prompt in step.kind.prompts { check(prompt, at: step.position) }
        if step.kind.isSpoken, step.kind.prompts.isEmpty {
            report(step.position, "step '\(step.id)' has no prompt")
        }
        switch step.kind {
        case .ask(let ask):
            checkRetries(ask, step, flow)
            checkCorrections(ask, step, flow)
        case .run(let run): check(run, step)
        case .return(let outcome):
            check(.outcome(outcome), of: flow, at: step.position, "step '\(step.id)'")
        case .say, .check, .decide, .commit, .transfer, .wait, .end: break
        }
    }

    private mutating func checkCorrections(_ ask: Ask, _ step: Step, _ flow: Flow) {
        for (slot, target) in ask.corrects.sorted(by: { $0.key < $1.key }) {
            let isAsked = flow.stepsAsking(for: slot).contains { $0.step == target }
            if !isAsked || !ask.confirms.contains(slot) {
                report(
                    step.position,
                    "step '\(step.id)' corrects '\(slot)' by '\(target)', which doesn't ask for what it confirms"
                )
            }
        }
    }

    private mutating func checkRetries(_ ask: Ask, _ step: Step, _ flow: Flow) {
        let root = program.root.defaults
        if (ask.noInput.then ?? flow.defaults.noInput.then ?? root.noInput.then) == nil {
            report(step.position, "step '\(step.id)' does not say where silence leads in the end")
        }
        if (ask.noMatch.then ?? flow.defaults.noMatch.then ?? root.noMatch.then) == nil {
            report(step.position, "step '\(step.id)' does not say where misunderstanding leads in the end")
        }
    }

    private mutating func check(_ run: Run, _ step: Step) {
        guard let callee = program.subFlows[run.flow] else {
            return report(step.position, "step '\(step.id)' runs '\(run.flow)', which does not exist")
        }
        let inputs = Set(callee.fields.map(\.name))
        for name in inputs.symmetricDifference(run.with.keys).sorted() {
            let problem = inputs.contains(name) ? "does not give" : "gives an unknown input"
            report(step.position, "step '\(step.id)' \(problem) '\(name)' of '\(run.flow)'")
        }
    }

    private mutating func check(_ target: Target, of flow: Flow, at position: SourcePosition, _ what: String)
    {
        switch target {
        case .step(let step):
            if flow[step] == nil { report(position, "\(what) goes to '\(step)', which does not exist") }
        case .outcome(let outcome):
            if flow.outcomes?.contains(outcome) != true {
                report(
                    position, "\(what) gives the outcome '\(outcome)', which '\(flow.name)' does not declare")
            }
        }
    }

    // MARK: Names and prompts

    private mutating func checkNames(of step: Step, in flow: Flow, knowing names: Set<FieldName>) {
        let spoken = step.kind.prompts.flatMap { prompt in sensitivity.placeholders(of: prompt) }
        for name in Set(spoken + step.kind.readNames).sorted() where !names.contains(name) {
            report(step.position, "step '\(step.id)' refers to '\(name)', which '\(flow.name)' does not have")
        }
        for visited in step.kind.countedSteps where flow[visited] == nil {
            report(step.position, "step '\(step.id)' counts visits of '\(visited)', which does not exist")
        }
    }

    private mutating func check(_ prompt: PromptID, at position: SourcePosition) {
        guard catalogue.declarations[prompt] != nil else {
            return report(position, "prompt '\(prompt)' is not declared")
        }
        for language in program.root.languages where catalogue.languages[language]?.texts[prompt] == nil {
            report(position, "prompt '\(prompt)' has no text in \(language)")
        }
    }

    private mutating func checkUniversals() {
        for universal in program.root.universals {
            switch universal.action {
            case .replay, .say:
                if universal.max == nil { report(universal.position, "'\(universal.name)' has no `max`") }
            case .goto(let step):
                if program.root[step] == nil {
                    report(universal.position, "'\(universal.name)' goes to '\(step)', which does not exist")
                }
            }
            if case .say(let prompt) = universal.action { check(prompt, at: universal.position) }
            for prompt in [universal.before, universal.confirm].compactMap({ $0 }) {
                check(prompt, at: universal.position)
            }
        }
    }
}
