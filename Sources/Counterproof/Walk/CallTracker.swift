import Dialog

/// Finds every position that a call can reach, nearest first, and notes what is wrong there.
struct CallTracker {
    /// A step whose bound of visits is counted exactly.
    struct Counted: Hashable {
        let flow: Int
        let step: Int
    }

    /// How a position was reached first.
    private struct Trace {
        let from: Int
        /// The step that was passed by because its visits were used up.
        let bypassed: Counted?
    }

    let map: Map
    let words: Words
    let terms: WalkTerms
    var meanings: Meanings
    private let counted: [Counted: Int]
    private let limit: Int
    private var queue: [Position] = []
    private var traces: [Trace] = []
    private var seen: Set<Position> = []
    /// The position whose step is being looked at.
    private var current = -1
    private(set) var isStopped = false
    /// The first position at which each violation was seen.
    private(set) var found: [Violation: Int] = [:]

    var count: Int { queue.count }

    init(_ map: Map, _ words: Words, _ terms: WalkTerms, counting counted: [Counted], limit: Int) {
        self.map = map
        self.words = words
        self.terms = terms
        meanings = Meanings(map.program)
        self.counted = Dictionary(
            counted.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.limit = limit
    }

    mutating func run() {
        guard let start = map.step(map.program.root.start, of: 0) else { return }
        let optional = map.program.root.fields.indices.filter { map.program.root.fields[$0].isOptional }
        for absent in [nil] + optional.map(Optional.some) {
            add(Position(frames: [.init(flow: 0, step: start, meaning: 0)], absent: absent), bypassing: nil)
        }
        var next = 0
        while next < queue.count {
            current = next
            take(queue[next])
            next += 1
        }
    }

    mutating func report(_ check: Violation.Check, at position: Position) {
        let violation = Violation(check: check, place: map.name(of: position.top))
        if found[violation] == nil { found[violation] = current }
    }

    private mutating func add(_ position: Position, bypassing: Counted?) {
        guard !isStopped, seen.insert(position).inserted else { return }
        guard queue.count < limit else { return isStopped = true }
        queue.append(position)
        traces.append(Trace(from: current, bypassed: bypassing))
    }

    // MARK: Bounds of visits

    /// Enters the step, or passes it by if it may have been entered often enough.
    private mutating func take(_ position: Position) {
        let step = map.step(at: position.top)
        guard let visits = step.visits else { return enter(position) }
        let key = Counted(flow: position.top.flow, step: position.top.step)
        guard let index = counted[key] else {
            go(visits.then, from: position, bypassing: key)
            return enter(position)
        }
        if position.entries(ofCounted: index) >= visits.max {
            return go(visits.then, from: position, bypassing: key)
        }
        var entered = position
        entered.countEntry(ofCounted: index)
        enter(entered)
    }

    /// The steps to count next, if a path to some violation enters them in a way that their bounds rule out.
    func miscounted(beside known: [Counted]) -> [Counted]? {
        var wrong: Set<Counted> = []
        for position in found.values {
            var path: [Int] = []
            var place = position
            while place >= 0 {
                path.append(place)
                place = traces[place].from
            }
            wrong.formUnion(miscounted(on: path.reversed()))
        }
        let new = wrong.subtracting(known).sorted { ($0.flow, $0.step) < ($1.flow, $1.step) }
        // A byte each is what a position has room for.
        return new.isEmpty || known.count + new.count > 8 ? nil : new
    }

    private func miscounted(on path: [Int]) -> Set<Counted> {
        var entries: [Counted: Int] = [:]
        var wrong: Set<Counted> = []
        for (index, place) in path.enumerated() {
            let top = queue[place].top
            let key = Counted(flow: top.flow, step: top.step)
            guard let most = map.step(at: top).visits?.max else { continue }
            // The next position tells whether this one's step was passed by.
            let isBypassed = index + 1 < path.count && traces[path[index + 1]].bypassed == key
            if isBypassed {
                if entries[key, default: 0] < most { wrong.insert(key) }
            } else {
                entries[key, default: 0] += 1
                if entries[key, default: 0] > most { wrong.insert(key) }
            }
        }
        return wrong
    }

    // MARK: Moving

    mutating func go(_ target: Target, from position: Position, bypassing: Counted? = nil) {
        var next = position
        switch target {
        case .step(let id):
            guard let step = map.step(id, of: position.top.flow) else { return }
            next.top.step = step
            add(next, bypassing: bypassing)
        case .outcome(let outcome):
            next.frames.removeLast()
            guard !next.frames.isEmpty, case .run(let run) = map.step(at: next.top).kind,
                let back = run.when[outcome]
            else { return }
            go(back, from: next, bypassing: bypassing)
        }
    }

    /// To a step of the root flow: whatever ran in between is dropped.
    mutating func jump(_ id: StepID, from position: Position) {
        guard let step = map.step(id, of: 0) else { return }
        var next = position
        next.frames = [position.frames[0]]
        next.top.step = step
        add(next, bypassing: nil)
    }

    mutating func call(_ run: Run, from position: Position) {
        guard let flow = map.flow(run.flow), let start = map.step(map.flows[flow].start, of: flow) else {
            return
        }
        let callee = map.flows[flow]
        var frame = Position.Frame(
            flow: flow, step: start,
            meaning: meanings.enter(callee, with: run.with, from: position.top.meaning))
        for input in callee.fields {
            guard let place = map.place(of: input.name, in: flow) else { continue }
            frame.values.give(place, confirmed: isConfirmed(run.with[input.name], at: position))
        }
        var next = position
        next.frames.append(frame)
        add(next, bypassing: nil)
    }

    private func isConfirmed(_ operand: Operand?, at position: Position) -> Bool {
        guard case .field(let name)? = operand, let place = map.place(of: name, in: position.top.flow) else {
            return operand != nil
        }
        return position.top.values.isConfirmed(place)
    }
}
