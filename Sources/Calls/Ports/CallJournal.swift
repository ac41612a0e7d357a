package import Dialog

/// Where calls, their events, promises and the stop list are kept; what it returns from is durable.
package protocol CallJournal: Sendable {
    /// Records that a call begins.
    func open(_ call: CallOpening) throws(JournalFailure)
    /// Appends events and effects in order; may be batched, but is on disk before any later `commit` or `close`.
    func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure)
    /// Makes a promise, stop request, dispute or flag durable; returns only once it is on disk (full sync).
    func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome
    /// Records that a durable promise has been announced to the caller.
    func markAnnounced(_ call: CallID) throws(JournalFailure)
    /// Records how a call ended; a call is closed once.
    func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure)
}

package struct CallOpening: Sendable, Hashable {
    package let id: CallID
    package let account: AccountID
    /// Whose account it is, if known, so that all of a person's can be erased.
    package let debtor: DebtorID?
    package let flow: FlowName
    package let flowVersion: Int
    package let language: LanguageTag
    /// The call's local date; the journal knows no other clock.
    package let date: LocalDate
    package let seed: UInt64
    /// The number called, if known, for the stop list.
    package let phone: String?

    package init(
        id: CallID, account: AccountID, debtor: DebtorID?, flow: FlowName, flowVersion: Int,
        language: LanguageTag, date: LocalDate, seed: UInt64, phone: String?
    ) {
        self.id = id
        self.account = account
        self.debtor = debtor
        self.flow = flow
        self.flowVersion = flowVersion
        self.language = language
        self.date = date
        self.seed = seed
        self.phone = phone
    }
}

/// One event or effect, as `journal.jsonl` holds it.
package struct JournalLine: Sendable, Hashable {
    /// From 1, without gaps, per call.
    package let sequence: Int
    /// Media time since answer.
    package let mediaMilliseconds: Int
    /// The name of the event or effect.
    package let kind: String
    /// The whole line as JSON, keys sorted, without a line end.
    package let json: String

    package init(sequence: Int, mediaMilliseconds: Int, kind: String, json: String) {
        self.sequence = sequence
        self.mediaMilliseconds = mediaMilliseconds
        self.kind = kind
        self.json = json
    }
}

package struct CommitRecord: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case promise(PromiseToPay)
        /// A time of day is on the caller's clock.
        case callBack(on: LocalDate?, at: LocalTime?)
        case stopCalling
        case dispute
        case flag(Disposition)
    }

    package let call: CallID
    package let account: AccountID
    package let mediaMilliseconds: Int
    package let date: LocalDate
    package let content: Content

    package init(
        call: CallID, account: AccountID, mediaMilliseconds: Int, date: LocalDate, content: Content
    ) {
        self.call = call
        self.account = account
        self.mediaMilliseconds = mediaMilliseconds
        self.date = date
        self.content = content
    }
}

package struct CallClosing: Sendable, Hashable {
    package let end: CallEnd
    package let disposition: Disposition
    package let durationMilliseconds: Int
    package init(end: CallEnd, disposition: Disposition, durationMilliseconds: Int) {
        self.end = end
        self.disposition = disposition
        self.durationMilliseconds = durationMilliseconds
    }
}

/// Why the journal could not do what was asked; carries no debtor data.
package enum JournalFailure: Error, Hashable, CustomStringConvertible {
    /// The store cannot be opened, or is of a newer version; says which file and what to do.
    case unavailable(String)
    /// A write failed: disk full, locked, read-only.
    case writeFailed(String)

    package var description: String {
        switch self {
        case .unavailable(let what): "the store cannot be used: \(what)"
        case .writeFailed(let what): "the store could not be written: \(what)"
        }
    }
}
