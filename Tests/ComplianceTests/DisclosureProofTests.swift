import Dialog
import Testing

/// F7: no debt content before the right party is verified, wherever it may be spoken.
struct DisclosureProofTests {
    private let toParty = [
        "1. the call is answered by a person → opening",
        "2. 'identity', 'opt_out', 'automated', 'recording' are played → party",
    ]

    @Test func `a flow that satisfies its policy has no findings`() {
        #expect(TestCall().findings() == [])
    }

    @Test func `a balance told to whoever answers is a leak with its path`() {
        var call = TestCall()
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "third_party"])
        call["third_party"] = .say("state_balance", to: "goodbye")
        let finding = call.finding("F7")
        #expect(finding?.position.description == "call.yaml:20:1")
        #expect(
            finding?.message
                == "step 'third_party' speaks debt content before the person is verified: "
                + "prompt 'state_balance' speaks {balance}")
        #expect(
            finding?.notes == toParty + [
                "3. the caller says 'absent' → third_party",
                "prompt 'state_balance' says: \"The balance is {balance}.\"",
            ])
    }

    @Test func `a name alone does not verify`() {
        var call = TestCall()
        call["party"] = .choice("party", identifies: "speaking", ["speaking": "notice", "absent": "goodbye"])
        call.remove("birth_date")
        #expect(call.rules() == ["F7", "F6"])
        #expect(
            call.findings().first?.notes == toParty + [
                "3. the caller says 'speaking' → notice",
                "prompt 'legal_notice' says: \"This is an attempt to collect a debt.\"",
            ])
    }

    @Test func `a secret without a name does not verify`() {
        var call = TestCall()
        call["party"] = .choice("party", ["speaking": "birth_date", "absent": "goodbye"])
        #expect(call.rules() == ["F7", "F6"])
    }

    @Test func `a check against no secret of the call does not verify`() {
        var call = TestCall()
        call["birth_date"] = .check(
            "debtor_name", prompt: "birth_date", pass: .step("notice"), else: .step("goodbye"))
        #expect(call.rules() == ["F7", "F6"])
    }

    @Test func `a debt word makes a prompt debt content, whatever it declares`() {
        var call = TestCall()
        call.prompt("goodbye", "It is past-due; goodbye.")
        #expect(call.rules() == ["F7"])
        call.prompt("goodbye", "It is past duel, indebted; goodbye.")
        #expect(call.rules() == [])
    }

    @Test func `a debt word in any language of the flow counts`() {
        var call = TestCall()
        call.languages = ["en-US", "es-US"]
        call.lexicon["es-US"] = ["deuda"]
        for (id, prompt) in call.prompts { call.prompts[id]?.texts["es-US"] = prompt.texts["en-US"] }
        #expect(call.findings() == [])
        call.prompts["help"]?.texts["es-US"] = "Su Deuda."
        let finding = call.findings().first { $0.rule == "F7" }
        #expect(finding?.message.hasSuffix("prompt 'help' says 'deuda', a debt word of es-US") == true)
        #expect(
            finding?.notes.last == "the caller gives the command 'help', prompt 'help' says: \"Su Deuda.\"")
    }

    @Test(arguments: [
        ("asked once more", StepKind.date("party_date", prompts: ["sorry", "leak"], to: "goodbye")),
        ("to confirm the value", .date("party_date", prompts: ["sorry"], confirm: "leak", to: "goodbye")),
        ("after a silence", .date("party_date", prompts: ["sorry"], noInput: "leak", to: "goodbye")),
        (
            "for a value outside its limits",
            .ask(
                Ask(
                    slot: "party_date", type: .money(ValueLimits()), prompts: ["sorry"], outOfRange: "leak",
                    when: ["next": .step("goodbye")]))
        ),
        (
            "not understood",
            .ask(
                Ask(
                    slot: "party_date", type: .money(ValueLimits()), prompts: ["sorry"],
                    noMatch: RetryPolicy(prompts: ["leak"]), when: ["next": .step("goodbye")]))
        ),
    ])
    func `every prompt of a question is looked at`(moment: String, kind: StepKind) {
        var call = TestCall()
        call.prompt("leak", "You owe money.")
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "third_party"])
        call["third_party"] = kind
        #expect(
            call.finding("F7")?.notes == toParty + [
                "3. the caller says 'absent' → third_party",
                "\(moment), prompt 'leak' says: \"You owe money.\"",
            ])
    }

    @Test func `retry prompts of the defaults are looked at in every question`() {
        var call = TestCall()
        call.prompt("leak", "You owe money.")
        call.defaults = Defaults(
            noInput: RetryPolicy(prompts: ["leak"], then: .step("goodbye")), noMatch: call.defaults.noMatch)
        let findings = call.findings().filter { $0.rule == "F7" }
        #expect(findings.map(\.position.line) == [3, 4])
    }

    @Test func `a command that tells of the debt needs verification, and so does what is said before`() {
        var call = TestCall()
        call.prompt("explain", "You owe {balance}.")
        let explain = Universal(name: "explain", action: .say("explain"), max: 2)
        call.universals.append(explain)
        #expect(
            call.findings().first?.notes == toParty + [
                "the caller gives the command 'explain', prompt 'explain' says: \"You owe {balance}.\""
            ])
        call.universals[4] = Universal(
            name: "explain", action: .say("explain"), max: 2, requiresVerification: true, before: "sorry")
        #expect(call.rules() == [])
        call.universals[4] = Universal(
            name: "explain", action: .say("sorry"), max: 2, requiresVerification: true, before: "explain")
        #expect(call.rules() == ["F7"])
    }

    @Test func `a command that leads to the debt needs verification`() {
        var call = TestCall()
        call.universals.append(Universal(name: "pay", action: .goto("balance")))
        #expect(
            call.findings().first { $0.rule == "F7" }?.notes.dropLast()
                == toParty + ["3. the caller gives the command 'pay' → balance"])
        call.universals[4] = Universal(name: "pay", action: .goto("balance"), requiresVerification: true)
        #expect(!call.rules().contains("F7"))
    }

    @Test func `a way that depends on debt data needs verification`() {
        var call = TestCall()
        let test = Comparison.moreThan(.amount(minorUnits: 10_000))
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "third_party"])
        call["third_party"] = .decide(.field("balance"), test, then: .step("goodbye"), else: .step("machine"))
        #expect(
            call.finding("F7d")?.message
                == "step 'third_party' depends on $balance, debt data, before the person is verified")
        #expect(call.finding("F7d")?.notes == toParty + ["3. the caller says 'absent' → third_party"])
        call["party"] = TestCall()["party"]
        call["balance"] = .say("state_balance", to: "third_party")
        call["third_party"] = .decide(.field("balance"), test, then: .step("amount"), else: .step("goodbye"))
        #expect(call.findings() == [])
    }

    @Test func `answers limited by debt data need verification`() {
        var call = TestCall()
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "how_much"])
        call.prompt("how_much", "How much?")
        call["how_much"] = .money("how_much", min: .field("balance"), to: "goodbye")
        #expect(call.rules() == ["F7d"])
    }
}

