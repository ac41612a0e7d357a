/// What kind of payment was promised.
package enum PromiseKind: String, Sendable, Hashable, CaseIterable {
    case full, partial, plan, settlement

    /// The disposition that a durable promise of this kind sets.
    package var disposition: Disposition {
        switch self {
        case .full: .promiseToPay
        case .partial: .partialPromise
        case .plan: .paymentPlan
        case .settlement: .settlement
        }
    }
}

/// One payment of a promise.
package struct Instalment: Hashable, Sendable {
    /// From 1.
    package let sequence: Int
    package let amount: Money
    package let due: LocalDate

    package init(sequence: Int, amount: Money, due: LocalDate) {
        self.sequence = sequence
        self.amount = amount
        self.due = due
    }
}

/// A promise to pay, as the caller confirmed it: what is made durable before it is announced.
package struct PromiseToPay: Hashable, Sendable {
    package let kind: PromiseKind
    /// At least one, in order of due date; one currency.
    package let instalments: [Instalment]
    /// The level at which the person was verified when they confirmed.
    package let verificationLevel: VerificationLevel
    /// The words that were read back.
    package let readBack: String
    /// Where in the call the caller's yes to the read-back ended, in media time from answer.
    package let confirmedAt: Duration

    package init(
        kind: PromiseKind, instalments: [Instalment], verificationLevel: VerificationLevel, readBack: String,
        confirmedAt: Duration
    ) {
        self.kind = kind
        self.instalments = instalments
        self.verificationLevel = verificationLevel
        self.readBack = readBack
        self.confirmedAt = confirmedAt
    }

    /// The sum of the instalments, saturating.
    package var total: Money? {
        guard let first = instalments.first else { return nil }
        let sum = instalments.reduce(0) { sum, next in
            let (value, overflow) = sum.addingReportingOverflow(next.amount.minorUnits)
            return overflow ? .max : value
        }
        return Money(minorUnits: sum, currency: first.amount.currency)
    }
}
