package import Dialog

/// What became of a promise.
package enum PromiseStatus: String, Sendable, Hashable, CaseIterable {
    case proposed, confirmed, kept, partial, broken, cancelled, renegotiated, disputed

    /// Whether the promise still stands; an account has at most one that does.
    package var isOpen: Bool {
        switch self {
        case .proposed, .confirmed: true
        case .kept, .partial, .broken, .cancelled, .renegotiated, .disputed: false
        }
    }
}

/// Whether the caller was told that their promise is recorded.
package enum Announcement: String, Sendable, Hashable, CaseIterable {
    /// The call is still running.
    case pending
    case announced
    /// The call ended, or the process did, before it was announced; the promise holds all the same.
    case unannounced
}

/// A promise as the store keeps it.
package struct PromiseRecord: Sendable, Hashable {
    /// Unique in the store; digits.
    package let reference: String
    package let account: AccountID
    package let call: CallID
    package let kind: PromiseKind
    package let status: PromiseStatus
    package let announcement: Announcement
    package let verificationLevel: VerificationLevel
    /// In order of sequence, at least one.
    package let instalments: [Instalment]
    /// The words that the caller said yes to.
    package let readBack: String
    /// Media time from answer to the end of that yes.
    package let confirmedAtMilliseconds: Int
    /// The call's local date.
    package let createdOn: LocalDate
    /// The reference of the promise that this one takes the place of.
    package let supersedes: String?
    /// What was paid for each instalment in time, in their order.
    package let progress: [InstalmentProgress]
    /// The day as of which payments were matched last; nil if they never were.
    package let judgedOn: LocalDate?

    /// Without `progress`, nothing was paid and nothing is judged.
    package init(
        reference: String, account: AccountID, call: CallID, kind: PromiseKind, status: PromiseStatus,
        announcement: Announcement, verificationLevel: VerificationLevel, instalments: [Instalment],
        readBack: String, confirmedAtMilliseconds: Int, createdOn: LocalDate, supersedes: String? = nil,
        progress: [InstalmentProgress]? = nil, judgedOn: LocalDate? = nil
    ) {
        self.reference = reference
        self.account = account
        self.call = call
        self.kind = kind
        self.status = status
        self.announcement = announcement
        self.verificationLevel = verificationLevel
        self.instalments = instalments
        self.readBack = readBack
        self.confirmedAtMilliseconds = confirmedAtMilliseconds
        self.createdOn = createdOn
        self.supersedes = supersedes
        self.progress =
            progress
            ?? instalments.map {
                InstalmentProgress(
                    state: .pending, paid: Money(minorUnits: 0, currency: $0.amount.currency))
            }
        self.judgedOn = judgedOn
    }
}

/// Which promises to list; nil and empty mean all.
package struct PromiseFilter: Sendable, Hashable {
    package var account: AccountID?
    package var call: CallID?
    package var reference: String?
    package var statuses: Set<PromiseStatus>
    package var announcement: Announcement?
    /// Both ends included.
    package var createdFrom: LocalDate?
    package var createdThrough: LocalDate?
    /// Promises with a payment due on or before that day.
    package var dueThrough: LocalDate?
    /// Promises with a payment due before that day.
    package var dueBefore: LocalDate?

    package init(
        account: AccountID? = nil, call: CallID? = nil, reference: String? = nil,
        statuses: Set<PromiseStatus> = [], announcement: Announcement? = nil, createdFrom: LocalDate? = nil,
        createdThrough: LocalDate? = nil, dueThrough: LocalDate? = nil,
        dueBefore: LocalDate? = nil
    ) {
        self.account = account
        self.call = call
        self.reference = reference
        self.statuses = statuses
        self.announcement = announcement
        self.createdFrom = createdFrom
        self.createdThrough = createdThrough
        self.dueThrough = dueThrough
        self.dueBefore = dueBefore
    }
}
