import Dialog

extension Witness {
    /// A path on which one value is missing.
    struct ValuePath {
        let legs: [Leg]
        /// The point to which it leads.
        let place: Place
        let length: Int
    }

    /// The way to the start of a context.
    private struct Prefix {
        let legs: [Leg]
        let length: Int
    }

    /// A shortest path to one of some points of a context on which a bit is not set.
    func path(without bit: Int, to nodes: Set<Int>, in id: Int, _ proof: ValueProof) -> ValuePath? {
        let search = ValueSearch(exploration, context: id, bit: bit)
        func path(from prefix: Prefix, holding: Bool) -> ValuePath? {
            search.found(holding: holding, to: nodes).map { found in
                ValuePath(
                    legs: prefix.legs + steps(along: found.edges, in: id),
                    place: Place(context: id, node: found.node),
                    length: prefix.length + found.length)
            }
        }
        // A sub-flow's entry may hold the bit on some ways into it and not on others.
        func plain() -> Prefix { Prefix(legs: self.path(toContext: id), length: distance(toContext: id)) }
        if proof.entry(of: id).contains(bit) { return path(from: plain(), holding: true) }
        let isRoot = id == exploration.callersFirst.first
        let isOwnSlot = exploration.instance(of: id).isOwnSlot(bit)
        if isRoot || isOwnSlot { return path(from: plain(), holding: false) }
        let without = callPath(without: bit, into: id, proof).flatMap { path(from: $0, holding: false) }
        // The plain way in may hold the bit, or not; holding it is the weaker claim.
        let with = path(from: plain(), holding: true)
        guard let without else { return with }
        guard let with, with.length < without.length else { return without }
        return with
    }

    /// A shortest path into a sub-flow on which the caller does not hold what the bit stands for.
    private func callPath(without bit: Int, into id: Int, _ proof: ValueProof) -> Prefix? {
        var best: Prefix?
        for (caller, context) in exploration.contexts.enumerated() {
            // By what is passed: the points that run the sub-flow so.
            var nodes: [Int: Set<Int>] = [:]
            for call in context.calls where call.callee == id {
                if let passed = exploration.bit(bit, of: id, passedBy: call, in: caller) {
                    nodes[passed, default: []].insert(call.node)
                }
            }
            for (passed, nodes) in nodes.sorted(by: { $0.key < $1.key }) {
                guard distance(toContext: caller) + 1 < best?.length ?? .max,
                    let path = path(without: passed, to: nodes, in: caller, proof),
                    path.length + 1 < best?.length ?? .max
                else { continue }
                best = Prefix(
                    legs: path.legs + [entrance(of: id, from: path.place)], length: path.length + 1)
            }
        }
        return best
    }
}

/// A search for a shortest path on which one bit is lost or never gained.
private struct ValueSearch {
    private let exploration: Exploration
    private let id: Int
    private let bit: Int
    private let edges: [[Int]]

    private struct State: Hashable {
        let node: Int
        let holds: Bool
    }

    init(_ exploration: Exploration, context id: Int, bit: Int) {
        self.exploration = exploration
        self.id = id
        self.bit = bit
        edges = exploration.contexts[id].edgesByOrigin
    }

    /// Where a shortest way within the context comes to, and by which edges.
    struct Found {
        let node: Int
        let edges: [Int]
        let length: Int
    }

    func found(holding: Bool, to nodes: Set<Int>) -> Found? {
        let context = exploration.contexts[id]
        var queue = DistanceQueue<(state: State, edge: Int?, before: State?)>()
        var found: [State: (edge: Int?, before: State?)] = [:]
        queue.push((State(node: 0, holds: holding), nil, nil), at: 0)
        while let (arrival, distance) = queue.pop() {
            let state = arrival.state
            guard found[state] == nil else { continue }
            found[state] = (arrival.edge, arrival.before)
            if nodes.contains(state.node), !holdsInside(state) {
                return Found(node: state.node, edges: trail(to: state, found), length: distance)
            }
            for index in edges[state.node] {
                let edge = context.edges[index]
                let next = State(node: edge.to, holds: holds(state, after: edge))
                queue.push((next, index, state), at: distance + edge.length)
            }
        }
        return nil
    }

    private func trail(to state: State, _ found: [State: (edge: Int?, before: State?)]) -> [Int] {
        var trail: [Int] = []
        var state = state
        while let step = found[state], let edge = step.edge, let before = step.before {
            trail.append(edge)
            state = before
        }
        return trail.reversed()
    }

    /// Whether the bit is still set once the step is entered.
    private func holdsInside(_ state: State) -> Bool {
        let step = exploration.contexts[id].nodes[state.node].point.step
        return state.holds && !exploration.instance(of: id).steps[step].undone.contains(bit)
    }

    private func holds(_ state: State, after edge: Context.Edge) -> Bool {
        var values = exploration.freshValues(of: id)
        if state.holds { values.insert(bit) }
        return exploration.values(values, along: edge, in: id).contains(bit)
    }
}

extension FlowInstance {
    /// Whether a bit is of a slot of this flow, which no caller fills.
    fileprivate func isOwnSlot(_ bit: Int) -> Bool {
        scope.resolve(names.names[bit / 2]) == .slot
    }
}

extension Exploration {
    /// The caller's bit from which a sub-flow's bit takes its value on entry; nil if it takes it from none.
    fileprivate func bit(_ bit: Int, of callee: Int, passedBy call: Context.Call, in context: Int) -> Int? {
        let caller = instance(of: context)
        let step = caller.steps[contexts[context].nodes[call.node].point.step].step
        let name = instance(of: callee).names.names[bit / 2]
        guard case .run(let run) = step.kind else { return nil }
        let isInput = instance(of: callee).flow.fields.contains { $0.name == name }
        guard let origin = isInput ? run.with[name]?.name : name else { return nil }
        return bit % 2 == 0 ? caller.names.known(origin) : caller.names.confirmed(origin)
    }
}
