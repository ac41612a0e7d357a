import Dialog
import Testing

/// F6 and the order of the opening: what must have been said before what.
struct OrderProofTests {
    private let toNotice = [
        "1. the call is answered by a person → opening",
        "2. 'identity', 'opt_out', 'automated', 'recording' are played → party",
        "3. the caller says 'speaking' → birth_date",
    ]

    // MARK: Legal notice

    @Test func `debt content before the legal notice is shown once for a path`() {
        var call = TestCall()
        call["birth_date"] = .check("birth_date", pass: "balance", else: "goodbye")
        call.remove("notice")
        call.prompt("amount", "How much do you owe?")
        let finding = call.finding("F6")
        #expect(
            finding?.message
                == "step 'balance' speaks debt content before the legal notice: "
                + "prompt 'state_balance' speaks {balance}")
        #expect(
            finding?.notes == toNotice + [
                "4. the caller's answer matches $birth_date → balance",
                "prompt 'state_balance' says: \"The balance is {balance}.\"",
            ])
    }

    @Test func `a promise needs the legal notice`() {
        var call = TestCall()
        call["birth_date"] = .check("birth_date", pass: "amount", else: "goodbye")
        call.remove("notice", "balance")
        let finding = call.finding("F6")
        #expect(
            finding?.message
                == "step 'save' stores a promise that no verified person gave after the legal notice")
        #expect(
            finding?.notes == toNotice + [
                "4. the caller's answer matches $birth_date → amount", "5. the caller answers 'amount' → due",
                "6. the caller answers 'due' → read_back", "7. the caller says yes → save",
            ])
    }

    @Test func `a legal notice that can be cut is none`() {
        var call = TestCall()
        call["notice"] = .say("legal_notice", to: "balance")
        #expect(call.rules() == ["F6"])
        #expect(
            call.findings().map(\.message).contains(
                "step 'notice' lets the caller cut the legal notice; it needs `bargein: none`"))
    }

    @Test func `debt content in one breath with the legal notice comes before its end`() {
        var call = TestCall()
        call["notice"] = .say("legal_notice", "state_balance", bargeIn: .none, to: "amount")
        call.remove("balance")
        #expect(call.rules() == ["F6"])
    }

    @Test func `a question that nothing can cut gives the legal notice with its answer`() {
        var call = TestCall()
        call["notice"] = .yesNo("legal_notice", bargeIn: .none, yes: "balance", no: "balance")
        #expect(call.findings() == [])
        call["notice"] = .yesNo("legal_notice", yes: "balance", no: "balance")
        #expect(call.rules() == ["F6"])
    }

    @Test func `an opt-out during the legal notice does not complete it`() {
        var call = TestCall()
        call.prompt("stopped", "We will not call about what you owe.")
        #expect(call.rules() == ["F7", "F6"])
    }

    @Test func `a new person needs the legal notice too`() {
        var call = TestCall()
        call["balance"] = .say("state_balance", bargeIn: .none, to: "party_again")
        call["party_again"] = .choice(
            "party", identifies: "speaking", ["speaking": "again", "absent": "goodbye"])
        call["again"] = .check("birth_date", pass: "amount", else: "goodbye")
        #expect(call.rules() == ["F6"])
        call["again"] = .check("birth_date", pass: "notice_again", else: "goodbye")
        call["notice_again"] = .say("legal_notice", bargeIn: .none, to: "amount")
        #expect(call.findings() == [])
    }

    // MARK: Opening

    @Test func `the name of the business comes first`() {
        var call = TestCall()
        call["opening"] = .say("automated", "identity", "opt_out", "recording", bargeIn: .none, to: "party")
        let finding = call.finding("F5")
        #expect(finding?.message == "step 'opening' speaks before the name of the business was said")
        #expect(
            finding?.notes == [
                "1. the call is answered by a person → opening",
                "prompt 'automated' says: \"I'm a machine.\"",
            ])
    }

    @Test func `the name of the business comes first for whom a machine seemed to answer`() {
        var call = TestCall()
        call["machine"] = .say("goodbye", bargeIn: .none, end: .disposition(.answeringMachine))
        #expect(call.finding("F5")?.notes.first == "1. the call is answered by a fax → machine")
        call = TestCall()
        call.leavesMessages()
        #expect(call.findings() == [])
    }

    @Test func `the opt-out is offered directly after the name of the business`() {
        var call = TestCall()
        call["opening"] = .say("identity", "automated", "opt_out", "recording", bargeIn: .none, to: "party")
        let finding = call.finding("T3")
        #expect(finding?.message == "step 'opening' says something else where the opt-out must be offered")
        #expect(finding?.notes.last == "prompt 'automated' says: \"I'm a machine.\"")
        call.prompt("identity", "Lakeside. Say stop calling.", says: [.businessIdentity, .optOut])
        #expect(call.findings() == [])
    }

    @Test func `a command that cuts the opening comes too early`() {
        var call = TestCall()
        call["opening"] = .say("identity", "opt_out", "automated", "recording", to: "party")
        call["to_agent"] = .say("sorry", bargeIn: .none, to: "agent")
        call["agent"] = .transfer(connected: "gone", else: "goodbye")
        let finding = call.findings().first { $0.rule == "T3" && $0.message.contains("to_agent") }
        #expect(
            finding?.notes == [
                "1. the call is answered by a person → opening",
                "2. the caller gives the command 'agent' → to_agent",
                "prompt 'sorry' says: \"sorry.\"",
            ])
    }

    @Test func `who gives the opt-out is not told the rest of the opening`() {
        var call = TestCall()
        let confirmed = RetryPolicy(then: .step("cease_now"))
        call["cease"] = .ask(
            Ask(
                slot: nil, type: .yesNo, prompts: ["sorry"], noInput: confirmed, noMatch: confirmed,
                when: ["said_yes": .step("cease_now"), "said_no": .step("goodbye")]))
        call["cease_now"] = .commit(.stopCalling, done: "stopped", else: "stopped")
        #expect(call.findings() == [])
    }

    @Test(arguments: [("automated", "O1"), ("recording", "O2")] as [(PromptID, String)])
    func `notices come before the first question`(notice: PromptID, rule: String) {
        var call = TestCall()
        let prompts = ["identity", "opt_out", "automated", "recording"].filter { $0 != notice }
        call["opening"] = .say(Say(prompts: prompts, bargeIn: .none, then: .goto(.step("party"))))
        #expect(call.rules() == [rule])
        #expect(call.finding(rule)?.notes.count == 2)
    }

    @Test func `a new person is told who calls`() {
        var call = TestCall()
        call.choices["party"] = ["speaking", "absent", "fetching"]
        call["party"] = .choice(
            "party", identifies: "speaking",
            ["speaking": "birth_date", "absent": "goodbye", "fetching": "fetch"])
        call["fetch"] = .wait(for: .person, ["person": "party", "silence": "quiet"])
        call.bound("party", max: 2, then: "goodbye")
        #expect(Set(call.rules()) == ["F5", "O1", "O2"])
        call["fetch"] = .wait(for: .person, ["person": "opening", "silence": "quiet"])
        call.bound("party", max: 2, then: "goodbye")
        #expect(call.findings() == [])
    }
}