/// What ends a verification, each with a variant that verifies anew.
struct VerificationKillTests {
    @Test func `another person at the telephone is not verified`() {
        var call = TestCall()
        call["notice"] = .say("legal_notice", bargeIn: .none, to: "please_fetch")
        call["please_fetch"] = .say("sorry", bargeIn: .none, to: "fetch")
        call["fetch"] = .wait(for: .person, ["person": "balance", "silence": "balance"])
        let finding = call.findings().first { $0.rule == "F7" }
        #expect(
            finding?.notes == [
                "1. the call is answered by a person → opening",
                "2. 'identity', 'opt_out', 'automated', 'recording' are played → party",
                "3. the caller says 'speaking' → birth_date",
                "4. the caller's answer matches $birth_date → notice",
                "5. 'legal_notice' is played → please_fetch",
                "6. 'sorry' is played → fetch",
                "7. another person comes to the telephone → balance",
                "prompt 'state_balance' says: \"The balance is {balance}.\"",
            ])
        call["fetch"] = .wait(for: .person, ["person": "opening", "silence": "goodbye"])
        call["notice"] = .say("legal_notice", bargeIn: .none, to: "balance")
        call["amount"] = .choice("party", ["speaking": "due", "absent": "please_fetch"])
        call["please_fetch"] = .say("sorry", bargeIn: .none, to: "fetch")
        call.bound("party", max: 2, then: "goodbye")
        call["save"] = .commit(.dispute, done: "goodbye", else: "goodbye")
        call["read_back"] = .yesNo("sorry", yes: "save", no: "goodbye")
        call["silent"] = .say(
            "identity", "opt_out", "goodbye", bargeIn: .none, end: .disposition(.noResponse))
        call["fetch"] = .wait(for: .person, ["person": "opening", "silence": "silent"])
        call.remove("thanks")
        #expect(call.findings() == [])
    }

    @Test func `asking again who is there ends the verification`() {
        var call = TestCall()
        call["notice"] = .say("legal_notice", bargeIn: .none, to: "party_again")
        call["party_again"] = .choice(
            "party", identifies: "speaking", ["speaking": "balance", "absent": "goodbye"])
        #expect(call.rules() == ["F7", "F6"])
        call["party_again"] = .choice("party", ["speaking": "balance", "absent": "goodbye"])
        #expect(call.rules() == [])
    }

    @Test func `a question that identifies speaks to somebody who is not verified`() {
        var call = TestCall()
        call.prompt("party_debt", "You owe money. Is that {debtor_name}?")
        call["balance"] = .choice(
            "party_debt", identifies: "speaking", ["speaking": "goodbye", "absent": "goodbye"])
        call.remove("amount", "due", "read_back", "save", "thanks")
        #expect(call.rules() == ["F7"])
        call["balance"] = .choice("party_debt", ["speaking": "goodbye", "absent": "goodbye"])
        #expect(call.rules() == [])
    }

    @Test func `after a transfer nobody is verified`() {
        var call = TestCall()
        call["to_agent"] = .transfer(connected: "gone", else: "goodbye_debt")
        call.prompt("goodbye_debt", "You still owe {balance}.")
        call["goodbye_debt"] = .say("goodbye_debt", bargeIn: .none, end: .disposition(.noResponse))
        #expect(call.rules() == ["F7"])
        call.prompt("goodbye_debt", "Nobody is here.")
        #expect(call.rules() == [])
    }

    @Test func `debt content is not said again to another person`() {
        var call = TestCall()
        call["balance"] = .say("state_balance", to: "fetch")
        call["fetch"] = .wait(for: .person, ["person": "again", "silence": "again"])
        call["again"] = .say("identity", "opt_out", "goodbye", bargeIn: .none, end: .disposition(.noResponse))
        call.remove("amount", "due", "read_back", "save", "thanks")
        let finding = call.finding("F7")
        #expect(finding?.message == "step 'fetch' can repeat debt content to another person")
        #expect(
            finding?.notes.last
                == "the caller gives the command 'repeat': the last prompts are debt content and are said again"
        )
        call["balance"] = .say("state_balance", to: "please_fetch")
        call["please_fetch"] = .say("sorry", bargeIn: .none, to: "fetch")
        #expect(call.findings() == [])
    }
}
