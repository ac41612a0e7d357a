import Dialog

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
