package import Dialog

/// What the store has of an account, and since when nothing happened with it.
package struct AccountActivity: Sendable, Hashable {
    package let account: AccountID
    /// The latest day of a call, a due payment, a change of a promise or a payment that came in.
    package let last: LocalDate
    package let records: RecordCount
    /// Whether a call runs, or a crash left it unclosed.
    package let hasOpenCall: Bool
}

/// How many records of each kind.
package struct RecordCount: Sendable, Hashable {
    package var calls = 0
    package var events = 0
    package var promises = 0
    package var payments = 0

    package init(calls: Int = 0, events: Int = 0, promises: Int = 0, payments: Int = 0) {
        self.calls = calls
        self.events = events
        self.promises = promises
        self.payments = payments
    }

    package static func + (left: RecordCount, right: RecordCount) -> RecordCount {
        RecordCount(
            calls: left.calls + right.calls, events: left.events + right.events,
            promises: left.promises + right.promises, payments: left.payments + right.payments)
    }
}

/// How long records must be kept after the last activity on a debt (rule F12).
package struct RetentionPeriod: Sendable, Hashable {
    /// 12 CFR 1006.100(a): three years.
    package static let fewestYears = 3

    package let years: Int

    /// Nil if it is shorter than the rule allows.
    package init?(years: Int = Self.fewestYears) {
        guard (Self.fewestYears...100).contains(years) else { return nil }
        self.years = years
    }

    /// Records may go if their last activity was before this day.
    package func cutOff(asOf day: LocalDate) -> LocalDate {
        let year = max(1, day.year - years)
        // From 29 February, three years back there is none.
        return LocalDate(year: year, month: day.month, day: day.day)
            ?? LocalDate(year: year, month: day.month, day: 28) ?? day
    }
}
