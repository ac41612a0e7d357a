import Dialog

// Changes of where a call goes.
extension Mutator {
    mutating func redirectEdge() -> Change? {
        guard
            let (flow, index, step, ways) = pickStep({ step -> [OutcomeName: Target]? in
                if case .say(let say) = step.kind, case .goto(let next) = say.then { return ["next": next] }
                if case .decide(let decide) = step.kind { return ["otherwise": decide.otherwise] }
                return step.kind.namedTargets.isEmpty ? nil : step.kind.namedTargets
            }), let outcome = pick(ways.keys.sorted()), let target = pickTarget(in: flow)
        else { return nil }
        let kind: StepKind
        switch step.kind {
        case .say(let say):
            kind = .say(Say(prompts: say.prompts, bargeIn: say.bargeIn, then: .goto(target)))
        case .decide(let decide): kind = .decide(Decide(cases: decide.cases, otherwise: target))
        case .ask, .check, .run, .commit, .transfer, .wait, .end, .return:
            kind = step.kind.with(ways.merging([outcome: target]) { $1 })
        }
        return changed("\(outcome) leads to \(target.words)", flow, index, step.changing(kind: kind))
    }

    mutating func swapOutcomes() -> Change? {
        guard
            let (flow, index, step, ways) = pickStep({
                $0.kind.namedTargets.count > 1 ? $0.kind.namedTargets : nil
            }), let one = pick(ways.keys.sorted()), let other = pick(ways.keys.sorted().filter { $0 != one })
        else { return nil }
        var swapped = ways
        swapped[one] = ways[other]
        swapped[other] = ways[one]
        return changed(
            "\(one) and \(other) swapped", flow, index, step.changing(kind: step.kind.with(swapped)))
    }

    mutating func dropEdge() -> Change? {
        guard
            let (flow, index, step, ways) = pickStep({
                $0.kind.namedTargets.isEmpty ? nil : $0.kind.namedTargets
            }), let outcome = pick(ways.keys.sorted())
        else { return nil }
        let kind = step.kind.with(ways.filter { $0.key != outcome })
        return changed("no \(outcome)", flow, index, step.changing(kind: kind))
    }

    mutating func redirectRetry() -> Change? {
        if Int.random(in: 0..<4, using: &random) == 0 {
            guard let flow = pick(program.flows), let target = pickTarget(in: flow) else { return nil }
            let defaults = flow.defaults
            let change = flow.changing(
                defaults: Bool.random(using: &random)
                    ? Defaults(noInput: defaults.noInput.leading(to: target), noMatch: defaults.noMatch)
                    : Defaults(noInput: defaults.noInput, noMatch: defaults.noMatch.leading(to: target)))
            let which = change.defaults.noMatch == defaults.noMatch ? "noinput" : "nomatch"
            return ("\(flow.name): \(which) leads to \(target.words)", program.replacing(change), catalogue)
        }
        guard
            let (flow, index, step, isAsk) = pickStep({ step -> Bool? in
                if case .ask = step.kind { return true }
                if case .check = step.kind { return false }
                return nil
            }), let target = pickTarget(in: flow)
        else { return nil }
        let isSilence = !isAsk || Bool.random(using: &random)
        let kind: StepKind
        if case .ask(let ask) = step.kind {
            kind = .ask(
                isSilence
                    ? ask.changing(noInput: ask.noInput.leading(to: target))
                    : ask.changing(noMatch: ask.noMatch.leading(to: target)))
        } else if case .check(let check) = step.kind {
            kind = .check(check.changing(noInput: check.noInput.leading(to: target)))
        } else {
            return nil
        }
        return changed(
            "\(isSilence ? "noinput" : "nomatch") leads to \(target.words)", flow, index,
            step.changing(kind: kind))
    }

    mutating func redirectCommand() -> Change? {
        let root = program.root
        let leading = root.universals.indices.filter {
            if case .goto = root.universals[$0].action { true } else { false }
        }
        guard let index = pick(leading), let step = pick(root.steps) else { return nil }
        var universals = root.universals
        universals[index] = universals[index].changing(action: .goto(step.id))
        return changed(
            "\(universals[index].name) leads to \(step.id)", root: root.changing(universals: universals))
    }