/// F13: no prompt threatens, whoever hears it.
struct ThreatProofTests {
    @Test func `a threat is found, and quoted as it is spoken`() {
        var call = TestCall()
        call.prompt("goodbye", "This is our last warning. Goodbye.")
        #expect(call.rules() == ["F13"])
        let finding = call.findings().first
        #expect(
            finding?.message
                == "step 'goodbye' threatens: prompt 'goodbye' says 'last warning', a threat word of en-US")
        #expect(finding?.notes == ["prompt 'goodbye' says: \"This is our last warning. Goodbye.\""])
        call.prompt("goodbye", "Our last call warning of issues. Goodbye.")
        #expect(call.findings() == [])
    }

    @Test func `a language without a list of threats proves nothing of them`() {
        var call = TestCall()
        call.threats = [:]
        #expect(
            call.findings().map(\.description) == [
                "call.yaml:0:1: error: [F13] en-US has no `threat_words`, so nothing shows that no prompt threatens"
            ])
    }
}

/// U1, U2, V1: the opt-out and the agent.
struct OptOutProofTests {
    @Test func `there is an opt-out and an agent`() {
        var call = TestCall()
        call.universals = []
        call.remove("cease", "cease_again", "stopped", "quiet")
        #expect(Set(call.rules()) == ["U1", "U2"])
    }

    @Test func `the opt-out and the agent need no verification`() {
        var call = TestCall()
        call.universals[2] = Universal(name: "agent", action: .goto("to_agent"), requiresVerification: true)
        call.universals[3] = Universal(name: "stop_calling", action: .say("help"), max: 1)
        #expect(Set(call.rules()).isSuperset(of: ["U1", "U2"]))
        #expect(call.finding("U1")?.message == "'stop_calling' must lead to a step")
        #expect(call.finding("U2")?.message == "'agent' must be live before the person is verified")
    }

