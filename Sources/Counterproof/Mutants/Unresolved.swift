package import Dialog

extension FlowProgram {
    /// Whether something is named that does not exist, or an outcome leads nowhere: such a file is refused when read.
    package func hasLooseEnds(_ catalogue: PromptCatalogue) -> Bool {
        let isLoose = flows.contains { flow in
            flow[flow.start] == nil || Set(flow.steps.map(\.id)).count != flow.steps.count
                || flow.steps.contains { hasLooseEnds($0, of: flow, catalogue) }
                || !flow.endsOfDefaults.allSatisfy { flow.has($0) }
        }
        return isLoose || root.universals.contains { hasLooseEnds($0, catalogue) }
    }

    private func hasLooseEnds(_ universal: Universal, _ catalogue: PromptCatalogue) -> Bool {
        var prompts = [universal.before, universal.confirm].compactMap { $0 }
        switch universal.action {
        case .goto(let step): if root[step] == nil { return true }
        case .say(let prompt):
            prompts.append(prompt)
            if universal.max == nil { return true }
        case .replay: if universal.max == nil { return true }
        }
        return !prompts.allSatisfy { isWorded($0, catalogue) }
    }

    private func isWorded(_ prompt: PromptID, _ catalogue: PromptCatalogue) -> Bool {
        catalogue.declarations[prompt] != nil
            && root.languages.allSatisfy { catalogue.languages[$0]?.texts[prompt] != nil }
    }

    private func hasLooseEnds(_ step: Step, of flow: Flow, _ catalogue: PromptCatalogue) -> Bool {
        let (outcomes, targets, prompts) = step.written
        if !targets.allSatisfy(flow.has) || !prompts.allSatisfy({ isWorded($0, catalogue) }) { return true }
        if !Set(step.needed(self, catalogue)).isSubset(of: outcomes) { return true }
        let known = Set(
            (flow.fields + root.fields).map(\.name) + flow.slotNames + [
                .today, .promiseReference, .verifiedLevel,
            ])
        let spoken = prompts.flatMap { prompt in
            root.languages.flatMap { catalogue.languages[$0]?.texts[prompt]?.placeholders ?? [] }
        }
        var read = step.operands.compactMap(\.fieldName) + spoken
        switch step.kind {
        case .ask(let ask):
            read += ask.confirms
            let corrects = ask.corrects.allSatisfy { slot, question in
                guard ask.confirms.contains(slot), case .ask(let asked)? = flow[question]?.kind else {
                    return false
                }
                return asked.slot == slot
            }
            let silence = ask.noInput.then ?? flow.defaults.noInput.then ?? root.defaults.noInput.then
            let unclear = ask.noMatch.then ?? flow.defaults.noMatch.then ?? root.defaults.noMatch.then
            if !corrects || ask.prompts.isEmpty || silence == nil || unclear == nil { return true }
        case .say(let say): if say.prompts.isEmpty { return true }
        case .check(let check): if check.prompts.isEmpty { return true }
        case .run(let run):
            guard let callee = subFlows[run.flow], Set(callee.fields.map(\.name)) == Set(run.with.keys) else {
                return true
            }
        case .decide, .commit, .transfer, .wait, .end, .return: break
        }
        return !known.isSuperset(of: read)
    }
}

extension Flow {
    fileprivate func has(_ target: Target) -> Bool {
        switch target {
        case .step(let step): self[step] != nil
        case .outcome(let outcome): outcomes?.contains(outcome) == true
        }
    }

    fileprivate var endsOfDefaults: [Target] {
        [defaults.noInput.then, defaults.noMatch.then, fault].compactMap { $0 }
    }

    var slotNames: [FieldName] {
        steps.compactMap { if case .ask(let ask) = $0.kind { ask.slot } else { nil } }
    }
}

extension Step {
    /// The outcomes, targets and prompts that the step itself names.
    fileprivate var written: (outcomes: Set<OutcomeName>, targets: [Target], prompts: [PromptID]) {
        var when: [OutcomeName: Target] = [:]
        var targets = [visits?.then, fault].compactMap { $0 }
        var prompts: [PromptID] = []
        switch kind {
        case .say(let say):
            prompts = say.prompts
            if case .goto(let target) = say.then { targets.append(target) }
        case .ask(let ask):
            when = ask.when
            targets += [ask.noInput.then, ask.noMatch.then].compactMap { $0 }
            prompts =
                ask.prompts + [ask.outOfRange, ask.confirmPrompt, ask.nearestPrompt].compactMap { $0 }
                + (ask.noInput.prompts ?? []) + (ask.noMatch.prompts ?? [])
        case .check(let check):
            when = check.when
            targets += [check.noInput.then].compactMap { $0 }
            prompts = check.prompts + (check.noInput.prompts ?? [])
        case .decide(let decide): targets += decide.cases.map(\.goto) + [decide.otherwise]
        case .run(let run): when = run.when
        case .commit(let commit): when = commit.when
        case .transfer(let transfer): when = transfer.when
        case .wait(let wait): when = wait.when
        case .return(let outcome): targets.append(.outcome(outcome))
        case .end: break
        }
        return (Set(when.keys), targets + when.values, prompts)
    }

    /// The outcomes that must lead somewhere.
    fileprivate func needed(_ program: FlowProgram, _ catalogue: PromptCatalogue) -> [OutcomeName] {
        switch kind {
        case .ask(let ask):
            switch ask.type {
            case .yesNo: ["said_yes", "said_no"]
            case .choice(let name): catalogue.choices[name]?.choices.map(\.value) ?? []
            case .digits, .date, .money, .number, .time: ["next"]
            }
        case .check: ["pass", "fail", "unsure", "locked", "refused"]
        case .run(let run): program.subFlows[run.flow]?.outcomes ?? []
        case .commit: ["done", "failed", "duplicate"]
        case .transfer: ["connected", "busy", "no_answer", "closed", "failed"]
        case .wait(let wait):
            switch wait.purpose {
            case .greeting: ["person", "silence", "machine", "fax"]
            case .person: ["person", "silence"]
            case .beep: ["beep", "no_beep"]
            }
        case .say, .decide, .end, .return: []
        }
    }
}
