import Compliance
import Dialog
import Testing

/// The guard sees scripted events and effects, as a journal would hold them.
struct DisclosureGuardTests {
    private static let debt = BoundPrompt("state_balance")

    /// A guard of the call, with a way to say what happens in few words.
    private struct Watch {
        var disclosure: DisclosureGuard
        private var playbacks = 0

        init(_ call: TestCall = TestCall()) {
            disclosure = DisclosureGuard(program: call.program, catalogue: call.catalogue, language: "en-US")
        }

        mutating func enter(_ step: StepID, of flow: FlowName = "call") {
            disclosure.observe(.entered(flow, step))
        }

        mutating func identify(as answer: OutcomeName = "speaking") {
            enter("party")
            disclosure.observe(.answer(Answer(.value(.choice(answer)))))
            disclosure.observe(.left("party", answer))
        }

        mutating func verify() {
            enter("birth_date")
            disclosure.observe(.verdict(.pass, .speech))
            disclosure.observe(.left("birth_date", "pass"))
        }

        mutating func play(_ prompts: PromptID..., bargeIn: BargeIn = .none) -> PlaybackID {
            playbacks += 1
            let id = PlaybackID(playbacks)
            disclosure.observe(
                .play(Playback(id: id, prompts: prompts.map { BoundPrompt($0) }, bargeIn: bargeIn)))
            return id
        }

        mutating func notify() {
            enter("notice")
            disclosure.observe(.playbackFinished(play("legal_notice")))
        }

        func decide(_ prompt: BoundPrompt = debt, _ text: String = "The balance is 450 dollars.")
            -> GuardDecision
        {
            disclosure.decide(prompt, renderedText: text)
        }
    }

    @Test func `after a change of language the person is verified, and notified of nothing`() {
        var call = TestCall()
        call.languages = ["en-US", "es-US"]
        call.lexicon["es-US"] = ["deuda"]
        var watch = Watch(call)
        watch.identify()
        watch.verify()
        watch.notify()
        #expect(watch.decide() == .allowed)
        #expect(watch.decide(BoundPrompt("goodbye"), "Su deuda.") == .allowed)
        watch.disclosure.observe(.switchLanguage("es-US"))
        #expect(watch.disclosure.verificationLevel == .l1)
        #expect(watch.decide() == .refused(.legalNotice))
        #expect(watch.decide(BoundPrompt("goodbye"), "Su deuda.") == .refused(.legalNotice))
        #expect(watch.decide(BoundPrompt("goodbye"), "You owe it.") == .allowed)
        watch.notify()
        #expect(watch.decide() == .allowed)
    }

    @Test func `a notice that was under way in the other language does not count`() {
        var watch = Watch()
        watch.identify()
        watch.verify()
        watch.enter("notice")
        let notice = watch.play("legal_notice")
        watch.disclosure.observe(.switchLanguage("es-US"))
        watch.disclosure.observe(.playbackFinished(notice))
        #expect(watch.decide() == .refused(.legalNotice))
    }

    @Test func `debt content is allowed to the verified and notified person only`() {
        var watch = Watch()
        #expect(watch.decide() == .refused(.verifiedBeforeDebt))
        watch.identify()
        #expect(watch.disclosure.verificationLevel == .l0)
        #expect(watch.decide() == .refused(.verifiedBeforeDebt))
        #expect(watch.decide(BoundPrompt("legal_notice"), "A debt.") == .refused(.verifiedBeforeDebt))
        watch.verify()
        #expect(watch.disclosure.verificationLevel == .l1)
        #expect(watch.decide() == .refused(.legalNotice))
        #expect(watch.decide(BoundPrompt("legal_notice"), "A debt.") == .allowed)
        watch.notify()
        #expect(watch.decide() == .allowed)
    }

    @Test func `neutral prompts are always allowed, unknown ones never`() {
        let watch = Watch()
        #expect(watch.decide(BoundPrompt("goodbye"), "Goodbye.") == .allowed)
        #expect(watch.decide(BoundPrompt("unwritten"), "Goodbye.") == .refused(.wellFormed))
    }

    @Test func `a debt word among the words to be spoken is debt content`() {
        var watch = Watch()
        #expect(watch.decide(BoundPrompt("help"), "About what you OWE us.") == .refused(.verifiedBeforeDebt))
        watch.identify()
        watch.verify()
        #expect(watch.decide(BoundPrompt("help"), "Your past-due account.") == .refused(.legalNotice))
        watch.notify()
        #expect(watch.decide(BoundPrompt("help"), "Your past-due account.") == .allowed)
    }

