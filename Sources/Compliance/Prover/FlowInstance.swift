import Dialog

/// One flow as some step runs it: with what its inputs stand for.
struct FlowInstance {
    let graph: FlowGraph
    let scope: Scope
    let names: LocalNames
    /// By step.
    let steps: [StepProfile]
    /// What may change while the flow runs, as bits of `Facts.counts`.
    let counted: UInt64

    var flow: Flow { graph.flow }
}

/// What the proofs need to know of one step, worked out once.
struct StepProfile {
    let step: Step
    /// The step's name, with its flow's unless that is the root.
    let name: String
    /// How often it was entered, if that is counted.
    let visits: Tallies.Tally?
    let lines: [SpokenLine]
    let moves: [Move]
    /// For a `decide`: what verification levels rule out of its moves.
    let comparisons: LevelComparisons?
    /// For a `check`: the index of the secret that a pass proves to be known.
    let factor: Int?
    /// What the way out of the step depends on and tells of the debt.
    let decidesOnDebt: FieldName?
    /// For an `ask`: what its answer leaves of which question filled the slot.
    let fills: SlotFillers.Mark?
    /// Of a correction: the question that must have filled the slot last.
    let corrects: [Move: SlotFillers.Mark]
    /// What must be known or confirmed when the step is entered, beside what its prompts speak.
    let needs: [Need]
    /// The confirmations that entering the step undoes.
    let undone: BitSet
    /// What leaving the step by a cause makes known or confirmed.
    let gains: [Cause: BitSet]
}

/// A prompt in the scope of the step that speaks it.
struct SpokenLine {
    let line: Line
    let says: Set<Says>
    let debt: EffectiveSensitivity.DebtReason?
    let speaksReference: Bool
    let needs: [Need]
}

/// A value that must be known, or confirmed, at some place.
struct Need: Hashable {
    enum Kind: Hashable {
        case known
        case confirmed
    }

    enum Use: Hashable {
        case spoken(Line)
        case compared, limit, committed, passed
    }

    let name: FieldName
    let bit: Int
    let kind: Kind
    let use: Use
}
