import Dialog

/// One move of a path: what happens, for a person, and what a call counts of it.
struct Leg {
    enum Event {
        /// The call or a sub-flow begins, by a step that runs it.
        case begins(FlowName, by: FlowStep?)
        /// A step is left, or passed by; `to` is the step of the same flow to which that leads.
        case leaves(FlowStep, Cause, to: Int?)
        /// The step that ran a sub-flow goes on; nothing is counted.
        case returns
        /// Moves are left out here.
        case leftOut
    }

    let trail: TrailStep
    let event: Event

    init(_ trail: TrailStep, _ event: Event) {
        self.trail = trail
        self.event = event
    }
}

/// A path from the start of the call to a step that breaks a rule.
struct Path {
    let legs: [Leg]
    let last: FlowStep

    var trail: [TrailStep] { legs.map(\.trail) }
}
