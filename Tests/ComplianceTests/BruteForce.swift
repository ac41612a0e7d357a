import Compliance
import Dialog

/// Walks a program with its whole call stack and facts written out, sharing nothing with the prover but the flow.
///
/// It knows the steps that `RandomFlow` makes and no others; every prompt whose name begins with `debt` is debt content.
struct BruteForce {
    private enum Fact: Hashable {
        case named
        case proved(FieldName)
        case noticed
        case filled(FlowName, FieldName)
        /// The step that filled the slot last.
        case asked(FlowName, FieldName, StepID)
        case confirmed(FlowName, FieldName)
        case committed

        var isConfirmation: Bool { if case .confirmed = self { true } else { false } }
    }

    private struct Frame: Hashable {
        let flow: FlowName
        var step: StepID
        let secrets: [FieldName: FieldName]
    }

    private struct Position: Hashable {
        var frames: [Frame]
        var facts: Set<Fact>
    }

    private let program: FlowProgram
    private var queue: [Position] = []
    private var seen: Set<Position> = []
    /// Rule and step of everything that is wrong on some path; of F6, whether there is any.
    private(set) var violations: Set<String> = []

    init(_ program: FlowProgram) {
        self.program = program
        let secrets = Dictionary(
            uniqueKeysWithValues: program.root.fields.filter(\.isSecret).map { ($0.name, $0.name) })
        add(
            Position(
                frames: [Frame(flow: program.root.name, step: program.root.start, secrets: secrets)],
                facts: []))
        while let position = queue.popLast() { visit(position) }
    }

    private mutating func add(_ position: Position) {
        if seen.insert(position).inserted { queue.append(position) }
    }

    private mutating func go(_ target: Target, _ position: Position, _ facts: Set<Fact>) {
        var next = Position(frames: position.frames, facts: facts)
        switch target {
        case .step(let step):
            next.frames[next.frames.count - 1].step = step
            add(next)
        case .outcome(let outcome):
            let left = next.frames.removeLast().flow
            next.facts = next.facts.filter { fact in
                switch fact {
                case .filled(left, _), .confirmed(left, _), .asked(left, _, _): false
                default: true
                }
            }
            guard let top = next.frames.last, case .run(let run)? = program.flow(top.flow)?[top.step]?.kind,
                let back = run.when[outcome]
            else { return }
            go(back, next, next.facts)
        }
    }

    private mutating func visit(_ position: Position) {
        guard let frame = position.frames.last, let step = program.flow(frame.flow)?[frame.step] else {
            return
        }
        if let visits = step.visits { go(visits.then, position, position.facts) }
        var facts = position.facts
        switch step.kind {
        case .say(let say):
            for prompt in say.prompts { hear(prompt, facts, frame) }
            if let stop = goal(of: "stop_calling") { jump(stop, position, facts) }
            if let other = goal(of: "language") { jump(other, position, inAnotherLanguage(facts)) }
            if say.prompts.contains("notice"), say.bargeIn == .none, isVerified(facts) {
                facts.insert(.noticed)
            }
            if case .goto(let target) = say.then { go(target, position, facts) }
            if case .end(let ending) = say.then { end(ending, facts, frame, step) }
        case .ask(let ask):
            if ask.identifies != nil { changePerson(&facts) }
            if let slot = ask.slot { facts.remove(.confirmed(frame.flow, slot)) }
            for prompt in ask.prompts { hear(prompt, facts, frame) }
            listen(position, facts)
            for slot in ask.confirms {
                for case .asked(frame.flow, slot, let question) in facts {
                    go(.step(question), position, facts)
                }
            }
            for (outcome, target) in ask.when {
                var after = facts
                if let slot = ask.slot {
                    after.insert(.filled(frame.flow, slot))
                    after = after.filter { if case .asked(frame.flow, slot, _) = $0 { false } else { true } }
                    after.insert(.asked(frame.flow, slot, step.id))
                }
                if outcome == ask.identifies { after.insert(.named) }
                if outcome == "said_yes" {
                    for slot in ask.confirms { after.insert(.confirmed(frame.flow, slot)) }
                }
                go(target, position, after)
            }
        case .check(let check):
            for prompt in check.prompts { hear(prompt, facts, frame) }
            listen(position, facts)
            for (outcome, target) in check.when {
                var after = facts
                if outcome == "pass", facts.contains(.named), let secret = frame.secrets[check.against] {
                    after.insert(.proved(secret))
                }
                go(target, position, after)
            }
        case .run(let run):
            guard let callee = program.flow(run.flow) else { return }
            // A sub-flow sees the data of the root flow, and what its inputs stand for.
            var secrets = position.frames[0].secrets
            for (input, operand) in run.with {
                if case .field(let name) = operand { secrets[input] = frame.secrets[name] }
            }
            var next = Position(frames: position.frames, facts: facts)
            next.frames.append(Frame(flow: callee.name, step: callee.start, secrets: secrets))
            add(next)
        case .commit(let commit):
            if let required = commit.requires, level(facts).map({ $0 < required }) ?? true {
                violations.insert("V2 \(frame.flow).\(step.id)")
            }
            if case .promise(_, .field(let amount), _, _, _) = commit.content {
                if !facts.contains(.noticed) { violations.insert("F6") }
                if !facts.contains(.filled(frame.flow, amount)) {
                    violations.insert("S1 \(frame.flow).\(step.id)")
                }
                if !facts.contains(.confirmed(frame.flow, amount)) {
                    violations.insert("P1 \(frame.flow).\(step.id)")
                }
            }
            if let stop = goal(of: "stop_calling"), commit.content != .stopCalling {
                jump(stop, position, facts)
                jump(stop, position, facts.union([.committed]))
            }
            for (outcome, target) in commit.when {
                go(target, position, outcome == "done" ? facts.union([.committed]) : facts)
            }
        case .wait(let wait):
            changePerson(&facts)
            if let stop = goal(of: "stop_calling") { jump(stop, position, facts) }
            for target in wait.when.values { go(target, position, facts) }
        case .transfer(let transfer):
            changePerson(&facts)
            if let stop = goal(of: "stop_calling") { jump(stop, position, facts) }
            for target in transfer.when.values { go(target, position, facts) }
        case .end(let ending): end(ending, facts, frame, step)
        case .return(let outcome): go(.outcome(outcome), position, facts)
        case .decide(let decide):
            for test in decide.cases {
                guard test.value == .field(.verifiedLevel),
                    case .atLeast(.literal(.level(let least))) = test.comparison
                else { continue }
                if let level = level(facts), level >= least { return go(test.goto, position, facts) }
            }
            go(decide.otherwise, position, facts)
        }
    }

