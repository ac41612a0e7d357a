package import Dialog

/// A promise's change from one state to another, and why.
package struct PromiseChange: Sendable, Hashable {
    package enum Cause: String, Sendable, Hashable, CaseIterable {
        /// Payments that came in, or didn't.
        case payments
        /// The debtor disputed the debt on a call.
        case dispute
        /// Somebody said so.
        case `operator`
        /// The account was erased.
        case erasure
    }

    package let was: PromiseStatus
    package let became: PromiseStatus
    package let cause: Cause
    package let on: LocalDate

    package init(was: PromiseStatus, became: PromiseStatus, cause: Cause, on: LocalDate) {
        self.was = was
        self.became = became
        self.cause = cause
        self.on = on
    }
}

extension PromiseStatus {
    /// The states into which an operator may put a promise; the rest follow from payments.
    package var operatorChoices: Set<PromiseStatus> {
        switch self {
        case .proposed: [.cancelled]
        case .confirmed, .partial, .broken: [.cancelled, .renegotiated, .disputed]
        case .kept: [.disputed]
        // A dispute that is settled: the promise stands again, or it doesn't.
        case .disputed: [.confirmed, .cancelled]
        case .cancelled, .renegotiated: []
        }
    }
}
