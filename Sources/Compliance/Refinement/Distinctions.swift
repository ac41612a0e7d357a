import Dialog

/// A step of a program.
struct FlowStep: Hashable, Comparable {
    let flow: FlowName
    /// By its place in the flow.
    let step: Int

    static func < (left: FlowStep, right: FlowStep) -> Bool {
        (left.flow.rawValue, left.step) < (right.flow.rawValue, right.step)
    }
}

/// What a closer look at a program tells apart, and the first look doesn't.
struct Distinctions: Hashable {
    /// Steps with a bound of visits, the entries of which are counted.
    var counted: Set<FlowStep> = []
    /// Whether it is counted that a part of the system failed: a call survives that once.
    var countsFaults = false
    /// By flow: slots of which it is known which question filled them last, if any did.
    var slots: [FlowName: Set<FieldName>] = [:]

    var isEmpty: Bool { self == Distinctions() }

    func union(_ other: Distinctions) -> Distinctions {
        Distinctions(
            counted: counted.union(other.counted), countsFaults: countsFaults || other.countsFaults,
            slots: slots.merging(other.slots) { $0.union($1) })
    }
}