    mutating func redirectBound() -> Change? {
        guard let (flow, index, step, visits) = pickStep(\.visits), let target = pickTarget(in: flow) else {
            return nil
        }
        return changed(
            "used-up visits lead to \(target.words)", flow, index,
            step.changing(visits: VisitLimit(max: visits.max, then: target)))
    }

    mutating func dropBound() -> Change? {
        guard let (flow, index, step, _) = pickStep(\.visits) else { return nil }
        return changed("no bound", flow, index, step.changing(visits: .some(nil)))
    }

    mutating func changeEnding() -> Change? {
        guard
            let (flow, index, step, ending) = pickStep({ step -> Ending? in
                if case .say(let say) = step.kind, case .end(let ending) = say.then { return ending }
                if case .end(let ending) = step.kind { return ending }
                return nil
            })
        else { return nil }
        let other: Ending = ending == .committed ? .disposition(.error) : .committed
        if case .say(let say) = step.kind {
            let kind = StepKind.say(Say(prompts: say.prompts, bargeIn: say.bargeIn, then: .end(other)))
            return changed("ends with \(other)", flow, index, step.changing(kind: kind))
        }
        return changed("ends with \(other)", flow, index, step.changing(kind: .end(other)))
    }

    mutating func skipStep() -> Change? {
        guard
            let (flow, _, step, next) = pickStep({ step -> Target? in
                if case .say(let say) = step.kind, case .goto(let next) = say.then { return next }
                return step.kind.namedTargets.min { $0.key < $1.key }?.value
            })
        else { return nil }
        return goPast(step, to: next, in: flow)
    }

    mutating func skipConfirmation() -> Change? {
        guard
            let (flow, _, step, next) = pickStep({ step -> Target? in
                guard case .ask(let ask) = step.kind, ask.type == .yesNo else { return nil }
                return ask.when["said_yes"]
            })
        else { return nil }
        return goPast(step, to: next, in: flow)
    }

    /// Every way that led to the step leads on from it.
    private func goPast(_ skipped: Step, to next: Target, in flow: Flow) -> Change {
        let steps = flow.steps.map { step in
            step.changing(kind: step.kind.mapTargets { $0 == .step(skipped.id) ? next : $0 })
        }
        return (
            "\(flow.name): past \(skipped.id) to \(next.words)",
            program.replacing(flow.changing(steps: steps)),
            catalogue
        )
    }

    mutating func handOver() -> Change? {
        guard
            let (flow, index, step, next) = pickStep({ step -> Target? in
                if case .say(let say) = step.kind, case .goto(let next) = say.then { next } else { nil }
            })
        else { return nil }
        let wait = Wait(purpose: .person, timeout: .seconds(30), when: ["person": next, "silence": next])
        return changed("waits for a person", flow, index, step.changing(kind: .wait(wait)))
    }

    mutating func addFault() -> Change? {
        guard let flow = pick(program.flows), let target = pickTarget(in: flow) else { return nil }
        if Bool.random(using: &random) {
            return (
                "\(flow.name): faults lead to \(target.words)",
                program.replacing(flow.changing(fault: .some(target))), catalogue
            )
        }
        guard let index = flow.steps.indices.randomElement(using: &random) else { return nil }
        return changed(
            "a fault leads to \(target.words)", flow, index, flow.steps[index].changing(fault: .some(target)))
    }

    // MARK: Commands

    mutating func dropCommand() -> Change? {
        let root = program.root
        guard let index = root.universals.indices.randomElement(using: &random) else { return nil }
        var universals = root.universals
        let dropped = universals.remove(at: index)
        return changed("no \(dropped.name)", root: root.changing(universals: universals))
    }

    mutating func restrictCommand() -> Change? {
        let root = program.root
        guard let index = root.universals.indices.randomElement(using: &random) else { return nil }
        var universals = root.universals
        let isRestricted = universals[index].requiresVerification
        universals[index] = universals[index].changing(
            requiresVerification: !isRestricted, before: isRestricted ? .some(nil) : nil)
        return changed(
            "\(universals[index].name) \(isRestricted ? "for everyone" : "for the verified")",
            root: root.changing(universals: universals))
    }
}
