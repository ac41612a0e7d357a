import Dialog

/// How a flow is left.
enum LengthExit: Hashable {
    case outcome(OutcomeName)
    /// A step of the root flow, out of a sub-flow.
    case root(Int)
    case hangUp
}

/// A flow as something to be walked through: nodes, and moves that bounds allow only so often.
///
/// A step with `visits` has a second node for the arrival there: from it the step is entered, which uses up one visit,
/// or passed by.
struct LengthGraph {
    struct Edge {
        enum Target {
            case node(Int)
            case exit(LengthExit)
        }

        enum Via {
            case move(Cause)
            /// Through a sub-flow, and how that is left.
            case ran(LengthExit, isFaulted: Bool)
            /// Into a step with `visits`.
            case entered
        }

        let from: Int
        let to: Target
        let via: Via
        let load: StepLoad
        /// The bound of which this uses up one.
        var spends: Int?
        /// The bound that must be used up before.
        var needsSpent: Int?
        var isFault = false
    }

    /// By node.
    private(set) var edges: [[Edge]]
    /// By bound: how often it allows a move.
    private(set) var capacities: [Int] = []
    private(set) var start: Int?
    let instance: FlowInstance
    private let isRoot: Bool
    private let caller: LongestCall.Caller
    /// By step: its bound of visits, and the node of the arrival there.
    private var bounds: [Int: (counter: Int, arrival: Int)] = [:]
    private var corrections: [Int: Int] = [:]

    /// The step to which a node belongs.
    private(set) var steps: [Int]

    /// `exits` gives the ways out of the sub-flow that a step runs, with their longest loads.
    init(
        _ instance: FlowInstance, loads: StepLoads,
        exits: (Run) -> [(exit: LengthExit, isFaulted: Bool, load: StepLoad)]
    ) {
        self.instance = instance
        caller = loads.caller
        isRoot = instance.graph.isRoot
        steps = Array(instance.steps.indices)
        edges = steps.map { _ in [] }
        for step in instance.steps.indices { addBounds(of: step) }
        start = instance.graph.start.map(node(arrivingAt:))
        for (step, profile) in instance.steps.enumerated() {
            addBypass(of: step)
            if case .run(let run) = profile.step.kind {
                addRun(at: step, exits(run))
            } else {
                let load = loads.load(of: profile.step, in: instance.flow)
                for move in profile.moves where isTaken(move.cause) { add(move, from: step, load) }
            }
        }
    }

    private mutating func addBounds(of step: Int) {
        let kind = instance.steps[step].step.kind
        if let visits = instance.steps[step].step.visits {
            bounds[step] = (capacities.count, edges.count)
            capacities.append(visits.max)
            edges.append([])
            steps.append(step)
        }
        if case .ask(let ask) = kind, !ask.confirms.isEmpty {
            corrections[step] = capacities.count
            capacities.append(DialogMachine.correctionsLimit)
        }
    }

    func node(arrivingAt step: Int) -> Int { bounds[step]?.arrival ?? step }

    private mutating func addBypass(of step: Int) {
        guard let (counter, arrival) = bounds[step] else { return }
        var entry = Edge(from: arrival, to: .node(step), via: .entered, load: StepLoad())
        entry.spends = counter
        edges[arrival].append(entry)
        guard let then = instance.graph.bypasses[step], let to = target(of: then) else { return }
        var bypass = Edge(from: arrival, to: to, via: .move(.visitsUsedUp), load: StepLoad())
        // Of a sub-flow the visits may have been used up when it ran before.
        bypass.needsSpent = isRoot ? counter : nil
        edges[arrival].append(bypass)
    }

    private mutating func addRun(
        at step: Int, _ exits: [(exit: LengthExit, isFaulted: Bool, load: StepLoad)]
    ) {
        for (exit, isFaulted, load) in exits {
            let to: Edge.Target?
            switch exit {
            case .outcome(let outcome):
                let move = instance.steps[step].moves.first { $0.cause == .outcome(outcome) }
                to = move.flatMap { target(of: $0.to) }
            case .root(let root): to = isRoot ? .node(node(arrivingAt: root)) : .exit(exit)
            case .hangUp: to = .exit(.hangUp)
            }
            guard let to else { continue }
            var edge = Edge(from: step, to: to, via: .ran(exit, isFaulted: isFaulted), load: load)
            edge.isFault = isFaulted
            edges[step].append(edge)
        }
    }

    private mutating func add(_ move: Move, from step: Int, _ load: StepLoad) {
        guard let to = target(of: move.to) else { return }
        var edge = Edge(from: step, to: to, via: .move(move.cause), load: load)
        edge.isFault = move.cause == .fault
        if case .corrected = move.cause { edge.spends = corrections[step] }
        edges[step].append(edge)
    }

    private func target(of destination: Destination) -> Edge.Target? {
        switch destination {
        case .step(let step): .node(node(arrivingAt: step))
        case .outcome(let outcome): .exit(.outcome(outcome))
        case .root(let step): .exit(.root(step))
        case .hangUp: .exit(.hangUp)
        }
    }

    /// Whether the caller, and the call, may do that.
    private func isTaken(_ cause: Cause) -> Bool {
        guard caller == .plain else { return true }
        switch cause {
        case .outcome(let outcome): return !["fail", "unsure", "locked"].contains(outcome)
        case .played, .comparison, .noComparison, .visitsUsedUp, .closed: return true
        case .silence, .misunderstanding, .command, .anotherLanguage, .corrected, .fault, .leftSubFlow:
            return false
        }
    }
}
