import Dialog

/// The longest walk through a flow to each way out of it, with every bound kept.
///
/// Positions are a node, what is left of the bounds, and whether a part has failed. Bounds matter only within the
/// component of the graph in which they can be used up; so components are walked one after the other, each with its own
/// bounds alone. Within one, moves only ever use bounds up: what is left orders the positions.
struct LongestWalk {
    struct ExitKey: Hashable {
        let exit: LengthExit
        let isFaulted: Bool
    }

    /// A walk that ends by an edge from a position.
    private struct Trace {
        let length: Int
        let component: Int
        let position: Int
        let edge: LengthGraph.Edge
    }

    /// The positions of one component, in order.
    private struct Layer {
        var size: Int
        var lengths: [Int]
        /// By position: the position before, and the edge from it; -1 where the component was entered.
        var before: [Int32]
        var by: [Int32]
        /// Where the component was entered, by entry position.
        var entries: [Int: Trace?]
    }

    private let graph: LengthGraph
    private let weight: (StepLoad) -> Int
    private let mostPositions: Int
    private var component: [Int]
    private var place: [Int]
    private var layers: [Layer?]
    private var arrivals: [[Arrival: Trace?]]
    private var arrivalLengths: [[Arrival: Int]]
    private var exits: [ExitKey: Trace] = [:]
    /// Whether every walk that was counted keeps every bound.
    private(set) var isExact = true

    private struct Arrival: Hashable {
        let node: Int
        let isFaulted: Bool
    }

    /// Nil if something can repeat without end.
    init?(_ graph: LengthGraph, mostPositions: Int, weight: @escaping (StepLoad) -> Int) {
        self.graph = graph
        self.weight = weight
        self.mostPositions = mostPositions
        let components = Array(
            Components.find(in: graph.edges.map { $0.compactMap(\.node) }).reversed())
        component = graph.edges.map { _ in 0 }
        place = component
        layers = components.map { _ in nil }
        arrivals = components.map { _ in [:] }
        arrivalLengths = components.map { _ in [:] }
        for (index, members) in components.enumerated() {
            for member in members { component[member] = index }
        }
        guard let start = graph.start else { return }
        arrivals[component[start]][Arrival(node: start, isFaulted: false)] = .some(nil)
        arrivalLengths[component[start]][Arrival(node: start, isFaulted: false)] = 0
        for (index, members) in components.enumerated() {
            guard let ordered = order(members, index) else { return nil }
            if !arrivals[index].isEmpty { walk(index, ordered) }
        }
    }

    /// The ways out, each with the length of the longest walk there.
    var lengths: [ExitKey: Int] { exits.mapValues(\.length) }

    /// The moves of a longest walk to a way out; empty where only its bound is known.
    func moves(to key: ExitKey) -> [LengthGraph.Edge] {
        var moves: [LengthGraph.Edge] = []
        var trace = exits[key]
        while let here = trace {
            moves.append(here.edge)
            guard let layer = layers[here.component] else { return [] }
            var position = here.position
            while layer.before[position] >= 0 {
                moves.append(edge(layer, at: position, in: here.component))
                position = Int(layer.before[position])
            }
            trace = layer.entries[position] ?? nil
        }
        return moves.reversed()
    }

    private func edge(_ layer: Layer, at position: Int, in index: Int) -> LengthGraph.Edge {
        let from = Int(layer.before[position]) % layer.size
        return graph.edges[members[index][from]][Int(layer.by[position])]
    }

    // MARK: One component

    /// By component: its nodes, each after those from which a move that uses nothing up leads there.
    private var members: [[Int]] = []

    private mutating func order(_ nodes: [Int], _ index: Int) -> [Int]? {
        var incoming: [Int: Int] = [:]
        func free(_ node: Int) -> [Int] {
            graph.edges[node].filter { $0.spends == nil && !$0.isFault }.compactMap(\.node)
                .filter { component[$0] == index }
        }
        for node in nodes { for to in free(node) { incoming[to, default: 0] += 1 } }
        var ordered = nodes.filter { incoming[$0] == nil }
        var next = 0
        while next < ordered.count {
            for to in free(ordered[next]) {
                incoming[to, default: 0] -= 1
                if incoming[to] == 0 { ordered.append(to) }
            }
            next += 1
        }
        guard ordered.count == nodes.count else { return nil }
        for (number, node) in ordered.enumerated() { place[node] = number }
        members.append(ordered)
        return ordered
    }

    private mutating func walk(_ index: Int, _ nodes: [Int]) {
        // By bound that can be used up here: how far what is left of it stands apart in a position's number.
        var strides: [Int: Int] = [:]
        var vectors = 1
        var isTooBig = false
        for edge in nodes.flatMap({ graph.edges[$0] }) {
            guard let counter = edge.spends, strides[counter] == nil, let to = edge.node,
                component[to] == index, nodes.count > 1 || to == edge.from
            else { continue }
            strides[counter] = vectors
            let (product, overflow) = vectors.multipliedReportingOverflow(by: graph.capacities[counter] + 1)
            isTooBig = isTooBig || overflow || product > mostPositions / (2 * nodes.count)
            vectors = isTooBig ? 1 : product
        }
        if isTooBig { return bound(index, nodes, Set(strides.keys)) }
        follow(index, nodes, strides, vectors)
    }

