import Dialog

/// Where `Facts.counts` keeps how often each thing happened that a closer look counts.
struct Tallies {
    /// The count of one thing, up to its bound.
    struct Tally: Hashable {
        fileprivate let shift: UInt64
        fileprivate let mask: UInt64
        fileprivate let most: UInt64

        /// Whether it happened as often as it may.
        func isFull(in facts: Facts) -> Bool { facts.counts >> shift & mask >= most }

        /// Counts it once more; only while it isn't full.
        func add(to facts: inout Facts) { facts.counts += 1 << shift }
    }

    /// Nothing is counted.
    static let none = Tallies()

    /// Faults of the whole call.
    private(set) var faults: Tally?
    private var steps: [FlowStep: Tally] = [:]
    private var used: UInt64 = 0
    /// By flow: the bits of what may be counted while it or a sub-flow of it runs.
    private var bits: [FlowName: UInt64] = [:]

    private init() {}

    /// Nil if the counts need more room than there is.
    init?(_ distinctions: Distinctions, in program: FlowProgram) {
        for place in distinctions.counted.sorted() {
            guard let flow = program.flow(place.flow), flow.steps.indices.contains(place.step),
                let most = flow.steps[place.step].visits?.max, let tally = add(upTo: max(0, most))
            else { return nil }
            steps[place] = tally
        }
        if distinctions.countsFaults {
            faults = add(upTo: 1)
            if faults == nil { return nil }
        }
        for flow in program.flows { _ = collectBits(of: flow, in: program) }
    }

    subscript(flow: FlowName, step: Int) -> Tally? {
        steps.isEmpty ? nil : steps[FlowStep(flow: flow, step: step)]
    }

    /// What may change while that flow runs, as bits of `Facts.counts`.
    func bits(of flow: FlowName) -> UInt64 { bits[flow] ?? 0 }

    private mutating func add(upTo most: Int) -> Tally? {
        let width = UInt64(Int.bitWidth - most.leadingZeroBitCount)
        guard used + width <= 64 else { return nil }
        let tally = Tally(shift: used, mask: (1 << width) - 1, most: UInt64(most))
        used += width
        return tally
    }

    /// For a program in which no sub-flow runs itself.
    private mutating func collectBits(of flow: Flow, in program: FlowProgram) -> UInt64 {
        if let known = bits[flow.name] { return known }
        var found = faults.map { $0.mask << $0.shift } ?? 0
        for (place, tally) in steps where place.flow == flow.name { found |= tally.mask << tally.shift }
        for step in flow.steps {
            guard case .run(let run) = step.kind, let callee = program.subFlows[run.flow] else { continue }
            found |= collectBits(of: callee, in: program)
        }
        bits[flow.name] = found
        return found
    }
}
