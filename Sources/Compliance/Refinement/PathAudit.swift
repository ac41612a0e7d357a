import Dialog

/// Follows a path with everything that a call counts, to see whether a call can take it.
struct PathAudit {
    /// What has to be told apart so that this path is no longer taken; empty if a call can take it.
    private(set) var overlooked = Distinctions()
    /// Whether moves are left out, so that nobody knows what they count.
    private(set) var isIncomplete = false

    private let flows: [FlowName: Flow]
    private var entries: [FlowStep: Int] = [:]
    private var faults = 0
    /// By flow that runs, and slot: the question that filled it last.
    private var filled: [FlowName: [FieldName: Int]] = [:]

    init(_ path: Path, flows: [FlowName: Flow]) {
        self.flows = flows
        for leg in path.legs {
            switch leg.event {
            case .begins(let flow, let runner):
                if let runner { enter(runner) }
                filled[flow] = [:]
            case .leaves(let place, let cause, let to): leave(place, cause, to)
            case .returns: break
            case .leftOut: isIncomplete = true
            }
        }
        enter(path.last)
    }

    private func step(_ place: FlowStep) -> Step? {
        guard let flow = flows[place.flow], flow.steps.indices.contains(place.step) else { return nil }
        return flow.steps[place.step]
    }

    private mutating func enter(_ place: FlowStep) {
        guard let most = step(place)?.visits?.max else { return }
        entries[place, default: 0] += 1
        if entries[place, default: 0] > most { overlooked.counted.insert(place) }
    }

    private mutating func leave(_ place: FlowStep, _ cause: Cause, _ to: Int?) {
        if case .visitsUsedUp = cause {
            let most = step(place)?.visits?.max ?? 0
            if entries[place, default: 0] < most { overlooked.counted.insert(place) }
            return
        }
        enter(place)
        guard let step = step(place) else { return }
        if case .fault = cause {
            faults += 1
            if faults > 1 { overlooked.countsFaults = true }
        }
        guard case .ask(let ask) = step.kind else { return }
        if case .outcome = cause, let slot = ask.slot { filled[place.flow, default: [:]][slot] = place.step }
        if case .corrected(let slot) = cause, ask.corrects[slot] == nil, filled[place.flow]?[slot] != to {
            overlooked.slots[place.flow, default: []].insert(slot)
        }
    }
}
