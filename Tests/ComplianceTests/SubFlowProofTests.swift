import Dialog
import Testing

/// Proofs through sub-flows: what inputs stand for, what a sub-flow leaves behind.
struct SubFlowProofTests {
    /// A call whose identity is checked by a sub-flow of two items, as deep as its `level` asks for.
    private func call(
        level: VerificationLevel = .l1, second: FieldName = "id_last4", when: [OutcomeName: StepID]? = nil
    ) -> TestCall {
        var call = TestCall()
        call.prompt("item", "The item?")
        let inputs = [
            DataField(name: "level", type: .level), DataField(name: "first", type: .date, isSecret: true),
            DataField(name: "second", type: .digits, isSecret: true, length: 4),
        ]
        call.subFlow(
            "identity", inputs: inputs, outcomes: ["verified", "unproved"], start: "first_item",
            [
                "first_item": .check(
                    "first", prompt: "item", pass: .step("enough"), else: .outcome("unproved")),
                "enough": .decide(
                    .field("level"), .equals(.literal(.level(.l2))), then: .step("second_item"),
                    else: .outcome("verified")),
                "second_item": .check(
                    "second", prompt: "item", pass: .outcome("verified"), else: .outcome("unproved")),
            ])
        call["birth_date"] = .run(
            "identity",
            with: [
                "level": .literal(.level(level)), "first": .field("birth_date"), "second": .field(second),
            ],
            when ?? ["verified": "notice", "unproved": "goodbye"])
        return call
    }

    @Test(arguments: [VerificationLevel.l1, .l2])
    func `a sub-flow verifies by what its inputs stand for`(level: VerificationLevel) {
        #expect(call(level: level).findings() == [])
    }

