import Compliance
import Dialog
import Testing

/// V2: what is stored at which level of verification.
struct LevelProofTests {
    /// The usual call, which agrees a settlement after one secret.
    private static func call(_ requires: VerificationLevel? = nil, kind: PromiseKind = .settlement)
        -> TestCall
    {
        var call = TestCall()
        let content = Commit.Content.promise(
            kind, amount: .field("amount"), due: .field("due"), instalments: 1, intervalDays: 0)
        call["save"] = .commit(
            Commit(
                content: content, requires: requires,
                when: ["done": .step("thanks"), "failed": .step("goodbye"), "duplicate": .step("goodbye")]))
        return call
    }

    @Test func `a settlement needs two secrets`() {
        let finding = Self.call().finding("V2")
        #expect(
            finding?.message
                == "step 'save' stores what requires level L2, and the person may be verified only to L1")
        #expect(finding?.notes.last == "9. the caller says yes → save")
        var call = Self.call()
        call["birth_date"] = .check("birth_date", pass: "id_last4", else: "goodbye")
        call["id_last4"] = .check("id_last4", pass: "notice", else: "goodbye")
        call.prompt("id_last4", "Which digits?")
        #expect(call.findings() == [])
    }

    @Test func `a level that the caller has only on some paths is not enough`() {
        var call = Self.call()
        call["birth_date"] = .check("birth_date", pass: "id_last4", else: "goodbye")
        call["id_last4"] = .check("id_last4", pass: "notice", else: "notice")
        call.prompt("id_last4", "Which digits?")
        #expect(call.rules() == ["V2"])
    }

    @Test func `a decision on the verified level is followed`() {
        var call = Self.call()
        call["birth_date"] = .check("birth_date", pass: "id_last4", else: "goodbye")
        call["id_last4"] = .check("id_last4", pass: "notice", else: "notice")
        call.prompt("id_last4", "Which digits?")
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "enough", no: "goodbye")
        call["enough"] = .decide(
            .field(.verifiedLevel), .atLeast(.literal(.level(.l2))), then: .step("save"),
            else: .step("goodbye"))
        #expect(call.findings() == [])
        call["enough"] = .decide(
            .field(.verifiedLevel), .atLeast(.literal(.level(.l1))), then: .step("save"),
            else: .step("goodbye"))
        #expect(call.rules() == ["V2"])
        call["enough"] = .decide(
            .field(.verifiedLevel), .isUnset, then: .step("save"), else: .step("goodbye"))
        #expect(call.rules() == [], "somebody unknown never comes here, so nothing is stored")
    }

    @Test func `the same secret twice is one`() {
        var call = Self.call()
        call["birth_date"] = .check("birth_date", pass: "again", else: "goodbye")
        call["again"] = .check("birth_date", pass: "notice", else: "goodbye")
        #expect(call.rules() == ["V2"])
    }

    @Test func `whoever comes to the telephone, or is transferred, is nobody yet`() {
        for step in [
            StepKind.wait(for: .person, ["person": "record", "silence": "goodbye"]),
            .transfer(connected: "record", else: "goodbye"),
        ] {
            var call = TestCall()
            call["birth_date"] = .check("birth_date", pass: "fetch", else: "goodbye")
            call["fetch"] = step
            call["record"] = .commit(
                Commit(
                    content: .callBack(on: nil, at: nil), requires: .l0,
                    when: ["done": .step("quiet"), "failed": .step("quiet"), "duplicate": .step("quiet")]))
            call.remove("notice", "balance", "amount", "due", "read_back", "save", "thanks")
            #expect(
                call.finding("V2")?.message
                    == "step 'record' stores what requires level L0, and the person may be verified only to nothing"
            )
        }
    }
}
