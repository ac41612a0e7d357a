import Dialog

/// Writes the shortest path to a place as numbered steps that a designer can follow.
struct Witness {
    /// Moves through a sub-flow that are written out; a longer way is left out.
    private static let readableLength = 500

    let exploration: Exploration
    /// By context: its distance from the start of the call, and from where it is run first.
    private let origins: [Origin?]

    private struct Origin {
        let distance: Int
        /// Nil for the root flow.
        let caller: Place?
    }

    init(_ exploration: Exploration) {
        self.exploration = exploration
        var origins: [Origin?] = Array(repeating: nil, count: exploration.contexts.count)
        if let root = exploration.callersFirst.first { origins[root] = Origin(distance: 0, caller: nil) }
        for id in exploration.callersFirst {
            guard let here = origins[id] else { continue }
            let context = exploration.contexts[id]
            for call in context.calls {
                let distance = here.distance + context.nodes[call.node].distance + 1
                if distance < origins[call.callee]?.distance ?? .max {
                    origins[call.callee] = Origin(
                        distance: distance, caller: Place(context: id, node: call.node))
                }
            }
        }
        self.origins = origins
    }

    /// Moves from the start of the call.
    func distance(to place: Place) -> Int {
        let node = exploration.contexts[place.context].nodes[place.node]
        return (origins[place.context]?.distance ?? 0) + node.distance
    }

    /// Moves from the start of the call to the start of a context.
    func distance(toContext id: Int) -> Int { origins[id]?.distance ?? 0 }

    // MARK: Paths

    /// A shortest path from the start of the call, as a person reads it.
    func path(to place: Place) -> [TrailStep] { wholePath(to: place).trail }

    /// A shortest path from the start of the call.
    func wholePath(to place: Place) -> Path {
        Path(legs: path(toContext: place.context) + localPath(to: place), last: flowStep(at: place))
    }

    func flowStep(at place: Place) -> FlowStep {
        FlowStep(
            flow: exploration.instance(of: place.context).flow.name,
            step: exploration.contexts[place.context].nodes[place.node].point.step)
    }

    /// A shortest path to the start of a context, that start included.
    func path(toContext id: Int) -> [Leg] {
        guard let caller = origins[id]?.caller else {
            if case .wait? = startStep(of: id)?.step.kind { return [] }
            let flow = exploration.instance(of: id).flow.name
            return [
                Leg(arrival("the call is answered", at: start(of: id), in: id), .begins(flow, by: nil))
            ]
        }
        return path(toContext: caller.context) + localPath(to: caller) + [entrance(of: id, from: caller)]
    }

    /// How a sub-flow begins.
    func entrance(of id: Int, from caller: Place) -> Leg {
        let flow = exploration.instance(of: id).flow.name
        return Leg(
            arrival("sub-flow '\(flow)' starts", at: start(of: id), in: id),
            .begins(flow, by: flowStep(at: caller)))
    }

    /// The edges of a context.
    func steps(along edges: [Int], in id: Int) -> [Leg] {
        let context = exploration.contexts[id]
        return edges.flatMap { index in
            let edge = context.edges[index]
            let to = context.nodes[edge.to].point.step
            return steps(by: edge.via, from: edge.from, to: to, in: id) { arrival($0, at: to, in: id) }
        }
    }

    private func localPath(to place: Place) -> [Leg] {
        let context = exploration.contexts[place.context]
        var edges: [Int] = []
        var node = place.node
        while let edge = context.nodes[node].parent {
            edges.append(edge)
            node = context.edges[edge].from
        }
        return steps(along: edges.reversed(), in: place.context)
    }

    /// The moves of one way; `last` makes the one that arrives.
    private func steps(
        by via: Via, from node: Int, to: Int?, in id: Int, last: (String) -> TrailStep
    ) -> [Leg] {
        let context = exploration.contexts[id]
        let step = exploration.instance(of: id).steps[context.nodes[node].point.step].step
        let here = Place(context: id, node: node)
        switch via {
        case .move(let cause):
            return [Leg(last(Wording.phrase(step, cause)), .leaves(flowStep(at: here), cause, to: to))]
        case .returned(let callee, let index):
            let exit = exploration.contexts[callee].exits[index]
            let flow = exploration.instance(of: callee).flow.name
            let entrance = entrance(of: callee, from: here)
            // A path through sub-flows that run each other may be longer than anybody reads.
            guard exit.distance <= Self.readableLength else {
                return [
                    entrance, Leg(TrailStep("…", flow: flow), .leftOut),
                    Leg(last("\(flow) is left"), .returns),
                ]
            }
            let end = Place(context: callee, node: exit.from)
            let inside = [entrance] + localPath(to: end)
            switch exit.to {
            case .root:
                return inside + steps(by: exit.via, from: exit.from, to: nil, in: callee, last: last)
            case .outcome(let outcome):
                let back = last("\(flow) returns '\(outcome)'")
                if case .move(.closed) = exit.via {
                    return inside + [Leg(back, .leaves(flowStep(at: end), .closed, to: nil))]
                }
                let out = steps(by: exit.via, from: exit.from, to: nil, in: callee) {
                    TrailStep("\($0) → outcome '\(outcome)' of \(flow)", flow: flow)
                }
                return inside + out + [Leg(back, .returns)]
            }
        }
    }

    private func arrival(_ words: String, at step: Int?, in id: Int) -> TrailStep {
        let instance = exploration.instance(of: id)
        guard let step else { return TrailStep("\(words) → ?", flow: instance.flow.name) }
        let profile = instance.steps[step]
        return TrailStep(
            "\(words) → \(profile.name)", flow: instance.flow.name, step: profile.step.id,
            position: profile.step.position)
    }

    private func start(of id: Int) -> Int? { exploration.instance(of: id).graph.start }

    private func startStep(of id: Int) -> StepProfile? {
        start(of: id).map { exploration.instance(of: id).steps[$0] }
    }
}
