import Dialog
import Testing

/// Rule F8: what a machine may be told.
@Suite struct LimitedContentTests {
    private func call() -> TestCall {
        var call = TestCall()
        call.leavesMessages()
        return call
    }

    private func messages(_ call: TestCall) -> [String] {
        call.findings().filter { $0.rule == "F8" }.map(\.message)
    }

    @Test func `a message after the tone is proved`() {
        #expect(call().findings() == [])
    }

    @Test func `a machine is told nothing else, and the way there is shown`() throws {
        var call = call()
        call["tone"] = .wait(for: .beep, ["beep": "message", "no_beep": "goodbye"])
        let finding = try #require(call.finding("F8"))
        #expect(finding.message == "step 'goodbye' says to a machine what is no message for one")
        #expect(
            finding.notes == [
                "1. the call is answered by a machine → tone",
                "2. no tone of the machine is heard → goodbye", "prompt 'goodbye' says: \"goodbye.\"",
            ])
        #expect(Set(messages(call)).count == 1)
    }

    @Test func `a fax is told nothing`() {
        var call = call()
        call["answered"] = .wait(
            for: .greeting,
            ["person": "opening", "silence": "opening", "machine": "tone", "fax": "message"])
        #expect(messages(call).first == "step 'message' leaves a message before the machine's tone")
    }

    @Test func `a message waits for the tone`() {
        var call = call()
        call["answered"] = .wait(
            for: .greeting,
            ["person": "opening", "silence": "opening", "machine": "message", "fax": "machine"])
        call["opening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "party")
        #expect(messages(call).contains("step 'message' leaves a message before the machine's tone"))
    }

    @Test func `a person is told no message for a machine`() {
        var call = call()
        call["answered"] = .wait(
            for: .greeting,
            ["person": "message", "silence": "opening", "machine": "tone", "fax": "machine"])
        #expect(
            messages(call).first
                == "step 'message' says a message for a machine where a person may be on the line")
    }

    @Test func `who gives a command is a person again`() {
        // The opt-out is heard while the tone is awaited and while the message is said: `stopped` answers it.
        #expect(call().findings() == [])
        var call = call()
        call["tone"] = .wait(for: .person, ["person": "opening", "silence": "machine"])
        #expect(!messages(call).contains { $0.contains("'opening'") })
    }

    @Test(arguments: [Says.businessIdentity, .contactName, .replyRequest, .callbackNumber])
    func `a message says all that it must`(missing: Says) {
        var call = call()
        call.prompts["message"]?.says.remove(missing)
        #expect(messages(call) == ["step 'message' leaves a message without `\(missing.rawValue)`"])
    }

    @Test func `a message says nothing else`() {
        var call = call()
        call.prompts["message"]?.says.insert(.optOut)
        #expect(messages(call) == ["step 'message' leaves a message that also says `opt_out`"])
    }

    @Test func `what a message may say is not the policy's to widen`() {
        var call = call()
        call.prompts["message"]?.says.insert(.optOut)
        call.policyChanges = [
            PolicyChange(
                rule: "F8", parameter: "says",
                value: .list([
                    "business_identity", "contact_name", "reply_request", "callback_number", "opt_out",
                ]))
        ]
        #expect(messages(call) == ["step 'message' leaves a message that also says `opt_out`"])
    }

    @Test func `no call ends as one that left a message where none was`() {
        var call = call()
        call["machine"] = .end(.disposition(.limitedContentMessage))
        #expect(
            messages(call) == [
                "step 'machine' ends the call as one that left a message, and there may have been no tone for it"
            ])
    }

    @Test func `what a machine is told wrongly is told once for its path`() {
        var call = call()
        call["answered"] = .wait(
            for: .greeting,
            ["person": "opening", "silence": "opening", "machine": "opening", "fax": "machine"])
        call["tone"] = .wait(for: .beep, ["beep": "message", "no_beep": "machine"])
        #expect(messages(call) == ["step 'opening' says to a machine what is no message for one"])
    }

    @Test func `a call that left a message doesn't end as one that left none`() {
        var call = call()
        call["message"] = .say("message", bargeIn: .none, end: .disposition(.answeringMachine))
        #expect(
            messages(call) == [
                "step 'message' leaves a message and ends the call as one that left none; "
                    + "end it as `limited_content_message`"
            ])
    }

    @Test func `a message speaks nothing that the account says`() {
        var call = call()
        call.prompt(
            "message", "For {debtor_name}: call {contact}.",
            says: [.voicemail, .businessIdentity, .contactName, .replyRequest, .callbackNumber])
        #expect(
            messages(call) == [
                "step 'message' leaves a message with {debtor_name}, which is not the organisation's"
            ])
    }

    @Test func `a message can't be cut`() {
        var call = call()
        call["message"] = .say("message", end: .disposition(.limitedContentMessage))
        #expect(
            messages(call).contains(
                "step 'message' leaves a message that can be cut; it needs a `say` with `bargein: none`"))
    }

    @Test func `where no policy asks for it, a machine may be told more`() {
        var call = call()
        call.policy = "es-recobro"
        call["tone"] = .wait(for: .beep, ["beep": "goodbye", "no_beep": "machine"])
        #expect(call.findings().allSatisfy { $0.rule != "F8" })
    }
}
