import Calls
import Dialog
import Scenarios
import Testing

@Suite struct ScenarioRunTests {
    private static let promise = [
        "says: \"yes, speaking\"", "keys: \"09031971\"", "says: \"yes\"", "says: \"yes\"", "says: \"yes\"",
    ]

    private func failures(_ call: [String], _ expect: String) throws -> [ScenarioFailure] {
        let suite = try ShippedFlow.suite(call, expect: expect)
        #expect(suite.diagnostics == [])
        return suite.run().flatMap(\.failures)
    }

    @Test(
        arguments: [
            ("disposition: refused", "disposition refused", "promise"),
            ("end: caller_hung_up", "the call to end as caller_hung_up", "we_hung_up"),
            ("promise: none", "no promise", "one was stored"),
            ("promise: {kind: partial}", "a promise of kind partial", "full"),
            ("promise: {instalments: 2}", "a promise in 2 instalments", "1"),
            ("promise: {amounts: [449.00]}", "amounts 449.00", "450.00"),
            ("promise: {dates: [2026-03-03]}", "dates 2026-03-03", "2026-03-02"),
            ("promise: {announced: false}", "the promise not to be announced", "announced"),
            ("slots: {today_answer: decline}", "slot 'today_answer' to be decline", "accept"),
            ("turns: 4", "4 turns", "5"), ("turns: {at_most: 4}", "0 to 4 turns", "5"),
            ("stored: stop_request", "'stop_request' to be stored", "promise"),
            ("stored: nothing", "nothing to be stored", "promise"),
            ("verified: L2", "the person to be verified at L2", "L1"),
            ("verified: no", "nobody to be verified", "L1"),
            ("step: refused", "step 'refused'", "'early-recovery.promise_close'"),
        ])
    func `an expectation that doesn't hold says what came instead`(
        expect: String, expected: String, got: String
    ) throws {
        let failures = try failures(Self.promise, "{\(expect)}")
        #expect(failures.map(\.expected) == [expected])
        #expect(failures.map(\.got) == [got])
        #expect(failures.first?.transcript.isEmpty == false)
    }

    @Test func `what was said is looked for since the caller's last turn`() throws {
        let early = try failures(
            ["says: \"yes, speaking\"", "expect: {prompt: ask_for_debtor}"], "{prompt: ask_for_debtor}")
        #expect(early.map(\.expected) == ["prompt 'ask_for_debtor'"])
        #expect(early.map(\.got) == ["'identity_intro', 'ask_birth_date'"])
        #expect(early.first?.position.line == 9)
    }

    @Test func `text that must not be said is found wherever it was said`() throws {
        let failures = try failures(Self.promise, "{never: [Northwind, nothing of that kind]}")
        #expect(failures.map(\.expected) == ["\"Northwind\" never to be said"])
    }

    @Test func `a turn after the end of the call is a failure at that turn`() throws {
        let failures = try failures(["hangup", "says: \"yes\""], "{end: caller_hung_up}")
        #expect(failures.map(\.expected) == ["the call to go on"])
        #expect(failures.first?.position.line == 9)
    }

    @Test func `a moment that doesn't come is a failure`() throws {
        let failures = try failures(["hangup: {at: legal_notice}"], "{end: caller_hung_up}")
        #expect(failures.map(\.expected) == ["to come to prompt 'legal_notice'"])
    }

    @Test func `names that the flow doesn't have are told with a hint`() throws {
        let suite = try ShippedFlow.suite(
            [
                "hangup: {at: legal_notise}",
                "expect: {prompt: ask_for_debtr, step: right_prty, slots: {du_date: x}}",
            ],
            expect: "{path: [identity-chek.ask_birth_date, identity-check.ask_birth], step: ask_reason}",
            more: "language: en-US")
        let messages = suite.diagnostics.map(\.message)
        #expect(
            messages == [
                "there is no prompt 'legal_notise'; did you mean 'legal_notice'?",
                "there is no prompt 'ask_for_debtr'; did you mean 'ask_for_debtor'?",
                "there is no step 'right_prty'; did you mean 'right_party'?",
                "no step fills a slot 'du_date'; did you mean 'due_date'?",
                "'early-recovery' runs no flow 'identity-chek'; did you mean 'identity-check'?",
                "the flow 'identity-check' has no step 'ask_birth'",
                "'ask_reason' is a step of several flows; write 'debt-disclosure.ask_reason' or "
                    + "'promise-to-pay.ask_reason'",
            ])
    }

    @Test func `the same scenario gives the same transcript, on one thread or several`() throws {
        let suite = ScenarioSuite.load(["\(ShippedFlow.root)/Tests/Scenarios"], filter: "stop-calling")
        #expect(suite.scenarios.count > 5)
        let one = suite.run(jobs: 1)
        let several = suite.run(jobs: 4)
        #expect(one.map(\.transcript) == several.map(\.transcript))
        #expect(one.map(\.scenario.name) == several.map(\.scenario.name))
    }

    @Test func `a call of a prepared program has the journal of a call of its own`() throws {
        let suite = try ShippedFlow.suite(Self.promise, expect: "{end: we_hung_up}")
        let shared = try #require(suite.scenarios.first).setup
        let own = CallSetup(
            account: shared.account, program: shared.program, catalogue: shared.catalogue,
            language: shared.language, currency: shared.currency, data: shared.data, today: shared.today,
            seed: shared.seed, phone: shared.phone)
        func outcome(_ setup: CallSetup) throws -> CallOutcome? {
            var conversation = TextConversation(setup, journal: NoJournal())
            try conversation.begin()
            for turn in ["yes speaking", "september third nineteen seventy one", "yes", "yes", "yes"] {
                conversation.take(.words(turn))
            }
            return conversation.outcome
        }
        #expect(try outcome(shared) == outcome(own))
        #expect(try outcome(shared)?.disposition == .promiseToPay)
    }
}

private struct NoJournal: CallJournal {
    func open(_ call: CallOpening) throws(JournalFailure) {}
    func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure) {}
    func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome { .done(reference: "1") }
    func markAnnounced(_ call: CallID) throws(JournalFailure) {}
    func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure) {}
}
