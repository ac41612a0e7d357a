/// What became of one instalment.
package enum InstalmentState: String, Sendable, Hashable, CaseIterable {
    /// Not matured: its grace is not over.
    case pending
    case kept, partial, broken
}

/// An instalment with what was paid for it in time.
package struct InstalmentProgress: Sendable, Hashable {
    package let state: InstalmentState
    /// At most the instalment's amount.
    package let paid: Money

    package init(state: InstalmentState, paid: Money) {
        self.state = state
        self.paid = paid
    }
}

/// A promise as it is judged.
package struct JudgedPromise: Sendable, Hashable {
    package let reference: String
    /// In order of the instalments.
    package let progress: [InstalmentProgress]

    /// The verdict on the matured instalments together.
    ///
    /// Pending while none of them fell short and more are to come; kept once all are matured and kept; otherwise partial
    /// or broken, by whether anything came in for those that are matured.
    package var state: InstalmentState {
        let matured = progress.filter { $0.state != .pending }
        if matured.allSatisfy({ $0.state == .kept }) {
            return matured.count == progress.count && !progress.isEmpty ? .kept : .pending
        }
        return matured.contains { $0.paid.minorUnits > 0 } ? .partial : .broken
    }
}

/// Decides which instalments of one account's promises were paid, by payments alone.
///
/// An instalment is *kept* if at least its amount was posted within [day of the promise, due day + grace], *partial* if
/// less but something was, and *broken* otherwise; it is judged once its grace is over. Each payment counts once.
package struct PromiseJudge: Sendable {
    /// A promise that still counts: not cancelled, renegotiated or disputed.
    package struct Claim: Sendable, Hashable {
        package let reference: String
        package let created: LocalDate
        package let instalments: [Instalment]

        package init(reference: String, created: LocalDate, instalments: [Instalment]) {
            self.reference = reference
            self.created = created
            self.instalments = instalments
        }
    }

    /// Days after the due day on which a payment is still in time.
    package static let defaultGraceDays = 3

    private let asOf: LocalDate
    private let graceDays: Int

    package init(asOf: LocalDate, graceDays: Int = defaultGraceDays) {
        self.asOf = asOf
        self.graceDays = graceDays
    }

    /// An instalment that takes money until it is full.
    private struct Purse {
        let claim: Int
        let instalment: Instalment
        let opens: LocalDate
        let closes: LocalDate
        var paid = 0

        var room: Int { instalment.amount.minorUnits - paid }
    }

    /// Takes the promises and payments of one account, in any order.
    package func judge(_ claims: [Claim], paid payments: [Payment]) -> [JudgedPromise] {
        var purses = claims.enumerated().flatMap { index, claim in
            claim.instalments.map { instalment in
                Purse(
                    claim: index, instalment: instalment, opens: claim.created,
                    closes: instalment.due.adding(days: graceDays) ?? instalment.due)
            }
        }
        // What is due first is paid first; of several payments the earliest counts first.
        let order = purses.indices.sorted { left, right in
            let (a, b) = (purses[left], purses[right])
            return (a.instalment.due, a.opens, left) < (b.instalment.due, b.opens, right)
        }
        let inTime = payments.enumerated().filter { $0.element.posted <= asOf }
        for (_, payment) in inTime.sorted(by: {
            ($0.element.posted, $0.offset) < ($1.element.posted, $1.offset)
        }) {
            var left = payment.amount.minorUnits
            for index in order where left > 0 && takes(payment, purses[index], claims) {
                let part = min(left, purses[index].room)
                purses[index].paid += part
                left -= part
            }
        }
        return claims.enumerated().map { index, claim in
            JudgedPromise(
                reference: claim.reference, progress: purses.filter { $0.claim == index }.map(progress))
        }
    }

    private func takes(_ payment: Payment, _ purse: Purse, _ claims: [Claim]) -> Bool {
        if let named = payment.promiseReference, named != claims[purse.claim].reference { return false }
        return payment.amount.currency == purse.instalment.amount.currency && purse.room > 0
            && payment.posted >= purse.opens && payment.posted <= purse.closes
    }

    private func progress(_ purse: Purse) -> InstalmentProgress {
        let paid = Money(minorUnits: purse.paid, currency: purse.instalment.amount.currency)
        guard asOf > purse.closes else { return InstalmentProgress(state: .pending, paid: paid) }
        return InstalmentProgress(
            state: purse.room == 0 ? .kept : purse.paid > 0 ? .partial : .broken, paid: paid)
    }
}
