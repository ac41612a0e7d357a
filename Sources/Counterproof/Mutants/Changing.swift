import Dialog

// Copies of parts of a flow with one thing changed.

extension Flow {
    func changing(
        fields: [DataField]? = nil, defaults: Defaults? = nil, universals: [Universal]? = nil,
        steps: [Step]? = nil, fault: Target?? = nil
    ) -> Flow {
        Flow(
            name: name, version: version, languages: languages, policy: policy, policyChanges: policyChanges,
            fields: fields ?? self.fields,
            outcomes: outcomes, defaults: defaults ?? self.defaults,
            universals: universals ?? self.universals,
            start: start, steps: steps ?? self.steps, fault: fault ?? self.fault, recordFrom: recordFrom,
            position: position)
    }

    func replacing(_ step: Step, at index: Int) -> Flow {
        var steps = steps
        steps[index] = step
        return changing(steps: steps)
    }
}

extension FlowProgram {
    func replacing(_ flow: Flow) -> FlowProgram {
        if flow.name == root.name { return FlowProgram(root: flow, subFlows: subFlows) }
        return FlowProgram(root: root, subFlows: subFlows.merging([flow.name: flow]) { $1 })
    }
}

extension Step {
    func changing(kind: StepKind? = nil, visits: VisitLimit?? = nil, fault: Target?? = nil) -> Step {
        Step(
            id: id, kind: kind ?? self.kind, visits: visits ?? self.visits, fault: fault ?? self.fault,
            position: position, edgePositions: edgePositions)
    }
}

extension Ask {
    func changing(
        prompts: [PromptID]? = nil, noInput: RetryPolicy? = nil, noMatch: RetryPolicy? = nil,
        bargeIn: BargeIn? = nil, confirms: [FieldName]? = nil, identifies: OutcomeName?? = nil,
        when: [OutcomeName: Target]? = nil
    ) -> Ask {
        Ask(
            slot: slot, type: type, prompts: prompts ?? self.prompts, noInput: noInput ?? self.noInput,
            noMatch: noMatch ?? self.noMatch, confirm: confirm, confirmPrompt: confirmPrompt,
            confidence: confidence, bargeIn: bargeIn ?? self.bargeIn, acceptsKeys: acceptsKeys,
            isSecret: isSecret, confirms: confirms ?? self.confirms,
            corrects: corrects.filter { (confirms ?? self.confirms).contains($0.key) },
            identifies: identifies ?? self.identifies, outOfRange: outOfRange, schedule: schedule,
            nearestPrompt: nearestPrompt, when: when ?? self.when)
    }
}

extension Check {
    func changing(
        prompts: [PromptID]? = nil, noInput: RetryPolicy? = nil, when: [OutcomeName: Target]? = nil
    ) -> Check {
        Check(
            against: against, type: type, prompts: prompts ?? self.prompts, tries: tries,
            unsureTries: unsureTries, noInput: noInput ?? self.noInput, bargeIn: bargeIn,
            when: when ?? self.when)
    }
}

extension RetryPolicy {
    func leading(to target: Target) -> RetryPolicy {
        RetryPolicy(timeout: timeout, tries: tries, prompts: prompts, then: target)
    }
}

extension Universal {
    func changing(
        action: Action? = nil, requiresVerification: Bool? = nil, before: PromptID?? = nil,
        confirm: PromptID?? = nil
    ) -> Universal {
        Universal(
            name: name, action: action ?? self.action, max: max, keys: keys,
            requiresVerification: requiresVerification ?? self.requiresVerification,
            before: before ?? self.before, confirm: confirm ?? self.confirm, language: language,
            position: position)
    }
}

extension PromptDeclaration {
    func changing(says: Set<Says>? = nil, about: Sensitivity? = nil) -> PromptDeclaration {
        PromptDeclaration(id: id, says: says ?? self.says, about: about ?? self.about, position: position)
    }
}

extension PromptText {
    /// Each wording with a part added at its end.
    func adding(_ part: PromptPart) -> PromptText {
        PromptText(
            variants: variants.map { $0 + [PromptSegment(parts: [.text(" "), part])] }, position: position)
    }

    func without(_ name: FieldName) -> PromptText {
        PromptText(
            variants: variants.map { variant in
                variant.map { segment in
                    PromptSegment(
                        parts: segment.parts.filter { $0 != .placeholder(name) }, recording: segment.recording
                    )
                }
            }, position: position)
    }
}

extension StepKind {
    /// The outcomes by name, for the steps that have some.
    var namedTargets: [OutcomeName: Target] {
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

    func with(_ when: [OutcomeName: Target]) -> StepKind {
        switch self {
        case .ask(let ask): .ask(ask.changing(when: when))
        case .check(let check): .check(check.changing(when: when))
        case .run(let run): .run(Run(flow: run.flow, with: run.with, when: when))
        case .commit(let commit):
            .commit(Commit(content: commit.content, requires: commit.requires, when: when))
        case .transfer(let transfer): .transfer(Transfer(destination: transfer.destination, when: when))
        case .wait(let wait): .wait(Wait(purpose: wait.purpose, timeout: wait.timeout, when: when))
        case .say, .decide, .end, .return: self
        }
    }

    /// With every target put through the function.
    func mapTargets(_ change: (Target) -> Target) -> StepKind {
        switch self {
        case .say(let say):
            if case .goto(let target) = say.then {
                .say(Say(prompts: say.prompts, bargeIn: say.bargeIn, then: .goto(change(target))))
            } else {
                self
            }
        case .decide(let decide):
            .decide(
                Decide(
                    cases: decide.cases.map {
                        DecideCase(
                            value: $0.value, comparison: $0.comparison, goto: change($0.goto),
                            position: $0.position)
                    }, otherwise: change(decide.otherwise)))
        case .ask, .check, .run, .commit, .transfer, .wait: with(namedTargets.mapValues(change))
        case .end, .return: self
        }
    }
}