    @Test func `a sub-flow that fails does not verify`() {
        let call = call(when: ["verified": "notice", "unproved": "notice"])
        let finding = call.findings().first { $0.rule == "F7" }
        #expect(
            finding?.notes == [
                "1. the call is answered by a person → opening",
                "2. 'identity', 'opt_out', 'automated', 'recording' are played → party",
                "3. the caller says 'speaking' → birth_date",
                "4. sub-flow 'identity' starts → identity.first_item",
                "5. the caller's answers do not match $first → outcome 'unproved' of identity",
                "6. identity returns 'unproved' → notice",
                "prompt 'legal_notice' says: \"This is an attempt to collect a debt.\"",
            ])
    }

    @Test func `each level is proved by itself`() {
        // With L2 the first item alone leads to no outcome but a second question, with L1 it never leads there.
        var strict = call(level: .l2, when: ["verified": "goodbye", "unproved": "notice"])
        strict.prompt("item", "The item?")
        #expect(
            strict.findings().contains { $0.notes.contains { $0.contains("identity.second_item") } } == false)
        #expect(strict.rules().contains("F7"), "the first item may fail")
        strict.subFlow(
            "identity", inputs: strict.subFlows["identity"]?.fields ?? [],
            outcomes: ["verified", "unproved"],
            start: "enough",
            [
                "enough": .decide(
                    .field("level"), .atLeast(.literal(.level(.l2))), then: .step("leak"),
                    else: .outcome("verified")),
                "leak": .say("state_balance", bargeIn: .none, returning: "unproved"),
            ])
        #expect(strict.findings().contains { $0.message.contains("identity.leak") })
        strict["birth_date"] = .run(
            "identity",
            with: [
                "level": .literal(.level(.l1)), "first": .field("birth_date"), "second": .field("id_last4"),
            ], ["verified": "goodbye", "unproved": "goodbye"])
        #expect(!strict.findings().contains { $0.message.contains("identity.leak") })
    }

    @Test func `a sub-flow that speaks its input speaks the datum`() {
        var call = TestCall()
        call.prompt("tell", "It is {what}.")
        call.subFlow(
            "tell", inputs: [DataField(name: "what", type: .money)], outcomes: ["told"], start: "tell",
            ["tell": .say("tell", bargeIn: .none, returning: "told")])
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "tell"])
        call["tell"] = .run("tell", with: ["what": .field("balance")], ["told": "goodbye"])
        let finding = call.finding("F7")
        #expect(finding?.position.description == "tell.yaml:1:1")
        #expect(finding?.message.hasSuffix("prompt 'tell' speaks {what}") == true)
        #expect(
            finding?.notes.suffix(2) == [
                "4. sub-flow 'tell' starts → tell.tell", "prompt 'tell' says: \"It is {what}.\"",
            ])
        call["tell"] = .run("tell", with: ["what": .field("debtor_name")], ["told": "goodbye"])
        #expect(call.findings() == [])
    }

    @Test func `an input that is declared debt is debt`() {
        var call = TestCall()
        call.prompt("tell", "It is {what}.")
        call.subFlow(
            "tell", inputs: [DataField(name: "what", type: .money, about: .debt)], outcomes: ["told"],
            start: "tell",
            ["tell": .say("tell", bargeIn: .none, returning: "told")])
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "tell"])
        call["tell"] = .run("tell", with: ["what": .literal(.text("nothing"))], ["told": "goodbye"])
        #expect(call.rules() == ["F7"])
    }

    @Test func `a promise in a sub-flow is confirmed by who runs it, or there`() {
        var call = TestCall()
        let inputs = [DataField(name: "sum", type: .money), DataField(name: "day", type: .date)]
        call.subFlow(
            "store", inputs: inputs, outcomes: ["stored", "unstored"], start: "save",
            [
                "save": .commit(
                    Commit(
                        content: .promise(
                            .full, amount: .field("sum"), due: .field("day"), instalments: 1, intervalDays: 0),
                        when: [
                            "done": .outcome("stored"), "failed": .outcome("unstored"),
                            "duplicate": .outcome("unstored"),
                        ]))
            ])
        call["save"] = .run(
            "store", with: ["sum": .field("amount"), "day": .field("due")],
            ["stored": "thanks", "unstored": "goodbye"])
        #expect(call.findings() == [])
        call["read_back"] = .yesNo("read_back", confirms: ["amount"], yes: "save", no: "goodbye")
        let finding = call.finding("P1")
        #expect(
            finding?.message
                == "step 'store.save' stores $day, which the caller has not confirmed on every path")
        #expect(
            finding?.notes.suffix(2) == [
                "9. the caller says yes → save", "10. sub-flow 'store' starts → store.save",
            ])
        call["save"] = .run(
            "store", with: ["sum": .field("amount"), "day": .field("today")],
            ["stored": "thanks", "unstored": "goodbye"])
        #expect(call.findings() == [])
    }

    @Test func `a command in a sub-flow leads out of it and keeps what is known of the person`() {
        var call = self.call()
        call.universals.append(Universal(name: "pay", action: .goto("balance")))
        let finding = call.findings().first { $0.rule == "F7" && $0.message.contains("'balance'") }
        #expect(
            finding?.notes.first { $0.contains("command") }
                == "3. the caller gives the command 'pay' → balance")
        call.universals[4] = Universal(name: "pay", action: .goto("balance"), requiresVerification: true)
        // Live in the second question of L2 only, where one item is proved: before the legal notice.
        #expect(!call.rules().contains("F6"))
        call["birth_date"] = .run(
            "identity",
            with: [
                "level": .literal(.level(.l2)), "first": .field("birth_date"), "second": .field("id_last4"),
            ],
            ["verified": "notice", "unproved": "goodbye"])
        let early = call.finding("F6")
        #expect(
            early?.notes.suffix(4) == [
                "5. the caller's answer matches $first → identity.enough",
                "6. $level equals L2 → identity.second_item",
                "7. the caller gives the command 'pay' → balance",
                "prompt 'state_balance' says: \"The balance is {balance}.\"",
            ])
    }

    @Test func `a person who changed in a sub-flow has confirmed nothing`() {
        var call = self.call()
        call.subFlow(
            "again", inputs: [], outcomes: ["over"], start: "who",
            [
                "who": .ask(
                    Ask(
                        slot: "who", type: .choice("party"), prompts: ["party"], identifies: "speaking",
                        when: ["speaking": .step("check"), "absent": .outcome("over")])),
                "check": .check("birth_date", prompt: "item", pass: .step("notice"), else: .outcome("over")),
                "notice": .say("legal_notice", bargeIn: .none, returning: "over"),
            ])
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "again", no: "goodbye")
        call["again"] = .run("again", ["over": "save"])
        #expect(Set(call.rules()) == ["F6", "P1"])
    }

    @Test func `slots of a sub-flow are its own at each run`() {
        var call = TestCall()
        call.subFlow(
            "ask", outcomes: ["over"], start: "day",
            [
                "day": .ask(
                    Ask(
                        slot: "day", type: .date(.upcoming(days: 3)), prompts: ["due"],
                        when: ["next": .outcome("over")]))
            ])
        call["party"] = .run("ask", ["over": "goodbye"])
        call.prompt("goodbye", "Goodbye until {day}.")
        #expect(call.finding("X1")?.message == "step 'goodbye' refers to 'day', which 'call' does not have")
    }
}

/// Proofs of large flows stay near-linear.
struct LargeProofTests {
    @Test func `a flow of two thousand steps is proved`() {
        var call = TestCall()
        var steps = call.steps.filter { $0.id != "balance" }
        for number in 0..<1_000 {
            let question = StepID(number == 0 ? "balance" : "ask_\(number)")
            let test = StepID("test_\(number)")
            let next = StepID(number == 999 ? "amount" : "ask_\(number + 1)")
            let slot = FieldName("slot_\(number)")
            steps.append(Step(id: question, kind: .date(slot, prompts: ["due"], to: test)))
            let comparison = StepKind.decide(
                .field(slot), .withinDays(3), then: .step(next), else: .step(next))
            steps.append(Step(id: test, kind: comparison))
        }
        call.steps = steps
        #expect(call.findings() == [])
    }

    @Test func `sub-flows that run each other twice are explored once`() {
        var call = TestCall()
        for number in 0..<80 {
            let next = FlowName("sub_\(number + 1)")
            let second = StepKind.run(Run(flow: next, when: ["over": .outcome("over")]))
            call.subFlow(
                FlowName("sub_\(number)"), outcomes: ["over"], start: "first",
                number == 79
                    ? ["first": .return("over")]
                    : ["first": .run(next, ["over": "second"]), "second": second])
        }
        call["notice"] = .run("sub_0", ["over": "balance"])
        let finding = call.findings().first { $0.rule == "F6" }
        #expect(
            finding?.notes[4..<7] == [
                "5. sub-flow 'sub_0' starts → sub_0.first", "6. …", "7. sub_0 is left → balance",
            ])
    }
}
