import Dialog

extension Exploration {
    /// What is known at the start of a flow that nobody told anything.
    func freshValues(of context: Int) -> BitSet { instance(of: context).names.empty }

    func instance(of context: Int) -> FlowInstance { instances[contexts[context].key.instance] }

    /// What holds after an edge, given what held on arrival at its origin.
    func values(_ arrival: BitSet, along edge: Context.Edge, in context: Int) -> BitSet {
        let instance = instance(of: context)
        let profile = instance.steps[contexts[context].nodes[edge.from].point.step]
        var values = arrival
        switch edge.via {
        case .move(.visitsUsedUp):
            // The step was not entered.
            break
        case .move(let cause):
            values.subtract(profile.undone)
            if let gain = profile.gains[cause] { values.formUnion(gain) }
            if case .anotherLanguage = cause { values.subtract(instance.names.allConfirmed) }
        case .returned(let callee, let exit):
            // Another person's yes confirms nothing for this one, nor one in a language that is not understood.
            if contexts[callee].exits[exit].facts.flags.contains(.confirmationsVoid) {
                values.subtract(instance.names.allConfirmed)
            }
        }
        return values
    }

    /// What holds at the start of a sub-flow, given what held on arrival at the step that runs it.
    func values(_ arrival: BitSet, enteredBy call: Context.Call, in context: Int) -> BitSet {
        let caller = instance(of: context)
        let callee = instance(of: call.callee)
        let step = caller.steps[contexts[context].nodes[call.node].point.step].step
        guard case .run(let run) = step.kind else { return callee.names.empty }
        var entry = callee.names.empty
        let inputs = Set(callee.flow.fields.map(\.name))
        let slots = callee.flow.slots
        for name in callee.names.names where inputs.contains(name) || !slots.contains(name) {
            let origin = inputs.contains(name) ? run.with[name] : .field(name)
            let (known, confirmed) = values(of: origin, in: caller, arrival)
            if known { callee.names.known(name).map { entry.insert($0) } }
            if confirmed { callee.names.confirmed(name).map { entry.insert($0) } }
        }
        return entry
    }

    private func values(
        of operand: Operand?, in caller: FlowInstance, _ arrival: BitSet
    ) -> (known: Bool, confirmed: Bool) {
        switch operand {
        case .literal, .amount, .visits: return (true, true)
        case nil: return (false, false)
        case .field(let name):
            // A slot that may be empty is reported where it is passed on, not again where it is used.
            let isSlot = caller.scope.resolve(name) == .slot
            let isKnown = caller.names.known(name).map(arrival.contains) ?? true
            return (isSlot || isKnown, caller.names.confirmed(name).map(arrival.contains) ?? true)
        }
    }
}

extension Context {
    /// By point: the edges that leave it.
    var edgesByOrigin: [[Int]] {
        var result = Array(repeating: [Int](), count: nodes.count)
        for (index, edge) in edges.enumerated() { result[edge.from].append(index) }
        return result
    }
}

extension StepProfile {
    /// Everything that must be known or confirmed when the step is reached with these facts.
    func needs(at arrival: Facts) -> [Need] {
        let facts = arrival.entering(step.kind)
        return needs + lines.filter { $0.line.audience.includes(facts) }.flatMap(\.needs)
    }
}
