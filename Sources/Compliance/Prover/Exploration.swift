import Dialog

/// Every point that a call can reach, with the shortest way to it.
///
/// A sub-flow is explored once for each meaning of its inputs and each set of facts on entry; what it makes of them,
/// by outcome, stands for it wherever it runs. Within one such *context* points are found in the order of their
/// distance, so the first way to a point is a shortest one.
struct Exploration {
    private(set) var instances: [FlowInstance] = []
    private(set) var contexts: [Context] = []
    /// Callers before the sub-flows that they run; the root flow's context first.
    private(set) var callersFirst: [Int] = []
    private(set) var suspicions = Suspicions()
    let setting: ProofSetting
    /// How many points were found.
    private(set) var points = 0
    /// Whether there were more points than there was room for, so that not all were found.
    private(set) var isCutShort = false

    private let builder: FlowInstanceBuilder
    private let room: Int
    private var instanceIndex: [Scope: Int] = [:]
    private var contextIndex: [Context.Key: Int] = [:]

    /// Explores a program in which no sub-flow runs itself.
    init(_ builder: FlowInstanceBuilder, terms: ProofTerms = .ofEngine, room: Int = .max) {
        self.builder = builder
        self.room = room
        setting = ProofSetting(builder, terms: terms)
        let root = builder.program.root
        if let instance = instance(of: root.name, scope: Scope(root: root)) {
            _ = explore(Context.Key(instance: instance, entry: Facts()))
        }
        callersFirst.reverse()
    }

    private mutating func instance(of flow: FlowName, scope: Scope) -> Int? {
        if let known = instanceIndex[scope] { return known }
        guard let instance = builder.instance(of: flow, scope: scope) else { return nil }
        instances.append(instance)
        instanceIndex[scope] = instances.count - 1
        return instances.count - 1
    }

    // MARK: One context

    private mutating func explore(_ key: Context.Key) -> Int {
        if let known = contextIndex[key] { return known }
        let id = contexts.count
        contextIndex[key] = id
        var context = Context(key: key)
        contexts.append(context)
        let instance = instances[key.instance]
        var queue = DistanceQueue<Arrival>()
        if let start = instance.graph.start {
            queue.push(Arrival(point: Point(step: start, facts: key.entry), from: nil), at: 0)
        }
        while let (arrival, distance) = queue.pop() {
            guard let node = context.arrive(arrival, distance: distance) else { continue }
            points += 1
            isCutShort = isCutShort || points > room
            guard !isCutShort else { break }
            for way in ways(from: node, in: &context, id: id) {
                switch way.to {
                case .step(let step):
                    let departure = Context.Departure(node: node, via: way.via, length: way.length)
                    let point = Point(step: step, facts: way.facts)
                    queue.push(Arrival(point: point, from: departure), at: distance + way.length)
                case .outcome(let outcome):
                    context.leave(.outcome(outcome), from: node, way.leavingFlow)
                case .root(let step):
                    context.leave(.root(step), from: node, way.leavingFlow)
                case .hangUp: break
                }
            }
        }
        contexts[id] = context
        callersFirst.append(id)
        return id
    }

    /// Every way out of a point, with what holds after it.
    private mutating func ways(from node: Int, in context: inout Context, id: Int) -> [Way] {
        let point = context.nodes[node].point
        let instance = instances[context.key.instance]
        let profile = instance.steps[point.step]
        var arrival = point.facts
        var ways = bypass(of: point, in: instance)
        if let visits = profile.visits {
            guard !visits.isFull(in: arrival) else { return ways }
            visits.add(to: &arrival)
        }
        var visit = StepVisit(
            profile, arrival: arrival, place: Place(context: id, node: node), in: setting)
        visit.enter(&suspicions)
        if case .run(let run) = visit.profile.step.kind {
            return ways + returns(of: run, from: node, facts: visit.facts, in: &context)
        }
        for move in visit.profile.moves {
            for facts in visit.leave(by: move, &suspicions) {
                ways.append(Way(via: .move(move.cause), to: move.to, facts: facts, length: 1))
            }
        }
        return ways
    }

    /// The way past a step that was entered as often as it may be, or may have been.
    private func bypass(of point: Point, in instance: FlowInstance) -> [Way] {
        guard let to = instance.graph.bypasses[point.step] else { return [] }
        var length = 1
        if let visits = instance.steps[point.step].visits {
            guard visits.isFull(in: point.facts) else { return [] }
        } else {
            // It takes as many entries before; so a path without any is the shorter one.
            length += instance.flow.steps[point.step].visits?.max ?? 0
        }
        return [Way(via: .move(.visitsUsedUp), to: to, facts: point.facts, length: length)]
    }

    /// What a sub-flow makes of the facts, as ways out of the step that runs it.
    private mutating func returns(
        of run: Run, from node: Int, facts: Facts, in context: inout Context
    ) -> [Way] {
        let caller = instances[context.key.instance]
        guard let callee = builder.program.subFlows[run.flow],
            let instance = instance(
                of: run.flow, scope: Scope(running: callee, with: run.with, from: caller.scope))
        else { return [] }
        var entry = facts
        entry.flags.remove(.confirmationsVoid)
        entry.fillers = 0
        // What can't happen in the sub-flow need not be told apart there.
        let counted = instances[instance].counted
        entry.counts &= counted
        let id = explore(Context.Key(instance: instance, entry: entry))
        context.calls.append(Context.Call(node: node, callee: id))
        let moves = caller.steps[context.nodes[node].point.step].moves
        return contexts[id].exits.enumerated().compactMap { index, exit in
            // Sub-flows that run each other often have paths that nobody can count.
            let inside = min(exit.distance, 1_000_000)
            var after = exit.facts
            after.fillers = facts.fillers
            after.counts |= facts.counts & ~counted
            if facts.flags.contains(.confirmationsVoid) { after.flags.insert(.confirmationsVoid) }
            let via = Via.returned(context: id, exit: index)
            switch exit.to {
            case .outcome(let outcome):
                let move = moves.first { $0.cause == .outcome(outcome) }
                return move.map { Way(via: via, to: $0.to, facts: after, length: inside + 2) }
            case .root(let step):
                let to = caller.graph.isRoot ? Destination.step(step) : .root(step)
                return Way(via: via, to: to, facts: after, length: inside + 1)
            }
        }
    }
}