    @Test func `an opt-out is stored before the call ends`() {
        var call = TestCall()
        call["cease"] = .say("stopped", bargeIn: .none, end: .disposition(.doNotCall))
        let finding = call.finding("V1")
        #expect(finding?.message == "step 'cease' ends the call before the wish to stop the calls is stored")
        #expect(finding?.notes == ["1. the caller gives the command 'stop_calling' → cease"])
    }

    @Test func `an opt-out is put in doubt once, by yes or no`() {
        var call = TestCall()
        call["cease"] = .yesNo("sorry", yes: "cease_now", no: "goodbye")
        call["cease_now"] = .commit(.stopCalling, done: "stopped", else: "stopped")
        // Silence and nonsense mean yes.
        call.defaults = Defaults(
            noInput: RetryPolicy(then: .step("cease_now")), noMatch: RetryPolicy(then: .step("cease_now")))
        call["party"] = TestCall()["party"]
        #expect(!call.rules().contains("V1"))
        call["cease"] = .yesNo("sorry", yes: "sure", no: "goodbye")
        call["sure"] = .yesNo("sorry", yes: "cease_now", no: "goodbye")
        #expect(
            call.finding("V1")?.message
                == "step 'sure' asks something before the wish to stop the calls is stored")
        #expect(
            call.finding("V1")?.notes == [
                "1. the caller gives the command 'stop_calling' → cease", "2. the caller says yes → sure",
            ])
        call["cease"] = .choice("party", ["speaking": "cease_now", "absent": "cease_now"])
        #expect(call.rules().contains("V1"))
    }

    @Test func `where the engine asks whether it was meant, the flow does not ask again`() {
        var call = TestCall()
        call["cease"] = .yesNo("sorry", yes: "cease_now", no: "goodbye")
        call["cease_now"] = .commit(.stopCalling, done: "stopped", else: "stopped")
        call.defaults = Defaults(
            noInput: RetryPolicy(then: .step("cease_now")), noMatch: RetryPolicy(then: .step("cease_now")))
        #expect(!call.rules().contains("V1"))
        call.universals[3] = Universal(name: "stop_calling", action: .goto("cease"), confirm: "sorry")
        #expect(
            call.finding("V1")?.message
                == "step 'cease' asks something before the wish to stop the calls is stored")
    }

    @Test func `the question whether it was meant is neutral, wherever it may be asked`() {
        var call = TestCall()
        call.universals[3] = Universal(name: "stop_calling", action: .goto("cease"), confirm: "stop")
        call.prompt("stop", "Shall we stop?")
        #expect(call.findings() == [])
        call.prompt("stop", "Shall we stop asking for what you owe?")
        let steps = call.findings().filter { $0.rule == "F7" }.compactMap { finding in
            finding.message.split(separator: "'").dropFirst().first
        }
        #expect(Set(steps).isSuperset(of: ["opening", "party", "birth_date", "to_agent", "goodbye"]))
        #expect(!steps.contains("answered"))
    }

    @Test func `an opt-out is obeyed during a transfer and while something is stored`() {
        var call = TestCall()
        call["to_agent"] = .transfer(connected: "gone", else: "gone")
        call.universals[2] = Universal(name: "agent", action: .goto("to_agent"))
        // Only who is being transferred, or whose promise is being stored, comes there unasked.
        call["cease"] = .say("stopped", bargeIn: .none, end: .disposition(.doNotCall))
        let names = call.findings().filter { $0.rule == "V1" }.flatMap(\.notes)
        #expect(names == ["1. the caller gives the command 'stop_calling' → cease"])
        call.universals[3] = Universal(name: "stop_calling", action: .goto("thanks"))
        call["thanks"] = .say("confirmation", bargeIn: .none, end: .committed)
        #expect(
            call.findings().contains { finding in
                finding.rule == "S1" && finding.message.contains("'thanks' speaks {promise_reference}")
            })
    }

    @Test func `an opt-out is not handed to an agent`() {
        var call = TestCall()
        call["cease"] = .yesNo("sorry", yes: "to_agent", no: "goodbye")
        #expect(
            call.findings().filter { $0.rule == "V1" }.map(\.message).contains(
                "step 'to_agent' goes to somebody else before the wish to stop the calls is stored"))
    }
}
