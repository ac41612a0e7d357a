import Dialog

/// The longest walk that enters no step more often than it may: stretches between bounded steps, put together.
struct BoundedWalk {
    /// Where a walk goes on after a stretch.
    private enum Choice {
        case leave
        case go(Int)
    }

    private typealias Best = [Context.Target: (load: StepLoad, choice: Choice)]

    private let graph: FlowGraph
    /// The place of each bounded step, and how far its visits stand apart in a position's number.
    private let strides: [Int: Int]
    private let stretches: (Int) -> FlowLength.Stretches
    private var known: [Int: FlowLength.Stretches] = [:]
    /// By step, then by the visits that are left.
    private var memo: [Int: [Int: Best]] = [:]

    init(_ graph: FlowGraph, bounded: [Int], stretches: @escaping (Int) -> FlowLength.Stretches) {
        self.graph = graph
        self.stretches = stretches
        var strides: [Int: Int] = [:]
        var stride = 1
        for index in bounded {
            strides[index] = stride
            stride *= (graph.flow.steps[index].visits?.max ?? 0) + 1
        }
        self.strides = strides
    }

    /// By way out.
    mutating func longest(from start: Int) -> [Context.Target: (load: StepLoad, way: [String])] {
        let all = strides.reduce(0) { $0 + $1.value * (graph.flow.steps[$1.key].visits?.max ?? 0) }
        let (first, left, words) = arrive(start, all)
        guard case .step(let step)? = first else { return [:] }
        return best(from: step, left).reduce(into: [:]) { result, entry in
            result[entry.key] = (entry.value.load, words + way(from: step, left, to: entry.key))
        }
    }

    private func visitsLeft(_ index: Int, _ left: Int) -> Int? {
        guard let stride = strides[index], let most = graph.flow.steps[index].visits?.max else { return nil }
        return left / stride % (most + 1)
    }

    /// Where an edge to a step really leads, with the visits that are left after it.
    private func arrive(_ step: Int, _ left: Int) -> (to: Destination?, left: Int, words: [String]) {
        var place = step
        var words: [String] = []
        // Steps that are passed by lead on, each to another one.
        for _ in 0...graph.flow.steps.count {
            guard let visits = visitsLeft(place, left), let stride = strides[place] else {
                return (.step(place), left, words)
            }
            if visits > 0 { return (.step(place), left - stride, words) }
            let passed = "'\(graph.flow.steps[place].id)' was entered as often as it may be"
            guard case .step(let next)? = graph.bypasses[place] else {
                return (graph.bypasses[place], left, words + [passed])
            }
            words.append("\(passed) → \(graph.name(of: next))")
            place = next
        }
        return (nil, left, words)
    }

    private mutating func best(from step: Int, _ left: Int) -> Best {
        if let found = memo[step]?[left] { return found }
        let (to, out) = stretchesOf(step)
        var best: Best = out.mapValues { ($0.load, .leave) }
        func take(_ target: Context.Target, _ load: StepLoad, _ choice: Choice) {
            if load.time > best[target]?.load.time ?? .seconds(-1) { best[target] = (load, choice) }
        }
        for (next, stretch) in to.sorted(by: { $0.key < $1.key }) {
            let (destination, fewer, _) = arrive(next, left)
            switch destination {
            case .step(let step):
                for (target, rest) in self.best(from: step, fewer) {
                    take(target, stretch.load + rest.load, .go(next))
                }
            case .outcome(let outcome): take(.outcome(outcome), stretch.load, .go(next))
            case .root(let step): take(.root(step), stretch.load, .go(next))
            case .hangUp, nil: break
            }
        }
        memo[step, default: [:]][left] = best
        return best
    }

    private mutating func stretchesOf(_ step: Int) -> FlowLength.Stretches {
        if let found = known[step] { return found }
        let found = stretches(step)
        known[step] = found
        return found
    }

    private func way(from step: Int, _ left: Int, to target: Context.Target) -> [String] {
        var words: [String] = []
        var (step, left) = (step, left)
        while let choice = memo[step]?[left]?[target]?.choice, let (to, out) = known[step] {
            guard case .go(let next) = choice else { return words + (out[target]?.words ?? []) }
            let (destination, fewer, passed) = arrive(next, left)
            words += (to[next]?.words ?? []) + passed
            guard case .step(let place)? = destination else { return words }
            (step, left) = (place, fewer)
        }
        return words
    }
}
