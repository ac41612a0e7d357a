package import Dialog

/// One thing that was looked at before a call, and what came of it.
package struct DialFinding: Sendable, Hashable {
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case account, number, consent, stop, hours, caps, running
    }

    package let subject: Subject
    /// The rule of the policy, or what else asks for it.
    package let rule: String
    package let isAllowed: Bool
    /// In words, without a debtor's datum.
    package let reason: String
    /// The record that it was read from.
    package let record: String

    package init(_ subject: Subject, rule: String, isAllowed: Bool, _ reason: String, record: String) {
        self.subject = subject
        self.rule = rule
        self.isAllowed = isAllowed
        self.reason = reason
        self.record = record
    }
}

/// Whether a number may be called about an account now, with every reason.
package struct DialDecision: Sendable, Hashable {
    package let findings: [DialFinding]

    package init(_ findings: [DialFinding]) { self.findings = findings }

    /// Nothing refuses, and something was looked at.
    package var isAllowed: Bool { !findings.isEmpty && findings.allSatisfy(\.isAllowed) }

    package var refusals: [DialFinding] { findings.filter { !$0.isAllowed } }
}

/// What a decision is made from; what is nil is not known, and refuses.
package struct DialQuestion: Sendable {
    package let account: Account
    /// As the account writes it.
    package let number: String
    /// On the debtor's clock.
    package let now: LocalMoment?
    package let isHoliday: Bool?
    package let rules: DialRules?
    package let history: ContactHistory?
    /// The call that asks, if its own attempt is in the history already.
    package let call: CallID?

    package init(
        account: Account, number: String, now: LocalMoment?, isHoliday: Bool?, rules: DialRules?,
        history: ContactHistory?, call: CallID? = nil
    ) {
        self.account = account
        self.number = number
        self.now = now
        self.isHoliday = isHoliday
        self.rules = rules
        self.history = history
        self.call = call
    }

    /// Looks at everything, so that all reasons are told at once.
    package var decision: DialDecision {
        DialDecision([ofAccount, ofNumber, ofConsent] + ofStops + [ofHours] + ofCaps + [ofRunningCalls])
    }
}

// MARK: - The account

extension DialQuestion {
    private var ofAccount: DialFinding {
        let flags = Account.Flag.allCases.filter { account.flags.contains($0) && $0.blocksCalls }
        let names = flags.map(\.rawValue).joined(separator: ", ")
        return DialFinding(
            .account, rule: "flags", isAllowed: flags.isEmpty,
            flags.isEmpty ? "no flag forbids a call" : "the account is flagged: \(names)",
            record: "the account's file")
    }

    private var phone: Account.Phone? { account.phones.first { $0.number == number } }

    private var ofNumber: DialFinding {
        let wrong = (history?.calls ?? []).last { call in
            guard call.isOfNumber, let entry = call.disposition?.entry else { return false }
            // Somebody else answered there.
            return entry.isHumanAnswered == .yes && entry.retry == nil && entry.queue == .nextNumber
        }
        if phone == nil {
            return DialFinding(
                .number, rule: "number", isAllowed: false, "the number is none of the account's",
                record: "the account's file")
        }
        if let wrong, let entry = wrong.disposition?.entry {
            return DialFinding(
                .number, rule: "number", isAllowed: false,
                "\(entry.meaning), as was said on \(wrong.date): the number is not tried again",
                record: "call \(wrong.call)")
        }
        return DialFinding(
            .number, rule: "number", isAllowed: true, "the number is one of the account's",
            record: "the account's file")
    }

    private var ofConsent: DialFinding {
        let consent = phone?.consent ?? .unknown
        let isEnough =
            switch consent {
            case .given: true
            case .unknown: rules?.consent == .notRevoked && phone != nil
            case .revoked: false
            }
        return DialFinding(
            .consent, rule: rules?.consentRule?.rawValue ?? "consent", isAllowed: isEnough,
            isEnough
                ? "the consent to automated calls to the number is '\(consent.rawValue)'"
                : "the consent to automated calls to the number is '\(consent.rawValue)'; it must be "
                    + (rules?.consent == .notRevoked ? "'given' or not revoked" : "'given'"),
            record: "the account's file")
    }
}

// MARK: - What was said before

extension DialQuestion {
    private var ofStops: [DialFinding] {
        guard let history else { return [unreadable(.stop, rule: "stop list")] }
        let stops = history.notes.compactMap(stop)
        return stops.isEmpty
            ? [
                DialFinding(
                    .stop, rule: "stop list", isAllowed: true, "nobody asked for no more calls",
                    record: "the store")
            ] : stops
    }

    private func stop(_ note: ContactHistory.Note) -> DialFinding? {
        let whose = note.isOfAccount ? "" : ", about another account of the same debtor"
        let reason: String
        switch note.content {
        case .stopList(let isOfNumber):
            reason =
                isOfNumber
                ? "this number is on the stop list since \(note.date)"
                : "the account is on the stop list since \(note.date)"
        case .dispute:
            guard note.isOfAccount else { return nil }
            reason = "the debt was disputed on \(note.date)"
        case .flag(let disposition), .ended(let disposition):
            let isDispute = disposition == .dispute && note.isOfAccount
            guard disposition.entry.isTerminal || isDispute else { return nil }
            reason = "\(disposition.entry.meaning), as was noted on \(note.date)"
        }
        return DialFinding(
            .stop, rule: "stop list", isAllowed: false, reason + whose,
            record: note.call.map { "call \($0)" } ?? "the stop list")
    }

    private func unreadable(_ subject: DialFinding.Subject, rule: String) -> DialFinding {
        DialFinding(
            subject, rule: rule, isAllowed: false,
            "the store can't be read, so nothing is known of earlier calls",
            record: "the store")
    }

    private var ofRunningCalls: DialFinding {
        guard let history else { return unreadable(.running, rule: "one call") }
        let running =
            history.calls.filter { $0.disposition == nil }.map(\.call)
            + history.attempts.filter { $0.state == .placed }.map(\.call)
        let other = running.first { $0 != call }
        return DialFinding(
            .running, rule: "one call", isAllowed: other == nil,
            other == nil ? "no other call about the account runs" : "another call about the account runs",
            record: other.map { "call \($0)" } ?? "the store")
    }
}
