import Dialog

/// Looks closer where the path to a finding is none that a call can take.
///
/// The first look takes a bound of visits to be reached at any time, faults to come again and again, and a corrected
/// slot to be filled. Where the shortest path to a finding depends on that, it is looked for again with just these
/// things told apart, until a path is found that a call can take, or none is left. That is sound: a look that tells
/// more apart still has every path of every call. It gives up when it would become too large, and the finding stays.
struct CloserLook {
    /// Everything found with some things told apart.
    struct Sight {
        let exploration: Exploration
        let witness: Witness
        let values: ValueProof
        let gaps: ValueOffences

        init(_ exploration: Exploration) {
            self.exploration = exploration
            witness = Witness(exploration)
            values = ValueProof(exploration)
            gaps = ValueOffences(values, in: exploration)
        }
    }

    enum Verdict {
        /// A call can take this path.
        case shown(Path)
        /// No call breaks the rule there.
        case impossible
        /// Perhaps no call can take this path.
        case open(Path, why: String)
    }

    private let builder: FlowInstanceBuilder
    private let terms: ProofTerms
    private let flows: [FlowName: Flow]
    /// How many points further looks may find.
    private var room: Int
    /// Nil for a look that became too large.
    private var sights: [Distinctions: Sight?] = [:]

    init(_ builder: FlowInstanceBuilder, terms: ProofTerms, room: Int) {
        self.builder = builder
        self.terms = terms
        flows = Dictionary(
            builder.program.flows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.room = room
    }

    /// Whether a call can take a path to a finding, or another one that `find` finds with more told apart.
    mutating func verdict(on first: Path, find: (Sight) -> Path?) -> Verdict {
        var path = first
        var told = Distinctions()
        while true {
            let audit = PathAudit(path, flows: flows)
            if audit.isIncomplete { return .open(path, why: "it is too long to count the visits on it") }
            if audit.overlooked.isEmpty { return .shown(path) }
            let more = told.union(audit.overlooked)
            guard more != told, let sight = sight(telling: more) else {
                return .open(path, why: why(audit.overlooked))
            }
            guard let next = find(sight) else { return .impossible }
            path = next
            told = more
        }
    }

    private mutating func sight(telling more: Distinctions) -> Sight? {
        if let known = sights[more] { return known }
        var sight: Sight?
        if let closer = builder.telling(more) {
            let exploration = Exploration(closer, terms: terms, room: room)
            room -= exploration.points
            if !exploration.isCutShort { sight = Sight(exploration) }
        }
        sights[more] = .some(sight)
        return sight
    }

    private func why(_ overlooked: Distinctions) -> String {
        var reasons = overlooked.counted.sorted().compactMap { place -> String? in
            guard let flow = flows[place.flow] else { return nil }
            let name = flow.steps[place.step].id
            let step = flow.isSubFlow ? "\(flow.name).\(name)" : name.rawValue
            return "the visits of '\(step)' don't add up on it"
        }
        if overlooked.countsFaults { reasons.append("more than one fault happens on it") }
        for (flow, slots) in overlooked.slots.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            reasons += slots.sorted().map { "$\($0) of \(flow) is corrected on it before it is filled" }
        }
        return reasons.joined(separator: ", ") + ", and there are too many ways to look at each"
    }
}
