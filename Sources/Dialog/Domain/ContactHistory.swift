/// What the store knows of earlier contacts, as far as it bears on whether an account may be called now.
package struct ContactHistory: Sendable, Hashable {
    /// A call that we placed about the account, whether or not somebody answered.
    package struct Attempt: Sendable, Hashable {
        package enum State: String, Sendable, Hashable {
            /// Its INVITE may have left, and how it turned out isn't known yet.
            case placed
            case answered
            case notReached = "not_reached"
        }

        package let call: CallID
        /// On the debtor's calendar.
        package let date: LocalDate
        package let state: State

        package init(call: CallID, date: LocalDate, state: State) {
            self.call = call
            self.date = date
            self.state = state
        }
    }

    /// An answered call about the account, whoever placed it.
    package struct PastCall: Sendable, Hashable {
        package let call: CallID
        package let date: LocalDate
        /// Whether it was to, or from, the number that is to be called.
        package let isOfNumber: Bool
        /// Nil while it runs.
        package let disposition: Disposition?
        /// Whether somebody gave a secret rightly.
        package let wasVerified: Bool

        package init(
            call: CallID, date: LocalDate, isOfNumber: Bool, disposition: Disposition?, wasVerified: Bool
        ) {
            self.call = call
            self.date = date
            self.isOfNumber = isOfNumber
            self.disposition = disposition
            self.wasVerified = wasVerified
        }

        /// Whether it was a conversation as rule F1 counts them.
        package var isConversation: Bool {
            disposition?.entry.countsAsConversation.resolved(by: wasVerified) ?? false
        }
    }

    /// Something that a person said on a call and that outlives it.
    package struct Note: Sendable, Hashable {
        package enum Content: Sendable, Hashable {
            /// The account, or the number on whatever account, is on the stop list.
            case stopList(ofNumber: Bool)
            case dispute
            case flag(Disposition)
            /// A call ended so.
            case ended(Disposition)
        }

        package let content: Content
        /// Nil if its record is gone.
        package let call: CallID?
        package let date: LocalDate
        /// False if it was said about another account of the same debtor.
        package let isOfAccount: Bool

        package init(_ content: Content, call: CallID?, date: LocalDate, isOfAccount: Bool = true) {
            self.content = content
            self.call = call
            self.date = date
            self.isOfAccount = isOfAccount
        }
    }

    package var attempts: [Attempt]
    package var calls: [PastCall]
    package var notes: [Note]

    package init(attempts: [Attempt] = [], calls: [PastCall] = [], notes: [Note] = []) {
        self.attempts = attempts
        self.calls = calls
        self.notes = notes
    }
}
