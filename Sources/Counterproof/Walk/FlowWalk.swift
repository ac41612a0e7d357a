package import Dialog

/// A walk of every path that a call can take, with its whole stack and everything it has come to written out.
///
/// It decides by brute force what a proof must conclude, and shares nothing with the prover but the flow: no graph,
/// no summaries of sub-flows, no meeting of paths. Outcomes and comparisons of data may come out either way, as for the
/// prover; comparisons of levels and tests of presence are decided.
package struct FlowWalk {
    package enum Verdict: Sendable, Equatable {
        case decided
        /// Why not all paths were walked.
        case undecided(String)
    }

    /// Everything that some call does wrong.
    package private(set) var violations: Set<Violation> = []
    /// What only calls do wrong that enter a step less, or more, often than they can.
    package private(set) var impossible: Set<Violation> = []
    package private(set) var verdict = Verdict.decided
    package private(set) var positions = 0

    /// A walk that gives up after so many positions.
    package init(
        _ program: FlowProgram, catalogue: PromptCatalogue, terms: WalkTerms = WalkTerms(),
        limit: Int = 400_000
    ) {
        let words = Words(catalogue, languages: program.root.languages, threats: terms.threats)
        let map = Map(program, words: words)
        let shape = ShapeWalk(map, mostVisits: terms.mostVisits)
        violations = shape.violations
        guard !shape.isRecursive else { return }
        if let shortcoming = map.shortcoming { verdict = .undecided(shortcoming) }
        var counted: [CallTracker.Counted] = []
        var free = walk(map, words, terms, counting: counted, limit: limit)
        let standing = StandingChecks(
            map, words, terms, catalogue: catalogue, meanings: free.meanings)
        violations.formUnion(standing.violations)
        let claimed = Set(free.found.keys)
        // Bounds of visits are counted only where a path depends on them: all at once would be too many positions.
        while let needed = free.miscounted(beside: counted) {
            counted += needed
            free = walk(map, words, terms, counting: counted, limit: limit)
        }
        violations.formUnion(free.found.keys)
        impossible = claimed.subtracting(free.found.keys)
    }

    private mutating func walk(
        _ map: Map, _ words: Words, _ terms: WalkTerms, counting counted: [CallTracker.Counted], limit: Int
    ) -> CallTracker {
        var tracker = CallTracker(map, words, terms, counting: counted, limit: limit)
        tracker.run()
        positions += tracker.count
        if tracker.isStopped { verdict = .undecided("more than \(limit) positions") }
        return tracker
    }
}
