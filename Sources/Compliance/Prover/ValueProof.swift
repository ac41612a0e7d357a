import Dialog

/// What is known and confirmed at every point, on all paths there.
///
/// Each name is gained and lost by itself, whatever holds of the others, so intersecting the sets where paths join
/// loses nothing: a name is missing from a point's set if and only if some path leads there without it.
struct ValueProof {
    /// A need that some path to a step does not meet.
    struct Gap {
        let need: Need
        let context: Int
        /// Where the need stands unmet.
        let nodes: [Int]
    }

    private struct GapKey: Hashable {
        let step: Int
        let need: Need
    }

    private(set) var gaps: [Gap] = []
    private let exploration: Exploration
    /// By context: what holds on arrival at each point; nil before the first path there.
    private var arrivals: [[BitSet?]]
    private var entries: [BitSet?]

    init(_ exploration: Exploration) {
        self.exploration = exploration
        arrivals = exploration.contexts.map { Array(repeating: nil, count: $0.nodes.count) }
        entries = Array(repeating: nil, count: exploration.contexts.count)
        for context in exploration.callersFirst {
            spread(in: context)
            passOn(from: context)
            collectGaps(in: context)
        }
    }

    /// What holds on every way into a context.
    func entry(of context: Int) -> BitSet { entries[context] ?? exploration.freshValues(of: context) }

    private mutating func spread(in id: Int) {
        let context = exploration.contexts[id]
        guard !context.nodes.isEmpty else { return }
        let edges = context.edgesByOrigin
        var points = arrivals[id]
        points[0] = entry(of: id)
        var queue = [0]
        var next = 0
        var isQueued = Array(repeating: false, count: points.count)
        while next < queue.count {
            let node = queue[next]
            next += 1
            isQueued[node] = false
            guard let here = points[node] else { continue }
            for edge in edges[node] {
                let there = exploration.values(here, along: context.edges[edge], in: id)
                let target = context.edges[edge].to
                var changed = true
                if var known = points[target] {
                    changed = known.formIntersection(there)
                    points[target] = known
                } else {
                    points[target] = there
                }
                guard changed, !isQueued[target] else { continue }
                isQueued[target] = true
                queue.append(target)
            }
        }
        arrivals[id] = points
    }

    private mutating func passOn(from id: Int) {
        for call in exploration.contexts[id].calls {
            guard let here = arrivals[id][call.node] else { continue }
            let passed = exploration.values(here, enteredBy: call, in: id)
            if var known = entries[call.callee] {
                _ = known.formIntersection(passed)
                entries[call.callee] = known
            } else {
                entries[call.callee] = passed
            }
        }
    }

    private mutating func collectGaps(in id: Int) {
        let context = exploration.contexts[id]
        let steps = exploration.instances[context.key.instance].steps
        var found: [GapKey: Int] = [:]
        var unmet: [(need: Need, nodes: [Int])] = []
        for (node, arrival) in arrivals[id].enumerated() {
            let point = context.nodes[node].point
            let profile = steps[point.step]
            guard var known = arrival else { continue }
            known.subtract(profile.undone)
            for need in profile.needs(at: point.facts) where !known.contains(need.bit) {
                let key = GapKey(step: point.step, need: need)
                if let index = found[key] {
                    unmet[index].nodes.append(node)
                } else {
                    found[key] = unmet.count
                    unmet.append((need, [node]))
                }
            }
        }
        gaps += unmet.map { Gap(need: $0.need, context: id, nodes: $0.nodes) }
    }
}
