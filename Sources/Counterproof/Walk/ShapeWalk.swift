import Dialog

/// What is wrong with the shape of the flows, whatever anyone knows: steps that are never reached, never left, or
/// repeated without end.
struct ShapeWalk {
    /// Where an edge leads, and what may be relied on.
    private struct Edge {
        enum Kind {
            /// It happens sooner or later, and as often as you like.
            case sure
            /// The caller may give the command, at any time.
            case wish
            /// The machine allows it only so often in a call.
            case counted
            case bypass
        }

        let kind: Kind
        /// Nil out of the flow.
        let to: Int?
    }

    private(set) var violations: Set<Violation> = []
    private(set) var isRecursive = false
    private let map: Map

    init(_ map: Map, mostVisits: Int) {
        self.map = map
        isRecursive = map.flows.contains { runs(from: $0.name).contains($0.name) }
        if isRecursive {
            violations = [Violation(check: .loop, place: "")]
            return
        }
        for flow in map.flows.indices { check(flow) }
        let isGenerous = map.flows.contains {
            $0.steps.contains { $0.visits.map { $0.max > mostVisits } ?? false }
        }
        if isGenerous { violations.insert(Violation(check: .loop, place: "")) }
    }

    /// Every flow that a flow runs, through others too.
    private func runs(from name: FlowName) -> Set<FlowName> {
        var found: Set<FlowName> = []
        var queue = [name]
        while let next = queue.popLast() {
            for step in map.program.flow(next)?.steps ?? [] {
                if case .run(let run) = step.kind, found.insert(run.flow).inserted { queue.append(run.flow) }
            }
        }
        return found
    }

