import Dialog

/// Where a corrected value may lead from each read-back of a flow.
///
/// The machine answers the question that filled the slot last, unless the read-back names another. Last filled is a
/// question from which a path leads to the read-back that does not fill the slot again. Such a path may itself take
/// corrections; so they are added until there is no further one.
struct Corrections {
    private struct Origin {
        let step: Int
        let cause: Cause
    }

    /// By step: the corrections that it may be left by.
    private(set) var moves: [[Move]]
    private let flow: Flow
    private let index: [StepID: Int]
    /// By step: from where it is entered, and how.
    private var origins: [[Origin]]

    /// `waysOut` gives all other edges by step; to `escapes` a root flow's sub-flows may jump at any moment.
    init(_ flow: Flow, waysOut: [[Move]], escapes: [Int]) {
        self.flow = flow
        index = flow.stepIndex
        moves = waysOut.map { _ in [] }
        origins = waysOut.map { _ in [] }
        for (step, moves) in waysOut.enumerated() {
            for move in moves {
                if case .step(let to) = move.to { origins[to].append(Origin(step: step, cause: move.cause)) }
            }
            guard case .run(let run) = flow.steps[step].kind else { continue }
            for to in escapes { origins[to].append(Origin(step: step, cause: .leftSubFlow(run.flow))) }
        }
        while add() {}
    }

    /// Adds what is known to be possible by now; whether that was anything.
    private mutating func add() -> Bool {
        var isNew = false
        for (step, kind) in flow.steps.map(\.kind).enumerated() {
            guard case .ask(let ask) = kind else { continue }
            for slot in ask.confirms {
                let named = ask.corrects[slot].map { [$0].compactMap { index[$0] } }
                for target in named ?? lastToFill(slot, before: step) {
                    let move = Move(cause: .corrected(slot), to: .step(target))
                    guard !moves[step].contains(move) else { continue }
                    moves[step].append(move)
                    origins[target].append(Origin(step: step, cause: move.cause))
                    isNew = true
                }
            }
        }
        return isNew
    }

    private func lastToFill(_ slot: FieldName, before step: Int) -> [Int] {
        var found: Set<Int> = []
        var seen: Set<Int> = [step]
        var queue = [step]
        while let next = queue.popLast() {
            for origin in origins[next] {
                if fills(slot, origin) {
                    found.insert(origin.step)
                } else if seen.insert(origin.step).inserted {
                    queue.append(origin.step)
                }
            }
        }
        return found.sorted()
    }

    /// Whether leaving that step so gives the slot a value.
    private func fills(_ slot: FieldName, _ origin: Origin) -> Bool {
        guard case .ask(let ask) = flow.steps[origin.step].kind, ask.slot == slot,
            case .outcome = origin.cause
        else { return false }
        return true
    }
}
