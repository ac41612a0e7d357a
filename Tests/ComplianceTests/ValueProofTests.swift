import Dialog
import Testing

/// P1, P2, S1, S2: values are known, confirmed and not secret where they are used.
struct ValueProofTests {
    private let toAmount = [
        "1. the call is answered by a person → opening",
        "2. 'identity', 'opt_out', 'automated', 'recording' are played → party",
        "3. the caller says 'speaking' → birth_date", "4. the caller's answer matches $birth_date → notice",
        "5. 'legal_notice' is played → balance", "6. 'state_balance' is played → amount",
    ]

    // MARK: Confirmation

    @Test func `a promise is read back before it is stored`() {
        var call = TestCall()
        call["due"] = .date("due", to: "save")
        call.remove("read_back")
        let findings = call.findings()
        #expect(findings.map(\.rule) == ["P1", "P1"])
        #expect(
            findings.first?.message
                == "step 'save' stores $amount, which the caller has not confirmed on every path")
        #expect(
            findings.first?.notes == toAmount + [
                "7. the caller answers 'amount' → due", "8. the caller answers 'due' → save",
            ])
    }

    @Test func `a yes confirms what it names and nothing else`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["due"], yes: "save", no: "goodbye")
        #expect(call.finding("P1")?.message.contains("$amount") == true)
        call["save"] = .promise(amount: "balance", due: "due", done: "thanks", else: "goodbye")
        #expect(call.findings() == [], "the balance is none of the caller's words")
        call["save"] = .promise(amount: "balance", due: "today", done: "thanks", else: "goodbye")
        #expect(call.findings() == [])
    }

    @Test func `a no confirms nothing`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "save")
        #expect(call.findings().map(\.rule) == ["P1", "P1"])
        #expect(call.findings().first?.notes.last == "9. the caller says no → save")
    }

    @Test func `asking again takes a confirmation back`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "due_again", no: "goodbye")
        call["due_again"] = .date("due", to: "save")
        let finding = call.finding("P1")
        #expect(finding?.message.contains("$due") == true)
        #expect(
            finding?.notes.suffix(2) == [
                "9. the caller says yes → due_again", "10. the caller answers 'due' → save",
            ])
        call["due_again"] = .date("due", to: "read_again")
        call["read_again"] = .yesNo("read_back", confirms: ["due"], yes: "save", no: "goodbye")
        #expect(call.findings() == [])
    }

    @Test func `another person's yes confirms nothing`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "who", no: "goodbye")
        call["who"] = .choice("party", identifies: "speaking", ["speaking": "check", "absent": "goodbye"])
        call["check"] = .check("birth_date", pass: "notice_again", else: "goodbye")
        call["notice_again"] = .say("legal_notice", bargeIn: .none, to: "save")
        #expect(call.rules() == ["P1"])
        call["notice_again"] = .say("legal_notice", bargeIn: .none, to: "read_again")
        call["read_again"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "goodbye")
        #expect(call.findings() == [])
    }

    @Test func `a read-back speaks what it confirms`() {
        var call = TestCall()
        call.prompt("read_back", "On {due}, yes?", says: [.readBack])
        #expect(
            call.finding("P2")?.message
                == "step 'read_back' confirms 'amount', and prompt 'read_back' does not speak it in en-US")
    }

    // MARK: Known values

    @Test func `a slot is filled on every path before it is spoken`() {
        var call = TestCall()
        call["balance"] = .yesNo("state_balance", yes: "amount", no: "due")
        let finding = call.findings().first { $0.message.hasPrefix("step 'read_back' speaks") }
        #expect(finding?.rule == "S1")
        #expect(finding?.message == "step 'read_back' speaks {amount}, which is not set on every path")
        #expect(
            finding?.notes == toAmount.dropLast() + [
                "6. the caller says no → due", "7. the caller answers 'due' → read_back",
                "prompt 'read_back' says: \"{amount} on {due}, yes?\"",
            ])
    }

    @Test func `a retry that gives up leaves the slot empty`() {
        var call = TestCall()
        call.defaults = Defaults(
            noInput: RetryPolicy(then: .step("read_back")), noMatch: RetryPolicy(then: .step("goodbye")))
        #expect(call.rules().contains("S1"))
    }

    @Test func `a value to be confirmed is known in the question that confirms it`() {
        var call = TestCall()
        call.prompt("confirm_due", "{due}?")
        call["due"] = .date("due", confirm: "confirm_due", to: "read_back")
        #expect(call.findings() == [])
        call["due"] = .date("due", prompts: ["confirm_due"], to: "read_back")
        #expect(call.rules() == ["S1"])
    }

    @Test func `an optional datum is spoken only where it was found to be there`() {
        var call = TestCall()
        call.prompt("state_product", "About your {product}.")
        call["balance"] = .say("state_product", to: "amount")
        #expect(
            call.finding("S1")?.message == "step 'balance' speaks {product}, which is not set on every path")
        call["notice"] = .say("legal_notice", bargeIn: .none, to: "known")
        call["known"] = .decide(.field("product"), .isSet, then: .step("balance"), else: .step("amount"))
        #expect(call.findings() == [])
        call["known"] = .decide(.field("product"), .isUnset, then: .step("amount"), else: .step("balance"))
        #expect(call.findings() == [])
        call["known"] = .decide(.field("product"), .isUnset, then: .step("balance"), else: .step("amount"))
        #expect(call.rules() == ["S1"])
        call["known"] = .decide(
            .field("product"), .equals(.literal(.text("loan"))), then: .step("balance"), else: .step("amount")
        )
        #expect(call.findings() == [], "what equals something is there")
    }

    @Test func `an empty slot is not compared`() {
        var call = TestCall()
        call["balance"] = .decide(
            .field("amount"), .atLeast(.amount(minorUnits: 2_500)), then: .step("amount"),
            else: .step("amount"))
        #expect(
            call.finding("S1")?.message == "step 'balance' compares $amount, which is not set on every path")
        call["balance"] = .decide(.field("amount"), .isSet, then: .step("due"), else: .step("amount"))
        #expect(call.findings() == [])
    }

    @Test func `a reference is spoken once a promise is stored`() {
        var call = TestCall()
        call["save"] = .promise(amount: "amount", due: "due", done: "thanks", else: "other")
        call["other"] = .say("confirmation", bargeIn: .none, end: .disposition(.error))
        #expect(
            call.finding("S1")?.message
                == "step 'other' speaks {promise_reference} where no promise may have been stored")
        #expect(call.finding("S1")?.notes[9] == "10. the promise was stored before → other")
    }

    // MARK: Secrets

    @Test func `no prompt speaks a secret`() {
        var call = TestCall()
        call.prompt("help", "You were born on {birth_date}.")
        #expect(call.findings().first?.message == "step 'party' speaks {birth_date}, a secret")
        #expect(call.rules() == ["S2"])
    }
}
