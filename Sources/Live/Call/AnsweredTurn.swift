package import Calls
package import Dialog

/// How long a caller waited for our answer, and where in the flow; nothing of what was said.
package struct AnsweredTurn: Sendable, Hashable {
    package let gap: ResponseGap
    /// Nil before the first turn.
    package let place: Place?

    /// The step that was answered.
    package struct Place: Sendable, Hashable {
        package let flow: FlowName
        package let step: StepID
        package let input: Turn.Input
        /// The outcome by which the step was left; nil if the question was put again.
        package let outcome: OutcomeName?
    }

    init(_ gap: ResponseGap, _ turn: Turn?) {
        self.gap = gap
        place = turn.map { Place(flow: $0.flow, step: $0.step, input: $0.input, outcome: $0.outcome) }
    }
}
