package import Dialog

/// What must hold at one point of a call.
package struct Expectation: Sendable {
    package let claim: Claim
    package let span: Span
    package let position: SourcePosition

    /// Which part of the call a claim on what was said is about.
    package enum Span: Sendable, Hashable {
        /// Since the caller's last turn.
        case sinceTurn
        case wholeCall
    }

    package enum Claim: Sendable, Hashable {
        /// These prompts were said, in this order; others may lie between them.
        case prompts([PromptID])
        /// This text is part of what was said.
        case says(String)
        /// The conversation is at this step, or ended there.
        case step(StepReference)
        /// These steps were entered, in this order; others may lie between them.
        case path([StepReference])
        /// The slot was last filled with this, in canonical form.
        case slot(FieldName, String)
        case disposition(Disposition)
        case end(CallEnd)
        case promise(PromiseClaim)
        case noPromise
        case neverSays(String)
        case neverDebtUnverified
        /// So many turns of the caller were understood, or failed to be.
        case turns(ClosedRange<Int>)
        /// This was made durable.
        case stored(String)
        case storedNothing
        /// At least so sure of the person; nil for not at all.
        case verified(VerificationLevel?)
    }
}

/// A step as a scenario names it: `flow.step`, or `step` alone where only one flow has it or the root flow does.
package struct StepReference: Sendable, Hashable {
    package let flow: FlowName?
    package let step: StepID

    package var description: String { (flow.map { "\($0)." } ?? "") + step.rawValue }
}

/// What is expected of a promise; nil is not asked.
package struct PromiseClaim: Sendable, Hashable {
    package var kind: PromiseKind?
    package var instalments: Int?
    /// Decimal, in order.
    package var amounts: [String]?
    package var dates: [LocalDate]?
    package var isAnnounced: Bool?
}
