import Compliance
import Dialog
import Testing

/// B1, E1, R1, X1, X2: the shape of a flow.
struct ShapeProofTests {
    // MARK: Loops

    @Test func `a cycle without a bound is shown as such`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "amount")
        let finding = call.finding("B1")
        #expect(
            finding?.message
                == "the steps 'amount', 'due', 'read_back' can repeat without end; give one of them `visits`")
        #expect(
            finding?.notes == [
                "1. the caller answers 'amount' → due", "2. the caller answers 'due' → read_back",
                "3. the caller says no → amount",
            ])
        call.bound("due", max: 2, then: "goodbye")
        #expect(call.findings() == [])
    }

    @Test func `bounds that lead to each other bound nothing`() {
        var call = TestCall()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "due")
        call.bound("due", max: 2, then: "again")
        call["again"] = .say("sorry", bargeIn: .none, to: "due")
        #expect(
            call.finding("B1")?.notes == [
                "1. 'due' was entered as often as it may be → again", "2. 'sorry' is played → due",
            ])
    }

    @Test func `commands make cycles too`() {
        var call = TestCall()
        call["to_agent"] = .transfer(connected: "gone", else: "party")
        #expect(call.finding("B1")?.message.contains("'party'") == true)
        call.bound("to_agent", max: 2, then: "goodbye")
        #expect(!call.rules().contains("B1"))
    }

    @Test func `commands inside a sub-flow make cycles of the step that runs it`() {
        var call = TestCall()
        call.subFlow(
            "sub", outcomes: ["over"], start: "question",
            ["question": .check("birth_date", prompt: "help", pass: .outcome("over"), else: .outcome("over"))]
        )
        call["party"] = .run("sub", ["over": "goodbye"])
        call["to_agent"] = .transfer(connected: "gone", else: "party")
        #expect(
            call.finding("B1")?.notes == [
                "1. the caller leaves 'sub' by a command or a retry → to_agent",
                "2. the transfer to 'agent' ends with 'busy' → party",
            ])
    }

    @Test func `a sub-flow does not run itself through another`() {
        var call = TestCall()
        call.subFlow("one", outcomes: ["over"], start: "step", ["step": .run("two", ["over": "step"])])
        call.subFlow("two", outcomes: ["over"], start: "step", ["step": .run("one", ["over": "step"])])
        call["party"] = .run("one", ["over": "goodbye"])
        #expect(
            call.findings().map(\.message) == ["'one' runs 'two', which runs 'one': a flow can't run itself"])
    }

    // MARK: Ends

    @Test func `a call ends as committed only after a commit`() {
        var call = TestCall()
        call["goodbye"] = .say("goodbye", bargeIn: .none, end: .committed)
        let finding = call.finding("E1")
        #expect(
            finding?.message
                == "step 'goodbye' ends with the last commit's disposition, and there may be none")
        #expect(finding?.notes.last == "3. the caller says 'absent' → goodbye")
        var failed = TestCall()
        failed["save"] = .promise(amount: "amount", due: "due", done: "thanks", else: "end")
        failed["end"] = .end(.committed)
        #expect(failed.finding("E1")?.notes.last == "10. the promise was stored before → end")
    }

    @Test func `a step from which nothing ends is found`() {
        var call = TestCall()
        call["gone"] = .say("sorry", bargeIn: .none, to: "gone_on")
        call["gone_on"] = .say("sorry", bargeIn: .none, to: "gone")
        #expect(
            call.findings().filter { $0.rule == "E1" }.map(\.message) == [
                "no path from step 'gone' ends", "no path from step 'gone_on' ends",
            ])
    }

    @Test func `only a sub-flow returns`() {
        var call = TestCall()
        call["gone"] = .return("over")
        #expect(call.finding("E1")?.message == "step 'gone' leads nowhere")
        #expect(call.rules().contains("X1"))
    }

    // MARK: Reach

    @Test func `every step is reached, in sub-flows too`() {
        var call = TestCall()
        call["lost"] = .end(.disposition(.error))
        call.subFlow(
            "sub", outcomes: ["over"], start: "step", ["step": .return("over"), "lost": .return("over")])
        call["gone"] = .run("sub", ["over": "stopped"])
        #expect(
            call.findings().filter { $0.rule == "R1" }.map(\.description) == [
                "call.yaml:20:1: error: [R1] no path leads to step 'lost'",
                "sub.yaml:2:1: error: [R1] no path leads to step 'sub.lost'",
            ])
    }

    // MARK: Names

    @Test func `what does not exist is reported and never trapped on`() {
        var call = TestCall()
        call["balance"] = .say("unwritten", to: "nowhere")
        call["gone"] = .run("missing", with: ["amount": .field("nothing")], ["over": "stopped"])
        call["machine"] = .decide(.visits("never"), .isSet, then: .outcome("over"), else: .step("quiet"))
        call["birth_date"] = .check(Check(against: "nothing", type: .date, prompts: [], when: [:]))
        call.universals.append(Universal(name: "lost", action: .goto("lost")))
        call.universals.append(Universal(name: "again", action: .replay))
        call.start = "begin"
        let messages = Set(call.findings().filter { $0.rule == "X1" }.map(\.message))
        #expect(
            messages.isSuperset(of: [
                "flow 'call' starts with a step that it has not", "prompt 'unwritten' is not declared",
                "step 'balance' goes to 'nowhere', which does not exist",
                "step 'gone' runs 'missing', which does not exist",
                "step 'gone' refers to 'nothing', which 'call' does not have",
                "step 'machine' counts visits of 'never', which does not exist",
                "step 'machine' gives the outcome 'over', which 'call' does not declare",
                "step 'birth_date' does not say where 'pass' leads", "step 'birth_date' has no prompt",
                "'lost' goes to 'lost', which does not exist", "'again' has no `max`",
            ]))
    }

    @Test func `every prompt has a text in every language`() {
        var call = TestCall()
        call.languages = ["en-US", "es-US"]
        #expect(
            call.findings().contains {
                $0.message == "prompt 'goodbye' has no text in es-US" && $0.rule == "X1"
            })
    }

    @Test func `an unknown policy proves nothing`() {
        var call = TestCall()
        call.policy = "us-regulation-g"
        #expect(
            call.findings().map(\.description) == [
                "call.yaml:0:1: error: [X2] the policy 'us-regulation-g' is not known; the known ones are: "
                    + "'us-regulation-f', 'us-regulation-f-plus-tcpa', 'es-recobro', 'uk-conc'"
            ])
        call.policy = nil
        #expect(call.findings().first?.message.hasPrefix("the flow names no policy") == true)
        #expect(call.prover(under: "us-regulation-f").findings() == [])
    }

    @Test func `a policy states each of its rules once`() {
        let call = TestCall()
        for policy in call.policies.policies {
            #expect(Set(policy.rules.map(\.id)).count == policy.rules.count)
            #expect(policy.rules.allSatisfy { $0.text.hasSuffix(".") && !$0.source.isEmpty })
        }
    }
}
