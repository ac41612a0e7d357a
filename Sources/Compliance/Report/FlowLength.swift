import Dialog

/// The longest way through one flow, for each way out of it.
struct FlowLength {
    struct Longest {
        var load: StepLoad
        /// The moves, in words; empty if they are not known.
        var way: [String]
        var isExact: Bool
    }

    private struct Edge {
        let to: Int
        let load: StepLoad
        let words: String
    }

    private struct Leaving {
        let to: Context.Target
        let load: StepLoad
        let words: String
    }

    /// More positions than these are not followed one by one.
    private static let positionsLimit = 400_000

    /// By way out; `outcome("end")` stands for the end of a call in the root flow.
    private(set) var exits: [Context.Target: Longest] = [:]
    private let graph: FlowGraph
    private var edges: [[Edge]] = []
    private var leavings: [[Leaving]] = []
    private var isExact = true

    /// Nil if something can repeat without end.
    init?(
        _ graph: FlowGraph, loads: StepLoads,
        summaries: [FlowName: [Context.Target: Longest]]
    ) {
        self.graph = graph
        for index in graph.flow.steps.indices { addEdges(of: index, loads, summaries) }
        guard let start = graph.start, let order = unboundedInOrder else { return nil }
        let bounded = graph.flow.steps.indices.filter { graph.flow.steps[$0].visits != nil }
        let positions = bounded.reduce(2 * (bounded.count + 1)) { product, index in
            let (result, overflow) = product.multipliedReportingOverflow(
                by: (graph.flow.steps[index].visits?.max ?? 0) + 1)
            return overflow ? .max : result
        }
        if positions <= Self.positionsLimit {
            follow(from: start, order, bounded)
        } else {
            estimate(from: start, order, bounded)
        }
    }

    private mutating func addEdges(
        of index: Int, _ loads: StepLoads, _ summaries: [FlowName: [Context.Target: Longest]]
    ) {
        let step = graph.flow.steps[index]
        var ways: [(words: String, to: Destination, load: StepLoad)] = []
        if case .run(let run) = step.kind {
            for (target, inside) in summaries[run.flow] ?? [:] {
                isExact = isExact && inside.isExact
                switch target {
                case .outcome(let outcome):
                    let move = graph.moves[index].first { $0.cause == .outcome(outcome) }
                    if let move {
                        let words = "\(run.flow) returns '\(outcome)' after \(inside.load.turns) turns"
                        ways.append((words, move.to, inside.load))
                    }
                case .root(let to):
                    let words = "\(run.flow) is left after \(inside.load.turns) turns"
                    ways.append((words, graph.isRoot ? .step(to) : .root(to), inside.load))
                }
            }
        } else {
            let load = loads.load(of: step, in: graph.flow)
            for move in graph.moves[index] where !move.cause.isBounded {
                ways.append((Wording.phrase(step, move.cause), move.to, load))
            }
        }
        var inside: [Edge] = []
        var outside: [Leaving] = []
        for way in ways {
            switch way.to {
            case .step(let to):
                let words = "\(way.words) → \(graph.name(of: to))"
                inside.append(Edge(to: to, load: way.load, words: words))
            case .outcome(let outcome):
                outside.append(Leaving(to: .outcome(outcome), load: way.load, words: way.words))
            case .root(let to): outside.append(Leaving(to: .root(to), load: way.load, words: way.words))
            case .hangUp:
                outside.append(
                    Leaving(to: .outcome("end"), load: way.load, words: "\(way.words): the call ends"))
            }
        }
        edges.append(inside)
        leavings.append(outside)
    }

    /// The steps without a bound, each before those to which it leads; nil if they lead round in a circle.
    private var unboundedInOrder: [Int]? {
        let steps = graph.flow.steps
        var incoming = steps.map { _ in 0 }
        for (index, edges) in edges.enumerated() where steps[index].visits == nil {
            for edge in edges { incoming[edge.to] += 1 }
        }
        var order = steps.indices.filter { steps[$0].visits == nil && incoming[$0] == 0 }
        var next = 0
        while next < order.count {
            for edge in edges[order[next]] {
                incoming[edge.to] -= 1
                if incoming[edge.to] == 0, steps[edge.to].visits == nil { order.append(edge.to) }
            }
            next += 1
        }
        return order.count == steps.count { $0.visits == nil } ? order : nil
    }

