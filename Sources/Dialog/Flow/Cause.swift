/// What makes a conversation leave a step.
package enum Cause: Hashable, Sendable {
    /// What the step waited for came out so: of an `ask`, `check`, `run`, `commit`, `transfer` or `wait`.
    case outcome(OutcomeName)
    /// The prompts of a `say` were played.
    case played
    /// The comparison of that index is the first that holds.
    case comparison(Int)
    case noComparison
    /// The caller stayed silent once too often.
    case silence
    /// The caller was not understood, or gave a command, once too often.
    case misunderstanding
    case command(UniversalName)
    /// Another value than the one that was read back: its slot's question is answered anew.
    case corrected(FieldName)
    /// A command that changes the language.
    case anotherLanguage(UniversalName)
    /// The step was entered as often as it may be.
    case visitsUsedUp
    /// A bare `end` or `return`.
    case closed
    /// A command or a retry inside a sub-flow leads to a step of the root flow.
    case leftSubFlow(FlowName)

    package var isCommand: Bool {
        switch self {
        case .command, .anotherLanguage: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .corrected,
            .visitsUsedUp, .closed, .leftSubFlow:
            false
        }
    }

    /// Whether it is the caller's doing, which nobody can count on.
    package var isCallersWish: Bool {
        switch self {
        case .command, .anotherLanguage, .corrected: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .visitsUsedUp,
            .closed,
            .leftSubFlow:
            false
        }
    }

    /// Whether the machine itself bounds how often it can happen in a call: see `DialogMachine.correctionsLimit`.
    package var isBounded: Bool {
        if case .corrected = self { true } else { false }
    }
}

/// A way out of a step that a conversation took.
package struct Departure: Hashable, Sendable {
    package let flow: FlowName
    package let step: StepID
    package let cause: Cause

    package init(_ flow: FlowName, _ step: StepID, _ cause: Cause) {
        self.flow = flow
        self.step = step
        self.cause = cause
    }
}
