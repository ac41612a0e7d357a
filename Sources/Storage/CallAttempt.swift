package import Calls
package import Dialog

/// A call that is about to be placed.
package struct CallAttempt: Sendable, Hashable {
    package let opening: CallOpening
    /// In UTC, as ISO 8601 writes it.
    package let placedAt: String

    package init(_ opening: CallOpening, placedAt: String) {
        self.opening = opening
        self.placedAt = placedAt
    }
}

/// An attempt as the store keeps it.
package struct AttemptRecord: Sendable, Hashable {
    package let call: CallID
    package let account: AccountID
    package let flow: FlowName
    /// On the debtor's calendar.
    package let date: LocalDate
    package let placedAt: String
    package let state: ContactHistory.Attempt.State
    /// Why nobody was reached; an answered call has its disposition of its own.
    package let disposition: Disposition?
    package let sipStatus: Int?
}