    // MARK: Exactly

    struct Stretch {
        let load: StepLoad
        let words: [String]
    }

    typealias Stretches = (to: [Int: Stretch], out: [Context.Target: Stretch])

    /// The longest stretches from a step, through steps without a bound, to the next bounded step or out.
    private func stretches(from source: Int, _ order: [Int]) -> Stretches {
        var best: [Int: (load: StepLoad, edge: Edge?, from: Int)] = [source: (StepLoad(), nil, -1)]
        var out: [Context.Target: (load: StepLoad, from: Int, words: String)] = [:]
        func spread(_ index: Int) {
            guard let here = best[index] else { return }
            for edge in edges[index] where edge.to != source {
                let load = here.load + edge.load
                if load.time > best[edge.to]?.load.time ?? .seconds(-1) {
                    best[edge.to] = (load, edge, index)
                }
            }
            for leaving in leavings[index] {
                let load = here.load + leaving.load
                if load.time > out[leaving.to]?.load.time ?? .seconds(-1) {
                    out[leaving.to] = (load, index, leaving.words)
                }
            }
        }
        spread(source)
        for index in order where index != source { spread(index) }
        // Back to the source itself, if it has a bound.
        var again: (load: StepLoad, edge: Edge, from: Int)?
        for (index, here) in best where index == source || graph.flow.steps[index].visits == nil {
            for edge in edges[index] where edge.to == source {
                let load = here.load + edge.load
                if load.time > again?.load.time ?? .seconds(-1) { again = (load, edge, index) }
            }
        }
        func words(to index: Int) -> [String] {
            var words: [String] = []
            var place = index
            while place != source, let here = best[place], let edge = here.edge {
                words.append(edge.words)
                place = here.from
            }
            return words.reversed()
        }
        var to: [Int: Stretch] = [:]
        for (index, here) in best where index != source && graph.flow.steps[index].visits != nil {
            to[index] = Stretch(load: here.load, words: words(to: index))
        }
        if let again, graph.flow.steps[source].visits != nil {
            to[source] = Stretch(load: again.load, words: words(to: again.from) + [again.edge.words])
        }
        return (to, out.mapValues { Stretch(load: $0.load, words: words(to: $0.from) + [$0.words]) })
    }

    private mutating func follow(from start: Int, _ order: [Int], _ bounded: [Int]) {
        let length = self
        var walk = BoundedWalk(graph, bounded: bounded) { length.stretches(from: $0, order) }
        exits = walk.longest(from: start).mapValues {
            Longest(load: $0.load, way: $0.way, isExact: isExact)
        }
    }

    // MARK: At most

    /// No way is longer than the longest stretch from each bounded step, as often as it may be entered.
    private mutating func estimate(from start: Int, _ order: [Int], _ bounded: [Int]) {
        var longest = graph.flow.steps.map { _ in StepLoad() }
        func further(_ index: Int) -> StepLoad {
            var most = leavings[index].map(\.load).max { $0.time < $1.time } ?? StepLoad()
            for edge in edges[index] {
                let behind = graph.flow.steps[edge.to].visits == nil ? longest[edge.to] : StepLoad()
                let load = edge.load + behind
                most = StepLoad(turns: max(most.turns, load.turns), time: max(most.time, load.time))
            }
            return most
        }
        for index in order.reversed() { longest[index] = further(index) }
        var total = bounded.contains(start) ? StepLoad() : longest[start]
        for index in bounded {
            total = total + further(index) * (graph.flow.steps[index].visits?.max ?? 0)
            if case .step(let to)? = graph.bypasses[index], graph.flow.steps[to].visits == nil {
                total = total + longest[to]
            }
        }
        for target in Set(leavings.joined().map(\.to)) {
            exits[target] = Longest(load: total, way: [], isExact: false)
        }
        for index in bounded {
            if case .outcome(let outcome)? = graph.bypasses[index] {
                exits[.outcome(outcome)] = Longest(load: total, way: [], isExact: false)
            }
        }
    }
}
