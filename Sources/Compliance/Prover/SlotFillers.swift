import Dialog

/// Tells apart which of several questions filled a slot last, where a correction goes back to that one.
///
/// A slot that one question alone fills is taken to be filled, unless a closer look tells. More slots, or questions, than
/// there is room for are not told apart: a correction may then go to any of them.
struct SlotFillers {
    /// One question, as `Facts.fillers` has it.
    struct Mark: Hashable {
        let shift: UInt32
        let code: UInt32

        func holds(in facts: Facts) -> Bool { facts.fillers >> shift & SlotFillers.mask == code }

        func set(in facts: inout Facts) {
            facts.fillers = facts.fillers & ~(SlotFillers.mask << shift) | code << shift
        }
    }

    private static let mask: UInt32 = 0xf
    private static let mostSlots = 8
    private static let mostQuestions = 15

    private var marks: [FieldName: [Int: Mark]] = [:]

    /// Slots to be told come first, also if one question alone fills them.
    init(_ flow: Flow, telling told: Set<FieldName> = []) {
        var questions: [FieldName: [Int]] = [:]
        var corrected: Set<FieldName> = []
        for (index, step) in flow.steps.enumerated() {
            guard case .ask(let ask) = step.kind else { continue }
            if let slot = ask.slot { questions[slot, default: []].append(index) }
            corrected.formUnion(ask.confirms.filter { ask.corrects[$0] == nil })
        }
        let unplain = corrected.subtracting(told).filter { questions[$0]?.count ?? 0 > 1 }
        let candidates = (told.sorted() + unplain.sorted()).filter {
            (1...Self.mostQuestions).contains(questions[$0]?.count ?? 0)
        }
        for (place, slot) in candidates.prefix(Self.mostSlots).enumerated() {
            let numbered = (questions[slot] ?? []).enumerated().map { number, step in
                (step, Mark(shift: UInt32(4 * place), code: UInt32(number + 1)))
            }
            marks[slot] = Dictionary(uniqueKeysWithValues: numbered)
        }
    }

    /// Whether it is known which question filled the slot, if any did.
    func tells(_ slot: FieldName) -> Bool { marks[slot] != nil }

    /// Nil for a slot whose question is plain, or not told apart.
    func mark(of step: Int, filling slot: FieldName) -> Mark? { marks[slot]?[step] }
}
