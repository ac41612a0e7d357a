import Compliance
import Dialog
import Testing

struct CorrectionProofTests {
    @Test func `corrections alone make no loop without end`() {
        #expect(TestCall().findings() == [])
    }

    @Test func `only the question that filled the slot last can take a correction`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "due_again", no: "goodbye")
        call["due_again"] = .date("due", to: "read_again")
        call["read_again"] = .yesNo("read_back", confirms: ["due"], yes: "save", no: "goodbye")
        // From the first read-back a correction leads to the first question for the date, never past the yes.
        #expect(call.findings() == [])
    }

    @Test func `the witness names the correction`() {
        var call = TestCall()
        // Only a correction leads to the amount's own way on.
        call["read_back"] = .ask(
            Ask(
                slot: nil, type: .yesNo, prompts: ["read_back"], confirms: ["amount", "due"],
                corrects: ["amount": "new_amount"],
                when: ["said_yes": .step("save"), "said_no": .step("goodbye")]))
        call["new_amount"] = .money("amount", to: "save")
        let findings = call.findings()
        #expect(findings.map(\.rule) == ["P1", "P1"])
        for (finding, slot) in zip(findings, ["$amount", "$due"]) {
            #expect(finding.message.contains(slot))
            #expect(finding.notes.contains { $0.contains("the caller corrects 'amount' → new_amount") })
        }
        call["new_amount"] = .money("amount", to: "read_back")
        #expect(call.findings() == [])
    }

    @Test func `a read-back corrects only what it confirms, by a step that asks for it`() {
        for (corrects, isSound) in [
            (["amount": "amount"], true), (["amount": "due"], false), (["party": "party"], false),
            (["amount": "nowhere"], false),
        ] as [([FieldName: StepID], Bool)] {
            var call = TestCall()
            call["read_back"] = .ask(
                Ask(
                    slot: nil, type: .yesNo, prompts: ["read_back"], confirms: ["amount", "due"],
                    corrects: corrects, when: ["said_yes": .step("save"), "said_no": .step("goodbye")]))
            #expect(call.findings().isEmpty == isSound, "\(corrects)")
        }
    }
}

/// Corrections lead back to the question that filled the slot last, and to no other.
struct CorrectionReturnTests {
    private func call(secondIdentifies: Bool) -> TestCall {
        var call = TestCall()
        call.prompt("again", "How much then?")
        call["due"] = .date("due", to: "other_amount")
        // Who answers this one may be somebody else.
        call["other_amount"] = .ask(
            Ask(
                slot: "amount", type: .money(ValueLimits()), prompts: ["again"],
                identifies: secondIdentifies ? "next" : nil, when: ["next": .step("read_back")]))
        return call
    }

    @Test func `a correction does not go back to a question that was answered anew`() {
        #expect(call(secondIdentifies: false).rules() == [])
        let findings = call(secondIdentifies: true).findings()
        #expect(findings.contains { $0.message.contains("step 'save'") })
        // The first question is never put to the new person.
        #expect(!findings.contains { $0.message.contains("step 'amount'") })
    }

    @Test func `a question to which corrections alone lead is not reached`() {
        var call = TestCall()
        call["balance"] = .say("state_balance", to: "due")
        #expect(call.rules().contains("R1"))
    }

    @Test func `what was begun to be said can be repeated to whom a command hands over`() {
        var call = TestCall()
        call.universals.append(Universal(name: "not_now", action: .goto("hold")))
        call["hold"] = .wait(for: .person, ["person": "opening", "silence": "goodbye"])
        call.bound("hold", max: 2, then: "goodbye")
        let repeated = call.findings().filter { $0.message.contains("step 'hold' can repeat debt content") }
        #expect(repeated.count == 1)
        #expect(repeated.first?.notes.contains { $0.contains("command 'not_now' → hold") } == true)
    }
}
