import Calls
import Dialog
import FlowFiles

/// Reports prompts, steps and slots that a scenario names and its program doesn't have.
struct NameCheck {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let findings: Findings

    func check(_ scenario: Scenario) {
        for act in scenario.acts {
            switch act.kind {
            case .turn(_, .prompt(let prompt)?): check(prompt, act.position)
            case .turn, .circumstance: break
            case .expect(let expectations): for expectation in expectations { check(expectation) }
            }
        }
    }

    private func check(_ expectation: Expectation) {
        switch expectation.claim {
        case .prompts(let prompts): for prompt in prompts { check(prompt, expectation.position) }
        case .step(let step): check(step, expectation.position)
        case .path(let steps): for step in steps { check(step, expectation.position) }
        case .slot(let slot, _): check(slot, expectation.position)
        case .says, .disposition, .end, .promise, .noPromise, .neverSays, .neverDebtUnverified, .turns,
            .stored,
            .storedNothing, .verified:
            break
        }
    }

    private func check(_ prompt: PromptID, _ position: SourcePosition) {
        guard catalogue.declarations[prompt] == nil else { return }
        let hint = Spelling.hint(for: prompt.rawValue, among: catalogue.declarations.keys.map(\.rawValue))
        findings.error(position, "there is no prompt '\(prompt)'\(hint)")
    }

    private var flows: [Flow] { [program.root] + program.subFlows.values }

    private func check(_ reference: StepReference, _ position: SourcePosition) {
        if let name = reference.flow {
            guard let flow = program.flow(name) else {
                let hint = Spelling.hint(for: name.rawValue, among: flows.map(\.name.rawValue))
                return findings.error(position, "'\(program.root.name)' runs no flow '\(name)'\(hint)")
            }
            guard flow[reference.step] == nil else { return }
            let hint = Spelling.hint(for: reference.step.rawValue, among: flow.steps.map(\.id.rawValue))
            return findings.error(position, "the flow '\(name)' has no step '\(reference.step)'\(hint)")
        }
        let owners = flows.filter { $0[reference.step] != nil }.map(\.name.rawValue).sorted()
        if owners.isEmpty {
            let steps = flows.flatMap { $0.steps.map(\.id.rawValue) }
            findings.error(
                position,
                "there is no step '\(reference.step)'\(Spelling.hint(for: reference.step.rawValue, among: steps))"
            )
        } else if owners.count > 1, program.root[reference.step] == nil {
            let choices = owners.map { "'\($0).\(reference.step)'" }.joined(separator: " or ")
            findings.error(position, "'\(reference.step)' is a step of several flows; write \(choices)")
        }
    }

    private func check(_ slot: FieldName, _ position: SourcePosition) {
        let slots = flows.flatMap { flow in
            flow.steps.compactMap { step in
                if case .ask(let ask) = step.kind { ask.slot } else { nil }
            }
        }
        guard !slots.contains(slot) else { return }
        let hint = Spelling.hint(for: slot.rawValue, among: slots.map(\.rawValue))
        findings.error(position, "no step fills a slot '\(slot)'\(hint)")
    }
}
