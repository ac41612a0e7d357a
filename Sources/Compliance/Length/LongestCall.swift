package import Dialog

/// How long a call can become at most, and the way on which it does.
///
/// What is counted is a longest walk over the steps and all their bounds: attempts, repetitions, confirmations, visits,
/// corrections and one fault. Every outcome, comparison and command is taken to be possible at any moment. Of a
/// sub-flow the bounds of visits and corrections count anew whenever it is run.
package struct LongestCall: Sendable, Hashable {
    /// Who is on the line.
    package enum Caller: Sendable, CaseIterable {
        /// Does everything as late and as badly as the bounds allow.
        case worst
        /// Answers each question once, is understood, and gives no commands; nothing fails.
        case plain
    }

    /// Whether a way is as long as that, or only none is longer.
    package enum Certainty: String, Sendable { case exact, bound }

    /// One move of a longest way.
    package struct Move: Sendable, Hashable {
        package let words: String
        /// How often the caller was asked before it.
        package let turns: Int
    }

    /// The most times that the caller is asked something and listened to.
    package let turns: Int
    /// The longest that a call takes by the reading times of prompts and the limits of answers, in seconds of talk.
    package let time: Duration
    package let certainty: Certainty
    /// A way with as many turns; empty where only the bound is known.
    package let way: [Move]

    /// Nil for a program in which something can repeat without end.
    package init?(
        _ program: FlowProgram, catalogue: PromptCatalogue, limits: CallLimits, caller: Caller,
        mostPositions: Int = 4_000_000
    ) {
        guard LoopRules.recursion(in: program) == nil else { return nil }
        let loads = StepLoads(program: program, catalogue: catalogue, limits: limits, caller: caller)
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let builder = FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs)
        var byTurns = LengthSearch(builder, loads, mostPositions) { $0.turns }
        var byTime = LengthSearch(builder, loads, mostPositions) { Int($0.time / .milliseconds(1)) }
        guard let most = byTurns.longest(), let longest = byTime.longest() else { return nil }
        turns = most.length + loads.doubts.turns
        time = .milliseconds(longest.length) + loads.doubts.time
        certainty = byTurns.isExact && byTime.isExact ? .exact : .bound
        way = byTurns.way(to: most.exit)
    }
}

/// Walks the flows of a program, sub-flows first, once for each meaning of their inputs.
private struct LengthSearch {
    private let builder: FlowInstanceBuilder
    private let loads: StepLoads
    private let mostPositions: Int
    private let weight: (StepLoad) -> Int
    private var walks: [Scope: (graph: LengthGraph, walk: LongestWalk)] = [:]
    private var isEndless = false
    private(set) var isExact = true

    init(
        _ builder: FlowInstanceBuilder, _ loads: StepLoads, _ mostPositions: Int,
        weight: @escaping (StepLoad) -> Int
    ) {
        self.builder = builder
        self.loads = loads
        self.mostPositions = mostPositions
        self.weight = weight
    }

    private var root: Scope { Scope(root: builder.program.root) }

    /// The longest walk through the root flow.
    mutating func longest() -> (exit: LongestWalk.ExitKey, length: Int)? {
        walk(builder.program.root.name, root)
        guard !isEndless, let lengths = walks[root]?.walk.lengths else { return nil }
        return lengths.max { ($0.value, $0.key.isFaulted ? 0 : 1) < ($1.value, $1.key.isFaulted ? 0 : 1) }
            .map { ($0.key, $0.value) }
    }

    private mutating func walk(_ flow: FlowName, _ scope: Scope) {
        guard walks[scope] == nil, let instance = builder.instance(of: flow, scope: scope) else { return }
        var exits: [FieldlessRun: [(exit: LengthExit, isFaulted: Bool, load: StepLoad)]] = [:]
        for profile in instance.steps {
            guard case .run(let run) = profile.step.kind, let inner = self.scope(of: run, in: scope) else {
                continue
            }
            walk(run.flow, inner)
            // One of the two is what is counted; the weight takes no other.
            exits[FieldlessRun(run)] = (walks[inner]?.walk.lengths ?? [:]).map { key, length in
                (
                    key.exit, key.isFaulted,
                    StepLoad(turns: length, time: .milliseconds(length))
                )
            }
        }
        let graph = LengthGraph(instance, loads: loads) { exits[FieldlessRun($0)] ?? [] }
        guard let walk = LongestWalk(graph, mostPositions: mostPositions, weight: weight) else {
            isEndless = true
            return
        }
        isExact = isExact && walk.isExact
        walks[scope] = (graph, walk)
    }

    private struct FieldlessRun: Hashable {
        let flow: FlowName
        let with: [FieldName: Operand]

        init(_ run: Run) {
            flow = run.flow
            with = run.with
        }
    }

    private func scope(of run: Run, in caller: Scope) -> Scope? {
        builder.program.subFlows[run.flow].map { Scope(running: $0, with: run.with, from: caller) }
    }

    // MARK: The way in words

    func way(to exit: LongestWalk.ExitKey) -> [LongestCall.Move] { way(to: exit, in: root) }

    private func way(to exit: LongestWalk.ExitKey, in scope: Scope) -> [LongestCall.Move] {
        guard let (graph, walk) = walks[scope] else { return [] }
        return walk.moves(to: exit).flatMap { edge -> [LongestCall.Move] in
            let index = graph.steps[edge.from]
            let profile = graph.instance.steps[index]
            func move(_ words: String, _ turns: Int) -> LongestCall.Move {
                LongestCall.Move(words: "\(profile.name): \(words)\(Self.target(edge, graph))", turns: turns)
            }
            switch edge.via {
            case .entered: return []
            case .move(let cause): return [move(Wording.phrase(profile.step, cause), edge.load.turns)]
            case .ran(let inner, let isFaulted):
                guard case .run(let run) = profile.step.kind, let callee = self.scope(of: run, in: scope)
                else {
                    return []
                }
                let key = LongestWalk.ExitKey(exit: inner, isFaulted: isFaulted)
                let back =
                    switch inner {
                    case .outcome(let outcome): "\(run.flow) returns '\(outcome)'"
                    case .root: "\(run.flow) is left"
                    case .hangUp: "the call ends in \(run.flow)"
                    }
                return way(to: key, in: callee) + [move(back, 0)]
            }
        }
    }

    private static func target(_ edge: LengthGraph.Edge, _ graph: LengthGraph) -> String {
        switch edge.to {
        case .node(let node): " → \(graph.instance.steps[graph.steps[node]].name)"
        case .exit(.outcome(let outcome)): " → outcome '\(outcome)'"
        case .exit(.root): " → out of \(graph.instance.flow.name)"
        case .exit(.hangUp): ": the call ends"
        }
    }
}
