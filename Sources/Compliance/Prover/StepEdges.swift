import Dialog

/// The edges between the steps of one flow, as a plain graph.
struct StepEdges {
    struct Edge: Hashable {
        let from: Int
        let cause: Cause
        let to: Int
    }

    private let graph: FlowGraph
    /// By step.
    private let edges: [[Edge]]

    init(_ graph: FlowGraph, escapes: Escapes) {
        self.graph = graph
        edges = graph.flow.steps.indices.map { index in
            var found = graph.waysOut(of: index).compactMap { move -> Edge? in
                if case .step(let to) = move.to { Edge(from: index, cause: move.cause, to: to) } else { nil }
            }
            if graph.isRoot, case .run(let run) = graph.flow.steps[index].kind {
                found += escapes[run.flow].map { Edge(from: index, cause: .leftSubFlow(run.flow), to: $0) }
            }
            return found
        }
    }

    /// By step: whether a path leads there from the start.
    ///
    /// A correction goes back to a question that was put before, unless the read-back names another.
    var reached: [Bool] {
        var reached = edges.map { _ in false }
        var queue = [graph.start].compactMap { $0 }
        for start in queue { reached[start] = true }
        while let step = queue.popLast() {
            for edge in edges[step] where !reached[edge.to] && !isReturn(edge) {
                reached[edge.to] = true
                queue.append(edge.to)
            }
        }
        return reached
    }

    private func isReturn(_ edge: Edge) -> Bool {
        guard case .corrected(let slot) = edge.cause, case .ask(let ask) = graph.flow.steps[edge.from].kind
        else { return false }
        return ask.corrects[slot] == nil
    }

    /// By step: whether a path leads from there out of the flow, with no command, no correction and no fault.
    var finishing: [Bool] {
        var origins = edges.map { _ in [Int]() }
        for edge in edges.joined() where !edge.cause.isUncertain { origins[edge.to].append(edge.from) }
        var finishing = edges.indices.map { step in
            graph.waysOut(of: step).contains { move in
                if case .step = move.to { false } else { !move.cause.isUncertain }
            }
        }
        var queue = finishing.indices.filter { finishing[$0] }
        while let step = queue.popLast() {
            for origin in origins[step] where !finishing[origin] {
                finishing[origin] = true
                queue.append(origin)
            }
        }
        return finishing
    }

    // MARK: Cycles

    /// One shortest cycle through each knot of steps that can repeat without end.
    ///
    /// A step with `visits` is left by its `then` once it is used up; so a cycle is unbounded exactly if it needs, of
    /// such steps, that edge alone.
    func unboundedCycles(among reached: [Bool]) -> [[Edge]] {
        let unbounded = edges.enumerated().map { index, edges in
            guard reached[index] else { return [Edge]() }
            let edges = edges.filter { !$0.cause.isBounded }
            if graph.flow.steps[index].visits == nil { return edges }
            return edges.filter { $0.cause == .visitsUsedUp }
        }
        var isReported = reached.map { _ in false }
        var cycles: [[Edge]] = []
        for knot in knots(of: unbounded) {
            guard let first = knot.min(), !isReported[first] else { continue }
            if let cycle = shortestCycle(from: first, in: unbounded) {
                cycles.append(cycle)
                for edge in cycle { isReported[edge.from] = true }
            }
        }
        return cycles
    }

    private func shortestCycle(from start: Int, in edges: [[Edge]]) -> [Edge]? {
        var parents: [Int: Edge] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            for edge in edges[queue[next]] where parents[edge.to] == nil {
                parents[edge.to] = edge
                if edge.to == start {
                    var cycle = [edge]
                    while let last = cycle.last, last.from != start, let before = parents[last.from] {
                        cycle.append(before)
                    }
                    return cycle.reversed()
                }
                queue.append(edge.to)
            }
            next += 1
        }
        return nil
    }

    /// The strongly connected components in which something can repeat, by their first step.
    private func knots(of edges: [[Edge]]) -> [[Int]] {
        Components.find(in: edges.map { $0.map(\.to) }).filter { knot in
            knot.count > 1 || edges[knot[0]].contains { $0.to == knot[0] }
        }.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
    }
}