    private mutating func check(_ flow: Int) {
        let edges = map.flows[flow].steps.map { self.edges(of: $0, in: flow) }
        var reached = edges.map { _ in false }
        var queue = [map.step(map.flows[flow].start, of: flow)].compactMap { $0 }
        while let step = queue.popLast() {
            if reached[step] { continue }
            reached[step] = true
            queue += edges[step].compactMap(\.to)
        }
        // Whatever may end within one more step, again and again until nothing more is found.
        var ends = edges.map { _ in false }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for step in edges.indices where !ends[step] {
                ends[step] = edges[step].contains { edge in
                    switch edge.kind {
                    case .sure, .bypass: edge.to.map { ends[$0] } ?? true
                    case .wish, .counted: false
                    }
                }
                hasChanged = hasChanged || ends[step]
            }
        }
        for step in edges.indices {
            let place = map.name(of: Position.Frame(flow: flow, step: step, meaning: 0))
            if !reached[step] { violations.insert(Violation(check: .reach, place: place)) }
            if reached[step], !ends[step] { violations.insert(Violation(check: .ending, place: place)) }
        }
        if canRepeat(edges, reached, flow) { violations.insert(Violation(check: .loop, place: "")) }
    }

    /// Whether a call can go on without end: takes away steps that lead nowhere until nothing changes.
    private func canRepeat(_ edges: [[Edge]], _ reached: [Bool], _ flow: Int) -> Bool {
        let endless = edges.enumerated().map { step, edges in
            let isLimited = map.flows[flow].steps[step].visits != nil
            return edges.compactMap { edge -> Int? in
                switch edge.kind {
                case .sure, .wish: isLimited ? nil : edge.to
                case .counted: nil
                case .bypass: edge.to
                }
            }
        }
        var remaining = Set(reached.indices.filter { reached[$0] })
        var hasChanged = true
        while hasChanged {
            let dead = remaining.filter { step in !endless[step].contains(where: remaining.contains) }
            hasChanged = !dead.isEmpty
            remaining.subtract(dead)
        }
        return !remaining.isEmpty
    }

    // MARK: Edges

    private func edges(of step: Step, in flow: Int) -> [Edge] {
        var edges: [Edge] = []
        func add(_ target: Target?, _ kind: Edge.Kind) {
            switch target {
            case .step(let id)?:
                if let to = map.step(id, of: flow) { edges.append(Edge(kind: kind, to: to)) }
            case .outcome?: edges.append(Edge(kind: kind, to: nil))
            case nil: break
            }
        }
        func addInRoot(_ id: StepID, _ kind: Edge.Kind) {
            guard let to = map.step(id, of: 0) else { return }
            edges.append(Edge(kind: kind, to: flow == 0 ? to : nil))
        }
        add(step.visits?.then, .bypass)
        for target in sureTargets(of: step) { add(target, .sure) }
        if step.ends { edges.append(Edge(kind: .sure, to: nil)) }
        for kind in step.retries {
            let own = kind.own.then ?? map.flows[flow].defaults[keyPath: kind.of].then
            if let own {
                add(own, .sure)
            } else if case .step(let id)? = map.program.root.defaults[keyPath: kind.of].then {
                addInRoot(id, .sure)
            }
        }
        for universal in map.program.root.universals where universal.isHeard(at: step) {
            if case .goto(let id) = universal.action { addInRoot(id, .wish) }
        }
        if canFail(step) {
            if let own = step.fault ?? map.flows[flow].fault {
                add(own, .counted)
            } else if case .step(let id)? = map.program.root.fault {
                addInRoot(id, .counted)
            }
        }
        if case .ask(let ask) = step.kind {
            for slot in ask.confirms { add(ask.corrects[slot].map(Target.step), .counted) }
        }
        if case .run(let run) = step.kind, flow == 0 {
            for id in escapes(from: run.flow) { addInRoot(id, .sure) }
        }
        return edges
    }

    private func sureTargets(of step: Step) -> [Target] {
        switch step.kind {
        case .say(let say): if case .goto(let target) = say.then { [target] } else { [] }
        case .ask(let ask): Array(ask.when.values)
        case .check(let check): Array(check.when.values)
        case .decide(let decide): decide.cases.map(\.goto) + [decide.otherwise]
        case .run(let run): Array(run.when.values)
        case .commit(let commit): Array(commit.when.values)
        case .transfer(let transfer): Array(transfer.when.values)
        case .wait(let wait): Array(wait.when.values)
        case .return(let outcome): [.outcome(outcome)]
        case .end: []
        }
    }

    private func canFail(_ step: Step) -> Bool {
        switch step.kind {
        case .say, .ask, .check, .wait, .transfer: true
        case .decide, .run, .commit, .end, .return: false
        }
    }

    /// The steps of the root flow to which a sub-flow, or one that it runs, may jump.
    private func escapes(from name: FlowName) -> Set<StepID> {
        var found: Set<StepID> = []
        for flow in runs(from: name).union([name]).compactMap(map.program.flow) {
            for step in flow.steps {
                for universal in map.program.root.universals where universal.isHeard(at: step) {
                    if case .goto(let id) = universal.action { found.insert(id) }
                }
                for kind in step.retries where (kind.own.then ?? flow.defaults[keyPath: kind.of].then) == nil
                {
                    if case .step(let id)? = map.program.root.defaults[keyPath: kind.of].then {
                        found.insert(id)
                    }
                }
                if canFail(step), (step.fault ?? flow.fault) == nil,
                    case .step(let id)? = map.program.root.fault
                {
                    found.insert(id)
                }
            }
        }
        return found
    }
}

extension Universal {
    /// Whether the command is taken while the step runs.
    func isHeard(at step: Step) -> Bool {
        let isStop = name == .stopCalling
        switch step.kind {
        case .ask, .check: return true
        case .say(let say): return say.bargeIn != .none || isStop || language != nil
        case .commit(let commit): return isStop && commit.content != .stopCalling
        case .transfer, .wait: return isStop
        case .decide, .run, .end, .return: return false
        }
    }
}

extension Step {
    /// Whether the call may end here.
    fileprivate var ends: Bool {
        switch kind {
        case .say(let say): if case .end = say.then { true } else { false }
        case .end: true
        case .ask, .check, .decide, .run, .commit, .transfer, .wait, .return: false
        }
    }

    fileprivate var retries: [(own: RetryPolicy, of: KeyPath<Defaults, RetryPolicy>)] {
        switch kind {
        case .ask(let ask): [(ask.noInput, \.noInput), (ask.noMatch, \.noMatch)]
        case .check(let check): [(check.noInput, \.noInput), (RetryPolicy(), \.noMatch)]
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: []
        }
    }
}