    private mutating func follow(_ index: Int, _ nodes: [Int], _ strides: [Int: Int], _ vectors: Int) {
        let size = nodes.count
        let count = vectors * 2 * size
        var layer = Layer(
            size: size, lengths: Array(repeating: -1, count: count),
            before: Array(repeating: -1, count: count),
            by: Array(repeating: -1, count: count), entries: [:])
        func position(_ vector: Int, _ isFaulted: Bool, _ node: Int) -> Int {
            (vector * 2 + (isFaulted ? 1 : 0)) * size + place[node]
        }
        for (arrival, length) in arrivalLengths[index] {
            let entry = position(vectors - 1, arrival.isFaulted, arrival.node)
            layer.lengths[entry] = length
            layer.entries[entry] = arrivals[index][arrival] ?? nil
        }
        for vector in stride(from: vectors - 1, through: 0, by: -1) {
            for isFaulted in [false, true] {
                for node in nodes {
                    let here = position(vector, isFaulted, node)
                    let length = layer.lengths[here]
                    guard length >= 0 else { continue }
                    for (number, edge) in graph.edges[node].enumerated() {
                        if edge.isFault, isFaulted { continue }
                        guard let left = vectorAfter(edge, vector, strides) else { continue }
                        let after = length + weight(edge.load)
                        let faulted = isFaulted || edge.isFault
                        guard let to = edge.node, component[to] == index else {
                            let trace = Trace(length: after, component: index, position: here, edge: edge)
                            leave(by: edge, trace, faulted)
                            continue
                        }
                        let there = position(left, faulted, to)
                        guard after > layer.lengths[there] else { continue }
                        layer.lengths[there] = after
                        layer.before[there] = Int32(here)
                        layer.by[there] = Int32(number)
                    }
                }
            }
        }
        layers[index] = layer
    }

    /// What is left of the bounds after a move; nil if they don't allow it.
    private func vectorAfter(_ edge: LengthGraph.Edge, _ vector: Int, _ strides: [Int: Int]) -> Int? {
        func left(_ counter: Int) -> Int {
            guard let stride = strides[counter] else { return graph.capacities[counter] }
            return vector / stride % (graph.capacities[counter] + 1)
        }
        if let needed = edge.needsSpent, left(needed) > 0 { return nil }
        guard let spent = edge.spends else { return vector }
        guard left(spent) > 0 else { return nil }
        return vector - (strides[spent] ?? 0)
    }

    private mutating func leave(by edge: LengthGraph.Edge, _ trace: Trace, _ isFaulted: Bool) {
        switch edge.to {
        case .exit(let exit):
            let key = ExitKey(exit: exit, isFaulted: isFaulted)
            if trace.length > exits[key]?.length ?? -1 { exits[key] = trace }
        case .node(let node):
            let arrival = Arrival(node: node, isFaulted: isFaulted)
            let there = component[node]
            guard trace.length > arrivalLengths[there][arrival] ?? -1 else { return }
            arrivalLengths[there][arrival] = trace.length
            arrivals[there][arrival] = .some(trace)
        }
    }

    // MARK: Too many positions

    /// No walk through the component is longer than the longest stretch from where it is entered, and one from each
    /// move that uses up a bound, as often as that allows it.
    private mutating func bound(_ index: Int, _ nodes: [Int], _ counters: Set<Int>) {
        isExact = false
        let total = bounded(index, nodes, counters)
        for edge in leaving(index, nodes) {
            let trace = Trace(length: total, component: index, position: 0, edge: edge)
            leave(by: edge, trace, false)
            leave(by: edge, trace, true)
        }
    }

    /// The edges that lead out of a component.
    private func leaving(_ index: Int, _ nodes: [Int]) -> [LengthGraph.Edge] {
        var found: [LengthGraph.Edge] = []
        for node in nodes {
            for edge in graph.edges[node] {
                if let next = edge.node, component[next] == index { continue }
                found.append(edge)
            }
        }
        return found
    }

    private func bounded(_ index: Int, _ nodes: [Int], _ counters: Set<Int>) -> Int {
        let stretch = stretches(nodes, counters)
        let all = nodes.flatMap { graph.edges[$0] }
        var total = 0
        for (arrival, length) in arrivalLengths[index] {
            total = max(total, length + (stretch[arrival.node] ?? 0))
        }
        for counter in counters {
            let spending = all.filter { $0.spends == counter }
            total += graph.capacities[counter] * longest(spending, stretch)
        }
        return total + longest(all.filter(\.isFault), stretch)
    }

    /// The longest stretch from each node that uses up no bound.
    private func stretches(_ nodes: [Int], _ counters: Set<Int>) -> [Int: Int] {
        var stretch: [Int: Int] = [:]
        for node in nodes.reversed() {
            var longest = 0
            for edge in graph.edges[node] {
                longest = max(longest, weight(edge.load))
                let isFree = !edge.isFault && (edge.spends.map { !counters.contains($0) } ?? true)
                if isFree { longest = max(longest, length(of: edge, stretch)) }
            }
            stretch[node] = longest
        }
        return stretch
    }

    private func longest(_ edges: [LengthGraph.Edge], _ stretch: [Int: Int]) -> Int {
        edges.reduce(0) { max($0, length(of: $1, stretch)) }
    }

    private func length(of edge: LengthGraph.Edge, _ stretch: [Int: Int]) -> Int {
        weight(edge.load) + (edge.node.flatMap { stretch[$0] } ?? 0)
    }
}

extension LengthGraph.Edge {
    /// The node to which it leads within the flow.
    var node: Int? { if case .node(let node) = to { node } else { nil } }
}
