import Dialog

/// What makes a conversation leave a step.
enum Cause: Hashable {
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

    var isCommand: Bool {
        switch self {
        case .command, .anotherLanguage: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .corrected,
            .fault, .visitsUsedUp, .closed, .leftSubFlow:
            false
        }
    }

    /// Whether nobody can count on it: the caller's wish, or a fault.
    var isUncertain: Bool {
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
    var isBounded: Bool {
        switch self {
        case .corrected, .fault: true
        case .outcome, .played, .comparison, .noComparison, .silence, .misunderstanding, .command,
            .anotherLanguage,
            .visitsUsedUp, .closed, .leftSubFlow:
            false
        }
    }
}

/// Where a move leads.
enum Destination: Hashable {
    /// A step of the same flow, by index.
    case step(Int)
    /// An outcome of this sub-flow.
    case outcome(OutcomeName)
    /// A step of the root flow, by index, out of a sub-flow.
    case root(Int)
    case hangUp(Ending)
}

/// One way out of a step.
struct Move: Hashable {
    let cause: Cause
    let to: Destination
}

/// A prompt that a step may speak.
struct Line: Hashable {
    /// When within the step a prompt is spoken.
    enum Moment: Hashable {
        /// On entry, in order.
        case opening
        case anotherAttempt, afterSilence, afterMisunderstanding, outOfRange
        /// The slot of the step holds the value then.
        case confirming
        case command(UniversalName)
    }

    /// Who must be on the line for the prompt to be spoken at all.
    enum Audience: Hashable {
        case anyone, verified, unverified

        func includes(_ facts: Facts) -> Bool {
            switch self {
            case .anyone: true
            case .verified: facts.isVerified
            case .unverified: !facts.isVerified
            }
        }
    }

    let prompt: PromptID
    let moment: Moment
    let audience: Audience
    /// Of the declaration that a designer would change.
    let position: SourcePosition
}
