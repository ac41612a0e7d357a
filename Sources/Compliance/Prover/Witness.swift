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

    // MARK: Paths in words

    /// A shortest path from the start of the call.
    func path(to place: Place) -> [String] { path(toContext: place.context) + localPath(to: place) }

    /// A shortest path to the start of a context, that start included.
    func path(toContext id: Int) -> [String] {
        let start = startName(of: id)
        guard let caller = origins[id]?.caller else {
            if case .wait? = startStep(of: id)?.step.kind { return [] }
            return ["the call is answered → \(start)"]
        }
        return path(to: caller) + [entrance(of: id)]
    }

    /// How a sub-flow begins, in words.
    func entrance(of id: Int) -> String {
        "sub-flow '\(exploration.instance(of: id).flow.name)' starts → \(startName(of: id))"
    }

    /// The edges of a context in words.
    func words(for edges: [Int], in id: Int) -> [String] {
        let context = exploration.contexts[id]
        return edges.flatMap { index in
            let edge = context.edges[index]
            let to = name(of: context.nodes[edge.to].point.step, in: id)
            return words(for: edge.via, from: edge.from, to: to, in: id)
        }
    }

    private func localPath(to place: Place) -> [String] {
        let context = exploration.contexts[place.context]
        var edges: [Int] = []
        var node = place.node
        while let edge = context.nodes[node].parent {
            edges.append(edge)
            node = context.edges[edge].from
        }
        return words(for: edges.reversed(), in: place.context)
    }

    private func words(for via: Via, from node: Int, to target: String, in id: Int) -> [String] {
        let context = exploration.contexts[id]
        let instance = exploration.instance(of: id)
        let step = instance.steps[context.nodes[node].point.step].step
        switch via {
        case .move(let cause): return ["\(Wording.phrase(step, cause)) → \(target)"]
        case .returned(let callee, let index):
            let exit = exploration.contexts[callee].exits[index]
            let flow = exploration.instance(of: callee).flow.name
            let entrance = entrance(of: callee)
            // A path through sub-flows that run each other may be longer than anybody reads.
            guard exit.distance <= Self.readableLength else {
                return [entrance, "…", "\(flow) is left → \(target)"]
            }
            let inside = [entrance] + localPath(to: Place(context: callee, node: exit.from))
            switch exit.to {
            case .root: return inside + words(for: exit.via, from: exit.from, to: target, in: callee)
            case .outcome(let outcome):
                let back = "\(flow) returns '\(outcome)' → \(target)"
                if case .move(.closed) = exit.via { return inside + [back] }
                let last = words(
                    for: exit.via, from: exit.from, to: "outcome '\(outcome)' of \(flow)", in: callee)
                return inside + last + [back]
            }
        }
    }

    private func name(of step: Int, in id: Int) -> String { exploration.instance(of: id).steps[step].name }

    private func startStep(of id: Int) -> StepProfile? {
        let instance = exploration.instance(of: id)
        return instance.graph.start.map { instance.steps[$0] }
    }

    private func startName(of id: Int) -> String { startStep(of: id)?.name ?? "?" }
}
