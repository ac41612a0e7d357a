import Dialog

/// Checks the shape of the flows: no unbounded cycle, no step that is never reached or never left.
///
/// All edges count as feasible here, also those that a sub-flow's inputs rule out: a sub-flow is written for more than
/// one way of running it.
struct LoopRules {
    private let program: FlowProgram
    private let graphs: [FlowName: FlowGraph]
    private let mostVisits: Int
    private(set) var breaches: [Breach] = []

    init(_ program: FlowProgram, graphs: [FlowName: FlowGraph], mostVisits: Int) {
        self.program = program
        self.graphs = graphs
        self.mostVisits = mostVisits
        let escapes = Escapes(program, graphs: graphs)
        for flow in program.flows {
            guard let graph = graphs[flow.name] else { continue }
            let steps = StepEdges(graph, escapes: escapes)
            let reached = steps.reached
            checkReachable(graph, reached)
            checkFinish(graph, steps, reached)
            checkCycles(graph, steps, reached)
            checkBounds(graph)
        }
    }

    private mutating func report(
        _ check: RuleCheck, _ position: SourcePosition, _ message: String, _ notes: [String]
    ) {
        breaches.append(Breach(check, position, message, notes: notes))
    }

    private mutating func checkBounds(_ graph: FlowGraph) {
        for (index, step) in graph.flow.steps.enumerated() {
            guard let visits = step.visits, visits.max > mostVisits else { continue }
            report(
                .boundedLoops, step.position,
                "step '\(graph.name(of: index))' may be visited \(visits.max) times; at most \(mostVisits) are "
                    + "allowed", [])
        }
    }

    private mutating func checkReachable(_ graph: FlowGraph, _ reached: [Bool]) {
        for (index, step) in graph.flow.steps.enumerated() where !reached[index] {
            report(.reachable, step.position, "no path leads to step '\(graph.name(of: index))'", [])
        }
    }

    private mutating func checkFinish(_ graph: FlowGraph, _ steps: StepEdges, _ reached: [Bool]) {
        let finishing = steps.finishing
        for (index, step) in graph.flow.steps.enumerated() where reached[index] && !finishing[index] {
            let message =
                graph.waysOut(of: index).isEmpty
                ? "step '\(graph.name(of: index))' leads nowhere"
                : "no path from step '\(graph.name(of: index))' ends"
            report(.oneDisposition, step.position, message, [])
        }
    }

    private mutating func checkCycles(_ graph: FlowGraph, _ steps: StepEdges, _ reached: [Bool]) {
        for cycle in steps.unboundedCycles(among: reached) {
            let names = cycle.map { graph.name(of: $0.from) }
            let notes = cycle.map { edge in
                "\(Wording.phrase(graph.flow.steps[edge.from], edge.cause)) → \(graph.name(of: edge.to))"
            }
            report(
                .boundedLoops, graph.flow.steps[cycle[0].from].position,
                "the steps \(names.map { "'\($0)'" }.joined(separator: ", ")) can repeat without end; "
                    + "give one of them `visits`",
                Numbered.lines(notes))
        }
    }

    // MARK: Sub-flows

    /// The first sub-flow that runs itself, through whatever others, as names from it to itself.
    static func recursion(in program: FlowProgram) -> [FlowName]? {
        func runs(_ flow: Flow) -> [FlowName] {
            flow.steps.compactMap { step in
                if case .run(let run) = step.kind { run.flow } else { nil }
            }
        }
        for flow in program.flows {
            // Breadth first, with the path kept: the first way back is a shortest one.
            var paths: [[FlowName]] = [[flow.name]]
            var seen: Set<FlowName> = []
            var next = 0
            while next < paths.count {
                let path = paths[next]
                next += 1
                guard let last = path.last, let runner = program.flow(last) else { continue }
                for name in runs(runner) {
                    if name == flow.name { return path + [name] }
                    if seen.insert(name).inserted { paths.append(path + [name]) }
                }
            }
        }
        return nil
    }
}

/// Numbers the lines of a witness.
enum Numbered {
    static func lines(_ lines: [String]) -> [String] {
        lines.enumerated().map { "\($0 + 1). \($1)" }
    }
}

/// The steps of the root flow to which a sub-flow, or one that it runs, may jump out.
struct Escapes {
    private var targets: [FlowName: Set<Int>] = [:]

    /// For a program in which no sub-flow runs itself.
    init(_ program: FlowProgram, graphs: [FlowName: FlowGraph]) {
        for flow in program.subFlows.values { _ = collect(flow.name, graphs) }
    }

    subscript(flow: FlowName) -> [Int] { (targets[flow] ?? []).sorted() }

    private mutating func collect(_ name: FlowName, _ graphs: [FlowName: FlowGraph]) -> Set<Int> {
        if let known = targets[name] { return known }
        guard let graph = graphs[name] else { return [] }
        var found: Set<Int> = []
        for (index, step) in graph.flow.steps.enumerated() {
            for move in graph.waysOut(of: index) {
                if case .root(let target) = move.to { found.insert(target) }
            }
            if case .run(let run) = step.kind { found.formUnion(collect(run.flow, graphs)) }
        }
        targets[name] = found
        return found
    }
}
