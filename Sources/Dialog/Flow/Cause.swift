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
    /// The recogniser or the synthesiser failed, for the first time.
    case fault
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
            .fault, .visitsUsedUp, .closed, .leftSubFlow:
            false
        }
    }

    /// Whether nobody can count on it: the caller's wish, or a fault.
    package var isUncertain: Bool {
        switch self {
        case .command, .anotherLanguage, .corrected, .fault: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .visitsUsedUp,
            .closed,
            .leftSubFlow:
            false
        }
    }

    /// Whether the machine itself bounds how often it can happen in a call: see `DialogMachine.correctionsLimit`
    /// and `hasFaulted`.
    package var isBounded: Bool {
        switch self {
        case .corrected, .fault: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .command,
            .anotherLanguage, .visitsUsedUp, .closed, .leftSubFlow:
            false
        }
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
