import Compliance
import Dialog
import FlowFiles
import Testing

/// Whether a number may be called, at the edges of every rule.
@Suite struct DialDecisionTests {
    private static let number = "+12025550123"
    private static let today = day("2026-03-09")

    private static func day(_ text: String) -> LocalDate {
        guard let day = LocalDate(iso: text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    private static func account(
        consent: Account.Phone.Consent = .given, flags: Set<Account.Flag> = [],
        zone: String = "America/New_York"
    ) -> Account {
        Account(
            id: "A-1", language: "en-US", timeZone: zone, currency: .usd, country: "US",
            phones: [
                Account.Phone(number: "+12025550100", kind: .landline, consent: .unknown),
                Account.Phone(number: number, kind: .mobile, consent: consent),
            ], flags: flags, isInitialCommunication: false, values: [:])
    }

    private static func rules(_ policy: String) -> DialRules? {
        PolicyFile.shipped.policy(named: policy).map { PolicyInForce($0, on: today).dialRules }
    }

    private func decide(
        _ history: ContactHistory? = ContactHistory(), account: Account = account(), number: String = number,
        at time: String = "2026-03-09 12:00", isHoliday: Bool? = false, policy: String = "us-regulation-f",
        call: CallID? = nil
    ) -> DialDecision {
        let parts = time.split(separator: " ").map(String.init)
        let now = LocalDate(iso: parts[0]).flatMap { date in
            LocalTime(text: parts[parts.count - 1]).map { LocalMoment(date, $0) }
        }
        return DialQuestion(
            account: account, number: number, now: now, isHoliday: isHoliday, rules: Self.rules(policy),
            history: history, call: call
        ).decision
    }

    private func refused(_ decision: DialDecision) -> Set<DialFinding.Subject> {
        Set(decision.refusals.map(\.subject))
    }

    private static func attempts(_ days: [String]) -> ContactHistory {
        ContactHistory(
            attempts: days.enumerated().map { index, text in
                .init(call: CallID("c\(index)"), date: day(text), state: .notReached)
            })
    }

    private static func call(
        _ date: String, _ disposition: Disposition?, verified: Bool = false, ofNumber: Bool = true
    ) -> ContactHistory.PastCall {
        .init(
            call: "old", date: day(date), isOfNumber: ofNumber, disposition: disposition,
            wasVerified: verified)
    }

    @Test func `a known account with consent, at noon and never called, may be called; each rule says why`() {
        let decision = decide()
        #expect(decision.isAllowed)
        #expect(Set(decision.findings.map(\.subject)) == Set(DialFinding.Subject.allCases))
        #expect(decision.findings.allSatisfy { !$0.reason.isEmpty && !$0.record.isEmpty })
        #expect(decision.findings.map(\.rule).contains("F1") && decision.findings.map(\.rule).contains("F2"))
    }

    @Test(
        arguments: [
            ("us-regulation-f", "2026-03-09 07:59", false, false),
            ("us-regulation-f", "2026-03-09 08:00", false, true),
            ("us-regulation-f", "2026-03-09 20:59", false, true),
            ("us-regulation-f", "2026-03-09 21:00", false, false),
            ("us-regulation-f", "2026-03-09 00:00", false, false),
            ("us-regulation-f", "2026-03-08 12:00", true, true),
            ("es-recobro", "2026-03-09 08:59", false, false), ("es-recobro", "2026-03-09 09:00", false, true),
            ("es-recobro", "2026-03-09 12:00", true, false), ("es-recobro", "2026-03-07 12:00", false, false),
            ("es-recobro", "2026-03-08 12:00", false, false),
            ("uk-conc", "2026-03-07 12:00", false, true), ("uk-conc", "2026-03-08 12:00", false, false),
        ] as [(String, String, Bool, Bool)])
    func `the hours are the policy's, from the first minute on and before the last`(
        policy: String, time: String, isHoliday: Bool, isAllowed: Bool
    ) {
        let decision = decide(at: time, isHoliday: isHoliday, policy: policy)
        #expect(refused(decision) == (isAllowed ? [] : [.hours]))
    }

    @Test(
        arguments: [
            // Six before: this is the seventh. Seven before: it would be the eighth.
            ([String](repeating: "2026-03-09", count: 6), true),
            ([String](repeating: "2026-03-09", count: 7), false),
            // The seventh day back is the last that counts.
            ([String](repeating: "2026-03-03", count: 7), false),
            ([String](repeating: "2026-03-02", count: 7), true),
            ([String](repeating: "2026-03-03", count: 6) + ["2026-03-02"], true),
            // A clock that was set back hides no call.
            ([String](repeating: "2026-03-12", count: 7), false),
        ] as [([String], Bool)])
    func `seven calls in seven days, and no eighth`(days: [String], isAllowed: Bool) {
        #expect(refused(decide(Self.attempts(days))) == (isAllowed ? [] : [.caps]))
    }

    @Test(arguments: [(1, true), (2, false)])
    func `a policy may count by the day`(calls: Int, isAllowed: Bool) {
        let history = Self.attempts([String](repeating: "2026-03-09", count: calls))
        #expect(refused(decide(history, policy: "es-recobro")) == (isAllowed ? [] : [.caps]))
    }

    @Test(arguments: [
        ("2026-03-09", false), ("2026-03-03", false), ("2026-03-02", true), ("2026-03-10", false),
    ])
    func `seven days after a conversation, its own the first`(date: String, isAllowed: Bool) {
        let history = ContactHistory(calls: [Self.call(date, .refused)])
        #expect(refused(decide(history)) == (isAllowed ? [] : [.caps]))
    }

    @Test(arguments: [
        (Disposition.noResponse, false, true), (.noResponse, true, false), (.error, true, false),
        (.hungUpBeforeVerification, false, true), (.answeringMachine, false, true),
        (.transferred, false, false),
    ])
    func `what counts as a conversation is the table's, or the call's own record`(
        disposition: Disposition, verified: Bool, isAllowed: Bool
    ) {
        let history = ContactHistory(calls: [Self.call("2026-03-08", disposition, verified: verified)])
        #expect(refused(decide(history)) == (isAllowed ? [] : [.caps]))
    }

    @Test(arguments: [
        (Account.Phone.Consent.given, "us-regulation-f", true), (.unknown, "us-regulation-f", false),
        (.revoked, "us-regulation-f", false), (.unknown, "us-regulation-f-plus-tcpa", false),
        (.given, "us-regulation-f-plus-tcpa", true),
    ])
    func `consent must have been given to the number that is called`(
        consent: Account.Phone.Consent, policy: String, isAllowed: Bool
    ) {
        let decision = decide(account: Self.account(consent: consent), policy: policy)
        #expect(refused(decision) == (isAllowed ? [] : [.consent]))
    }

    @Test func `another number of the account needs consent of its own, and a strange one is not called`() {
        #expect(refused(decide(number: "+12025550100")) == [.consent])
        #expect(refused(decide(number: "+12025559999")) == [.number, .consent])
    }

    @Test(arguments: Account.Flag.allCases)
    func `a flag that blocks calls blocks this one`(flag: Account.Flag) {
        let decision = decide(account: Self.account(flags: [flag]))
        #expect(refused(decision) == (flag.blocksCalls ? [.account] : []))
    }

    @Test(
        arguments: [
            (ContactHistory.Note.Content.stopList(ofNumber: false), true, false),
            (.stopList(ofNumber: true), true, false), (.stopList(ofNumber: false), false, false),
            (.dispute, true, false), (.dispute, false, true),
            (.flag(.attorney), true, false), (.flag(.deceased), false, false), (.flag(.hardship), true, true),
            (.ended(.ceaseAndDesist), true, false), (.ended(.dispute), true, false),
            (.ended(.promiseToPay), true, true),
        ] as [(ContactHistory.Note.Content, Bool, Bool)])
    func `what somebody said on a call binds the next one, and the debtor's other accounts`(
        content: ContactHistory.Note.Content, isOfAccount: Bool, isAllowed: Bool
    ) {
        let history = ContactHistory(
            notes: [.init(content, call: "old", date: Self.day("2025-01-01"), isOfAccount: isOfAccount)])
        let decision = decide(history)
        #expect(refused(decision) == (isAllowed ? [] : [.stop]))
        if !isAllowed { #expect(decision.refusals.map(\.record) == ["call old"]) }
    }

    @Test func `a number at which somebody else answered is not tried again`() {
        let wrong = ContactHistory(calls: [Self.call("2025-01-01", .wrongNumber)])
        #expect(refused(decide(wrong)) == [.number])
        let other = ContactHistory(calls: [Self.call("2025-01-01", .wrongNumber, ofNumber: false)])
        #expect(decide(other).isAllowed)
    }

    @Test func `one call about an account runs at a time, and the call that asks doesn't count itself`() {
        let placed = ContactHistory.Attempt(call: "now", date: Self.today, state: .placed)
        let history = ContactHistory(attempts: [placed])
        #expect(refused(decide(history)) == [.running])
        #expect(decide(history, call: "now").isAllowed)
        #expect(refused(decide(ContactHistory(calls: [Self.call("2026-03-01", nil)]))) == [.running])
        var full = Self.attempts([String](repeating: "2026-03-09", count: 6))
        full.attempts.append(placed)
        #expect(decide(full, call: "now").isAllowed)
    }

    @Test func `what isn't known refuses`() {
        #expect(refused(decide(nil)) == [.stop, .caps, .running])
        #expect(refused(decide(at: "somewhere")) == [.hours, .caps])
        #expect(refused(decide(isHoliday: nil, policy: "es-recobro")) == [.hours])
        #expect(decide(isHoliday: nil).isAllowed)
        #expect(refused(decide(policy: "engine")) == [.hours, .caps])
        #expect(!DialDecision([]).isAllowed)
    }
}