    private mutating func hear(_ prompt: PromptID, _ facts: Set<Fact>, _ frame: Frame) {
        guard prompt.rawValue.hasPrefix("debt") || prompt == "notice" else { return }
        if !isVerified(facts) { return _ = violations.insert("F7 \(frame.flow).\(frame.step)") }
        if prompt != "notice", !facts.contains(.noticed) { violations.insert("F6") }
    }

    /// Commands and retries of a question.
    private mutating func listen(_ position: Position, _ facts: Set<Fact>) {
        for universal in program.root.universals {
            guard case .goto(let step) = universal.action else { continue }
            if universal.requiresVerification, !isVerified(facts) { continue }
            guard universal.language == nil else {
                jump(step, position, inAnotherLanguage(facts))
                continue
            }
            jump(step, position, facts)
        }
        if case .step(let step)? = program.root.defaults.noInput.then { jump(step, position, facts) }
    }

    private func goal(of name: UniversalName) -> StepID? {
        for universal in program.root.universals where universal.name == name {
            if case .goto(let step) = universal.action { return step }
        }
        return nil
    }

    private mutating func jump(_ step: StepID, _ position: Position, _ facts: Set<Fact>) {
        let root = position.frames[0]
        let kept = facts.filter { fact in
            switch fact {
            case .filled(let flow, _), .confirmed(let flow, _), .asked(let flow, _, _): flow == root.flow
            default: true
            }
        }
        add(Position(frames: [Frame(flow: root.flow, step: step, secrets: root.secrets)], facts: kept))
    }

    private func level(_ facts: Set<Fact>) -> VerificationLevel? {
        guard facts.contains(.named) else { return nil }
        let proofs = facts.filter { if case .proved = $0 { true } else { false } }.count
        return proofs == 0 ? .l0 : proofs == 1 ? .l1 : .l2
    }

    private func inAnotherLanguage(_ facts: Set<Fact>) -> Set<Fact> {
        facts.filter { $0 != .noticed && !$0.isConfirmation }
    }

    private func isVerified(_ facts: Set<Fact>) -> Bool {
        facts.contains(.named)
            && facts.contains { fact in
                if case .proved = fact { true } else { false }
            }
    }

    private func changePerson(_ facts: inout Set<Fact>) {
        facts = facts.filter { fact in
            switch fact {
            case .named, .proved, .noticed, .confirmed: false
            case .filled, .asked, .committed: true
            }
        }
    }

    private mutating func end(_ ending: Ending, _ facts: Set<Fact>, _ frame: Frame, _ step: Step) {
        if ending == .committed, !facts.contains(.committed) {
            violations.insert("E1 \(frame.flow).\(step.id)")
        }
    }
}
