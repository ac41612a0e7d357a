import Dialog

/// Checks what one file of a project says of another: sub-flows, prompts, choices, phrases, defaults.
struct ProgramLinker {
    let draft: ProgramDraft
    let catalogue: PromptCatalogue
    let promptFolder: String
    let findings: Findings

    func link() {
        guard let root = draft.root, let rootFlow = root.flow, !rootFlow.isSubFlow else { return }
        for (flow, parsed) in draft.flows {
            // A root flow that is run by another is reported where it is run.
            if flow.isSubFlow || flow.name == rootFlow.name { linkRuns(flow, parsed) }
        }
        reportCycles(from: rootFlow)
        linkRetries(rootFlow)
        // Without a catalogue every prompt would be missing.
        if !catalogue.declarations.isEmpty { linkPrompts(rootFlow, root) }
    }

    /// Every prompt that the flows name.
    var usedPrompts: Set<PromptID> {
        Set(draft.flows.flatMap { $0.parsed.links.promptUses.map(\.prompt) })
    }

    // MARK: Sub-flows

    private func linkRuns(_ flow: Flow, _ parsed: ParsedFlow) {
        for step in flow.steps {
            guard case .run(let run) = step.kind else { continue }
            let place = parsed.links.place(step, "run")
            if run.flow == draft.root?.flow?.name {
                findings.error(place, "step '\(step.id)' runs '\(run.flow)', the root flow itself")
                continue
            }
            guard let target = draft.subFlows[run.flow] else {
                let hint = Spelling.hint(for: run.flow.rawValue, among: draft.folder.flowNames)
                findings.error(
                    place,
                    "step '\(step.id)' runs '\(run.flow)', but there is no \(draft.folder.file(of: run.flow))\(hint)"
                )
                continue
            }
            guard let subFlow = target.flow else { continue }
            guard subFlow.isSubFlow else {
                findings.error(
                    place, "step '\(step.id)' runs '\(run.flow)', which is a root flow and no sub-flow")
                continue
            }
            guard target.hasSoundInterface else { continue }
            linkOutcomes(step, run, subFlow, parsed)
            linkInputs(step, run, subFlow, parsed)
        }
    }

    private func linkOutcomes(_ step: Step, _ run: Run, _ subFlow: Flow, _ parsed: ParsedFlow) {
        let outcomes = subFlow.outcomes ?? []
        checkOutcomes(step, parsed, outcomes, of: "the sub-flow '\(subFlow.name)'")
    }

    /// Reports outcomes under `when` that are missing or invented.
    func checkOutcomes(_ step: Step, _ parsed: ParsedFlow, _ outcomes: [OutcomeName], of owner: String) {
        let written = parsed.links.places[step.id]?.outcomes ?? [:]
        for (name, position) in written where !outcomes.contains(name) {
            let hint = Spelling.hint(for: name.rawValue, among: outcomes.map(\.rawValue))
            findings.error(
                position, "step '\(step.id)' names '\(name)', but \(owner) has no such outcome\(hint)")
        }
        let missing = outcomes.filter { written[$0] == nil }
        if !missing.isEmpty {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            findings.error(
                parsed.links.place(step, "when"),
                "step '\(step.id)' does not say under 'when' where \(names) of \(owner) leads")
        }
    }

    private func linkInputs(_ step: Step, _ run: Run, _ subFlow: Flow, _ parsed: ParsedFlow) {
        let places = parsed.links.places[step.id]
        for (name, position) in places?.inputs ?? [:]
        where !subFlow.fields.contains(where: { $0.name == name }) {
            let hint = Spelling.hint(for: name.rawValue, among: subFlow.fields.map(\.name.rawValue))
            findings.error(position, "the sub-flow '\(subFlow.name)' has no input '\(name)'\(hint)")
        }
        for input in subFlow.fields {
            guard let position = places?.inputs[input.name] else {
                if !input.isOptional {
                    findings.error(
                        parsed.links.place(step, "run"),
                        "step '\(step.id)' does not give '\(subFlow.name)' its input '\(input.name)'")
                }
                continue
            }
            // An operand that could not be read has been reported.
            guard let operand = run.with[input.name] else { continue }
            if let problem = mismatch(operand, input, parsed.symbols) {
                findings.error(position, "the input '\(input.name)' of '\(subFlow.name)' \(problem)")
            }
        }
    }