    @Test func `a person's name is no debt word`() {
        let watch = Watch()
        let values: [FieldName: Value] = ["debtor_name": .name("Owe Larsen")]
        #expect(watch.decide(BoundPrompt("party", values: values), "Is that Owe Larsen?") == .allowed)
        #expect(
            watch.decide(BoundPrompt("party", values: values), "Does Owe Larsen owe us?")
                == .refused(.verifiedBeforeDebt))
    }

    // MARK: What does not verify

    @Test func `an answer alone does not identify, nor does an outcome alone`() {
        var watch = Watch()
        watch.enter("party")
        watch.disclosure.observe(.answer(Answer(.value(.choice("speaking")), confidence: 0.1)))
        watch.verify()
        #expect(watch.disclosure.verificationLevel == nil)
        watch.enter("party")
        watch.disclosure.observe(.left("party", "speaking"))
        watch.verify()
        #expect(watch.disclosure.verificationLevel == nil)
    }

    @Test func `another answer does not identify`() {
        var watch = Watch()
        watch.identify(as: "absent")
        watch.verify()
        #expect(watch.decide() == .refused(.verifiedBeforeDebt))
    }

    @Test func `a verdict counts only in a check of a secret, and only a pass`() {
        var watch = Watch()
        watch.identify()
        watch.disclosure.observe(.verdict(.pass, .speech))
        #expect(watch.disclosure.verificationLevel == .l0)
        watch.enter("birth_date")
        watch.disclosure.observe(.verdict(.fail, .speech))
        watch.disclosure.observe(.verdict(.unsure, .speech))
        #expect(watch.disclosure.verificationLevel == .l0)
    }

    @Test func `a verdict before the name does not verify`() {
        var watch = Watch()
        watch.verify()
        watch.identify()
        #expect(watch.disclosure.verificationLevel == .l0)
    }

    @Test func `one secret proved twice is one`() {
        var watch = Watch()
        watch.identify()
        watch.verify()
        watch.verify()
        #expect(watch.disclosure.verificationLevel == .l1)
    }

    // MARK: What does not notify

    @Test func `a notice that was cut, or could be, is none`() {
        var watch = Watch()
        watch.identify()
        watch.verify()
        let cut = watch.play("legal_notice")
        watch.disclosure.observe(.stopPlayback)
        watch.disclosure.observe(.playbackFinished(cut))
        #expect(watch.decide() == .refused(.legalNotice))
        let interruptible = watch.play("legal_notice", bargeIn: .keys)
        watch.disclosure.observe(.playbackFinished(interruptible))
        #expect(watch.decide() == .refused(.legalNotice))
        let other = watch.play("goodbye")
        watch.disclosure.observe(.playbackFinished(other))
        #expect(watch.decide() == .refused(.legalNotice))
    }

    @Test func `a notice to somebody unverified is none`() {
        var watch = Watch()
        watch.identify()
        let early = watch.play("legal_notice")
        watch.verify()
        watch.disclosure.observe(.playbackFinished(early))
        #expect(watch.decide() == .refused(.legalNotice))
    }

    // MARK: What ends a verification

    @Test(arguments: ["fetch", "party", "to_agent"] as [StepID])
    func `a step that may change the person ends the verification and the notice`(step: StepID) {
        var call = TestCall()
        call["fetch"] = .wait(for: .person, ["person": "opening", "silence": "goodbye"])
        var watch = Watch(call)
        watch.identify()
        watch.verify()
        watch.notify()
        #expect(watch.decide() == .allowed)
        watch.enter(step)
        #expect(watch.decide() == .refused(.verifiedBeforeDebt))
        watch.identify()
        watch.verify()
        #expect(watch.decide() == .refused(.legalNotice), "the new person has not heard the notice")
    }

    @Test func `the end of a transfer ends the verification`() {
        var watch = Watch()
        watch.identify()
        watch.verify()
        watch.notify()
        watch.disclosure.observe(.transferEnded(.busy))
        #expect(watch.decide() == .refused(.verifiedBeforeDebt))
    }

    @Test func `a notice that ends after the person changed is none`() {
        var watch = Watch()
        watch.identify()
        watch.verify()
        let notice = watch.play("legal_notice")
        watch.identify()
        watch.verify()
        watch.disclosure.observe(.playbackFinished(notice))
        #expect(watch.decide() == .refused(.legalNotice))
    }

    // MARK: Sub-flows

    private var nested: TestCall {
        var call = TestCall()
        call.prompt("tell", "It is {what}.")
        let secret = DataField(name: "item", type: .date, isSecret: true)
        call.subFlow(
            "identity", inputs: [secret, DataField(name: "what", type: .text)], outcomes: ["over"],
            start: "check",
            ["check": .check("item", prompt: "birth_date", pass: .outcome("over"), else: .outcome("over"))])
        call["first"] = .run(
            "identity", with: ["item": .field("birth_date"), "what": .field("balance")], ["over": "gone"])
        call["second"] = .run("identity", with: ["item": .field("id_last4")], ["over": "gone"])
        return call
    }

    @Test func `inputs stand for the secrets and the data of the call`() {
        var watch = Watch(nested)
        watch.identify()
        watch.enter("first")
        watch.enter("check", of: "identity")
        #expect(watch.decide(BoundPrompt("tell"), "It is 450 dollars.") == .refused(.verifiedBeforeDebt))
        watch.disclosure.observe(.verdict(.pass, .speech))
        #expect(watch.disclosure.verificationLevel == .l1)
        watch.enter("second")
        watch.enter("check", of: "identity")
        #expect(
            watch.decide(BoundPrompt("tell"), "It is 450 dollars.") == .allowed, "nothing is bound to it here"
        )
        watch.disclosure.observe(.verdict(.pass, .speech))
        #expect(watch.disclosure.verificationLevel == .l2)
    }

    @Test func `a sub-flow that nobody was seen to run proves nothing and tells everything`() {
        var watch = Watch(nested)
        watch.identify()
        watch.enter("goodbye")
        watch.enter("check", of: "identity")
        watch.disclosure.observe(.verdict(.pass, .speech))
        #expect(watch.disclosure.verificationLevel == .l0)
        #expect(watch.decide(BoundPrompt("tell"), "It is 450 dollars.") == .refused(.verifiedBeforeDebt))
    }
}
