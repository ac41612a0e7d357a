import Compliance
import Dialog
import Testing

/// Bounds of visits, faults and corrections on the path to a finding.
struct VisitProofTests {
    /// A call that passes a step by into debt content once the step was entered twice.
    private func call(absent: StepID) -> TestCall {
        var call = TestCall()
        call["opening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "greet")
        call["greet"] = .say("sorry", bargeIn: .none, to: "party")
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": absent])
        call.bound("greet", max: 2, then: "balance")
        return call
    }

    @Test func `a step that no path enters often enough is not passed by`() {
        #expect(call(absent: "goodbye").findings() == [])
    }

    @Test func `where a path does enter it often enough, the witness shows each entry`() throws {
        let findings = call(absent: "greet").findings()
        let debt = try #require(findings.first { $0.rule == "F7" && $0.message.contains("'balance'") })
        let moves = debt.notes.filter { $0.contains(" → ") }
        #expect(moves.filter { $0.hasSuffix("→ greet") }.count == 3)
        #expect(moves.filter { $0.contains("the caller says 'absent'") }.count == 2)
        #expect(moves.last?.hasSuffix("'greet' was entered as often as it may be → balance") == true)
        #expect(moves.count == 7)
    }

    @Test func `a finding that may not be looked at any closer stays, and says why`() throws {
        var call = call(absent: "goodbye")
        let debt = try #require(call.prover(room: 0).findings().first { $0.rule == "F7" })
        let doubt = try #require(debt.notes.last)
        #expect(
            doubt.hasPrefix("perhaps no call can take this path: the visits of 'greet' don't add up on it"))
        // What a call can take is not in doubt.
        call = self.call(absent: "greet")
        call.bound("greet", max: 1, then: "balance")
        call.bound("party", max: 3, then: "goodbye")
        let shown = call.prover(room: 200_000).findings()
        #expect(!shown.isEmpty)
        #expect(!shown.contains { $0.notes.contains { $0.hasPrefix("perhaps") } })
    }

    @Test(arguments: [1, 2]) func `nothing is asked on a visit that the bound rules out`(most: Int) {
        var call = TestCall()
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "hold"])
        call["hold"] = .wait(for: .person, ["person": "party", "silence": "gone"])
        call.bound("party", max: most, then: "gone")
        // Whoever comes to the telephone has heard nothing yet, but is asked only on a second visit.
        #expect(call.findings().isEmpty == (most == 1))
        #expect(call.rules().contains("F5") == (most == 2))
    }

    @Test(arguments: [false, true]) func `visits in a sub-flow count for the whole call`(runsTwice: Bool) {
        var call = TestCall()
        let only = Step(
            id: "only", kind: .say(Say(prompts: ["sorry"], bargeIn: .none, then: .goto(.outcome("once")))),
            visits: VisitLimit(max: 1, then: .outcome("over")),
            position: SourcePosition(file: "sub.yaml", line: 1, column: 1))
        call.subFlows["sub"] = Flow(
            name: "sub", outcomes: ["once", "over"], start: "only", steps: [only])
        call["opening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "first")
        let second: StepID = runsTwice ? "second" : "party"
        call["first"] = .run(
            Run(flow: "sub", with: [:], when: ["once": .step(second), "over": .step("balance")]))
        if runsTwice {
            call["second"] = .run(
                Run(flow: "sub", with: [:], when: ["once": .step("party"), "over": .step("balance")]))
        }
        let debt = call.findings().filter { $0.rule == "F7" }
        #expect(debt.isEmpty == !runsTwice)
        #expect(
            debt.isEmpty
                || debt.contains { $0.notes.contains { $0.contains("sub returns 'over' → balance") } })
    }

    @Test(arguments: [false, true]) func `a call survives one fault, and no second one`(isFirst: Bool) {
        var call = TestCall()
        call.fault = .step("apart")
        call["elsewhere"] = .transfer(connected: "gone", else: "gone")
        call["apart"] = .transfer(connected: "elsewhere", else: "gone")
        // A fault of this step leads to debt content; it is the second one, unless a command led here.
        let place = call.steps.count
        call.steps.removeAll { $0.id == "elsewhere" }
        call.steps.append(
            Step(
                id: "elsewhere", kind: .transfer(connected: "gone", else: "gone"), fault: .step("balance"),
                position: SourcePosition(file: "call.yaml", line: place, column: 1)))
        if isFirst { call.universals.append(Universal(name: "not_now", action: .goto("elsewhere"))) }
        #expect(call.rules().contains("F7") == isFirst)
    }

    @Test(arguments: [false, true]) func `a slot is corrected only where it is filled`(isFilled: Bool) {
        var call = TestCall()
        call.prompt("extra", "You owe it; how much more?")
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "choose")
        call["choose"] = .decide(.field("product"), .isSet, then: .step("extra"), else: .step("hold"))
        call["extra"] = .ask(
            Ask(
                slot: "extra", type: .money(ValueLimits()), prompts: ["extra"],
                when: ["next": .step(isFilled ? "hold" : "read")]))
        call["hold"] = .wait(for: .person, ["person": "greet", "silence": "gone"])
        call["greet"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "read")
        call["read"] = .yesNo("sorry", confirms: ["extra"], yes: "goodbye", no: "goodbye")
        // Another person corrects what nobody said, or what the first one said: then the question tells the debt.
        #expect(call.findings().contains { $0.rule == "F7" && $0.message.contains("'extra'") } == isFilled)
    }
}