    /// Why an operand cannot be given to an input; nil if it can.
    private func mismatch(_ operand: Operand, _ input: DataField, _ symbols: FlowSymbols) -> String? {
        guard case .field(let name) = operand else {
            if input.isSecret { return "is secret: it takes a $reference to a secret, no literal" }
            if operand.coerced(to: input.type) != nil || operand.literalType == input.type { return nil }
            return "must be \(Literal.form(of: input.type)) or a $reference"
        }
        switch symbols.referent(name.rawValue) {
        case .slot(let slot):
            if slot.type != input.type { return typeMismatch(input, name, slot.type) }
            return secrecyMismatch(input, name, isSecret: slot.isSecret)
        case .builtIn(let type):
            if type != input.type { return typeMismatch(input, name, type) }
            return secrecyMismatch(input, name, isSecret: false)
        case .field(let field):
            if field.type != input.type { return typeMismatch(input, name, field.type) }
            if let problem = secrecyMismatch(input, name, isSecret: field.isSecret) { return problem }
            if field.about > input.about { return "must be declared 'about: debt', because '$\(name)' is" }
            if let wanted = input.length, let length = field.length, wanted != length {
                return "has \(wanted) digits, but '$\(name)' has \(length)"
            }
            if field.isOptional, !input.isOptional {
                return "must be declared 'optional: true', because '$\(name)' may be absent"
            }
            return nil
        case .unknown, nil: return nil
        }
    }

    private func typeMismatch(_ input: DataField, _ name: FieldName, _ type: ValueType) -> String {
        "is \(input.type.rawValue), but '$\(name)' is \(type.rawValue)"
    }

    private func secrecyMismatch(_ input: DataField, _ name: FieldName, isSecret: Bool) -> String? {
        if isSecret == input.isSecret { return nil }
        return isSecret
            ? "must be declared 'secret: true', because '$\(name)' is secret"
            : "is secret, but '$\(name)' is not"
    }

    private func reportCycles(from root: Flow) {
        var finished: Set<FlowName> = []
        func visit(_ flow: Flow, _ parsed: ParsedFlow, path: [FlowName]) {
            for step in flow.steps {
                guard case .run(let run) = step.kind, run.flow != root.name else { continue }
                if let start = path.firstIndex(of: run.flow) {
                    let round = (path[start...] + [run.flow]).map(\.rawValue).joined(separator: " → ")
                    findings.error(
                        parsed.links.place(step, "run"),
                        "step '\(step.id)' runs '\(run.flow)' within itself (\(round)); sub-flows can't")
                } else if !finished.contains(run.flow), let next = draft.subFlows[run.flow],
                    let flow = next.flow
                {
                    visit(flow, next, path: path + [run.flow])
                }
            }
            finished.insert(flow.name)
        }
        if let parsed = draft.root { visit(root, parsed, path: []) }
    }

    // MARK: Retries

    /// Every listening step must know what to do with silence and with what it does not understand.
    private func linkRetries(_ root: Flow) {
        guard let rootParsed = draft.root, !rootParsed.diagnostics.hasErrors else { return }
        for (flow, parsed) in draft.flows where !parsed.diagnostics.hasErrors {
            for step in flow.steps {
                switch step.kind {
                case .ask(let ask):
                    report(
                        step, "noinput",
                        missing(of: [ask.noInput, flow.defaults.noInput, root.defaults.noInput], true))
                    report(
                        step, "nomatch",
                        missing(of: [ask.noMatch, flow.defaults.noMatch, root.defaults.noMatch], false))
                case .check(let check):
                    report(
                        step, "noinput",
                        missing(of: [check.noInput, flow.defaults.noInput, root.defaults.noInput], true))
                    // A universal that is given too often leads there.
                    let then = flow.defaults.noMatch.then ?? root.defaults.noMatch.then
                    report(step, "nomatch", then == nil ? ["then"] : [])
                case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: break
                }
            }
        }
    }

    private func missing(of policies: [RetryPolicy], _ isNoInput: Bool) -> [String] {
        var names: [String] = []
        if isNoInput, policies.allSatisfy({ $0.timeout == nil }) { names.append("timeout") }
        if policies.allSatisfy({ $0.tries == nil }) { names.append("tries") }
        if policies.allSatisfy({ $0.then == nil }) { names.append("then") }
        return names
    }

    private func report(_ step: Step, _ key: String, _ missing: [String]) {
        guard !missing.isEmpty else { return }
        let names = missing.map { "'\($0)'" }.joined(separator: ", ")
        findings.error(
            step.position,
            "step '\(step.id)' has no \(names) for '\(key)'; say it in the step or in 'defaults'")
    }
}
