package import Dialog

/// Every way out of every step of a program that a call can take, with the shortest path to it in words.
///
/// It is the graph of the proofs: comparisons that can't hold are left out, and so is what no call reaches.
package struct FlowWays: Sendable {
    package struct Way: Sendable {
        package let departure: Departure
        /// What happens there, and where it leads: "the caller says no → goodbye".
        package let words: String
        /// The shortest path to the step, one move each.
        package let path: [String]
    }

    /// By flow, in file order; the root flow first.
    package let ways: [Way]

    /// Empty for a program in which a sub-flow runs itself.
    package init(_ program: FlowProgram, _ catalogue: PromptCatalogue) {
        guard LoopRules.recursion(in: program) == nil else {
            ways = []
            return
        }
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let exploration = Exploration(FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs))
        let atlas = Atlas(exploration)
        ways = program.flows.flatMap { flow in
            graphs[flow.name].map { graph in
                graph.flow.steps.indices.flatMap { atlas.ways(of: $0, in: graph) }
            } ?? []
        }
    }
}

/// The nearest place of each way out, over all contexts.
private struct Atlas {
    private struct Key: Hashable {
        let flow: FlowName
        let step: Int
    }

    private let exploration: Exploration
    private let witness: Witness
    private let places: [Key: [Place]]

    init(_ exploration: Exploration) {
        self.exploration = exploration
        witness = Witness(exploration)
        var places: [Key: [Place]] = [:]
        for id in exploration.callersFirst {
            let flow = exploration.instance(of: id).flow.name
            for (index, node) in exploration.contexts[id].nodes.enumerated() {
                places[Key(flow: flow, step: node.point.step), default: []].append(
                    Place(context: id, node: index))
            }
        }
        self.places = places
    }

    func ways(of index: Int, in graph: FlowGraph) -> [FlowWays.Way] {
        let step = graph.flow.steps[index]
        let places = places[Key(flow: graph.flow.name, step: index)] ?? []
        return graph.waysOut(of: index).compactMap { move in
            let feasible = places.filter { place in
                move.cause == .visitsUsedUp
                    || exploration.instance(of: place.context).steps[index].moves.contains(move)
            }
            let nearest = feasible.min { witness.distance(to: $0) < witness.distance(to: $1) }
            return nearest.map { place in
                let target = name(of: move.to, in: graph, from: place)
                return FlowWays.Way(
                    departure: Departure(graph.flow.name, step.id, move.cause),
                    words: "\(Wording.phrase(step, move.cause)) → \(target)",
                    path: witness.path(to: place).map(\.words))
            }
        }
    }

    private func name(of destination: Destination, in graph: FlowGraph, from place: Place) -> String {
        switch destination {
        case .step(let step): graph.name(of: step)
        case .outcome(let outcome): "outcome '\(outcome)' of \(graph.flow.name)"
        case .root(let step): exploration.instances.first?.graph.name(of: step) ?? "the root flow"
        case .hangUp: "the call ends"
        }
    }
}
