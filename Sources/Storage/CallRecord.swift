package import Calls
package import Dialog

/// A call as the store keeps it.
package struct CallRecord: Sendable, Hashable {
    package let opening: CallOpening
    /// Nil while the call runs.
    package let closing: CallClosing?
    /// Whether the call was closed at a start-up, because its process had died.
    package let wasRecovered: Bool
    /// In order of sequence.
    package let events: [JournalLine]

    package init(opening: CallOpening, closing: CallClosing?, wasRecovered: Bool, events: [JournalLine]) {
        self.opening = opening
        self.closing = closing
        self.wasRecovered = wasRecovered
        self.events = events
    }
}

/// Something other than a promise that a call made durable for an account.
package struct AccountEvent: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// A time of day is on the caller's clock.
        case callBack(on: LocalDate?, at: LocalTime?)
        case stopCalling
        case dispute
        case flag(Disposition)
    }

    package let account: AccountID
    package let call: CallID
    package let content: Content
    package let mediaMilliseconds: Int
    package let createdOn: LocalDate

    package init(
        account: AccountID, call: CallID, content: Content, mediaMilliseconds: Int, createdOn: LocalDate
    ) {
        self.account = account
        self.call = call
        self.content = content
        self.mediaMilliseconds = mediaMilliseconds
        self.createdOn = createdOn
    }
}
