import Dialog
import TestSupport
import Testing

@Suite struct `Corrections of a read-back` {
    private func march(_ day: Int) -> Value {
        guard let date = LocalDate(year: 2026, month: 3, day: day) else { preconditionFailure("no such day") }
        return .date(date)
    }

    private func left(_ script: MachineScript) -> [OutcomeName] {
        script.last.compactMap { if case .left("read_back", let outcome) = $0 { outcome } else { nil } }
    }

    @Test func `the read-back listens for the values that it speaks`() {
        var script = MachineScript()
        script.toReadBack()
        let requests = script.all.compactMap {
            if case .listen(let request) = $0 { request.purpose } else { nil }
        }
        let amount = AskType.money(ValueLimits(min: .amount(minorUnits: 2_500), max: .field("balance")))
        #expect(requests.last == .confirmation(of: [amount, .date(.upcoming(days: 30))]))
    }

    @Test func `another date is read back in one turn, and its yes confirms it`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(march(20))
        #expect(left(script) == ["corrected"])
        #expect(script.entered == ["due", "read_back"])
        #expect(script.last.contains(.filled("due", march(20))))
        #expect(script.said == ["read_back"])
        #expect(script.playback?.prompts.first?.values["due"] == march(20))
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(45_000))
        script.heardOut()
        script.say(.yesNo(true))
        #expect(script.last.contains { if case .commit = $0 { true } else { false } })
    }

    @Test func `another amount answers its own question, and the flow goes on from there`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(SampleFlow.money(9_000))
        #expect(script.entered == ["amount", "due"])
        #expect(script.last.contains(.filled("amount", SampleFlow.money(9_000))))
        #expect(script.said == ["ask_due"])
    }

    @Test func `a corrected value keeps to the limits of its question`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(SampleFlow.money(99_000))
        #expect(script.entered == ["amount"])
        #expect(script.said == ["too_much", "ask_amount"])
        #expect(!script.last.contains { if case .filled = $0 { true } else { false } })
    }

    @Test func `a doubtful corrected value is asked back where its step confirms`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(SampleFlow.money(9_000), confidence: 0.65)
        #expect(script.said == ["confirm_amount"])
        script.say(.yesNo(true))
        #expect(script.last.contains(.filled("amount", SampleFlow.money(9_000))))
    }

    @Test func `two corrections are taken, the third is a plain no`() {
        var script = MachineScript()
        script.toReadBack()
        for day in [20, 21] {
            script.say(march(day))
            #expect(left(script) == ["corrected"])
            script.heardOut()
        }
        script.say(march(22))
        #expect(left(script) == ["said_no"])
        #expect(!script.last.contains(.filled("due", march(22))))
    }

    @Test func `what fits no slot, or says the same again, is a plain no`() {
        for value in [Value.number(3), .digits("12"), march(16)] {
            var script = MachineScript()
            script.toReadBack()
            script.say(value)
            #expect(left(script) == ["said_no"], "\(value)")
        }
        var script = MachineScript()
        script.toReadBack()
        script.after(.answer(Answer(.ambiguous([march(20), SampleFlow.money(2_000)]))))
        #expect(left(script) == ["said_no"])
    }

    @Test func `of several readings the one that was read back is passed over`() {
        var script = MachineScript()
        script.toReadBack()
        script.after(.answer(Answer(.ambiguous([march(16), march(20)]))))
        #expect(left(script) == ["corrected"])
        #expect(script.last.contains(.filled("due", march(20))))
    }

    @Test func `two slots of one type leave open which is meant`() {
        let steps = [
            Step(id: "first", kind: .ask(number("a", next: "second"))),
            Step(id: "second", kind: .ask(number("b", next: "check"))),
            Step(
                id: "check",
                kind: .ask(
                    Ask(
                        slot: nil, type: .yesNo, prompts: ["read"], confirms: ["a", "b"],
                        when: ["said_yes": .step("end"), "said_no": .step("end")]))),
            Step(id: "end", kind: .end(.disposition(.transferred))),
        ]
        var script = MachineScript(FlowProgram(root: Flow(name: "f", start: "first", steps: steps)))
        script.after(.answered)
        script.say(.number(1))
        script.say(.number(2))
        script.say(.number(3))
        #expect(script.last.contains(.left("check", "said_no")))
    }

    @Test func `a step that the read-back names takes the corrected value`() {
        let steps = [
            Step(id: "first", kind: .ask(number("a", next: "check"))),
            Step(
                id: "check",
                kind: .ask(
                    Ask(
                        slot: nil, type: .yesNo, prompts: ["read"], confirms: ["a"], corrects: ["a": "again"],
                        when: ["said_yes": .step("end"), "said_no": .step("first")]))),
            Step(id: "again", kind: .ask(number("a", next: "other"))),
            Step(id: "other", kind: .end(.disposition(.notVerified))),
            Step(id: "end", kind: .end(.disposition(.transferred))),
        ]
        var script = MachineScript(FlowProgram(root: Flow(name: "f", start: "first", steps: steps)))
        script.after(.answered)
        script.say(.number(1))
        script.say(.number(3))
        #expect(script.entered == ["again", "other"])
    }

    @Test func `the visit limit of the question holds for corrections too`() {
        let steps = [
            Step(
                id: "first", kind: .ask(number("a", next: "check")),
                visits: VisitLimit(max: 1, then: .step("gone"))),
            Step(
                id: "check",
                kind: .ask(
                    Ask(
                        slot: nil, type: .yesNo, prompts: ["read"], confirms: ["a"],
                        when: ["said_yes": .step("end"), "said_no": .step("first")]))),
            Step(id: "gone", kind: .end(.disposition(.notVerified))),
            Step(id: "end", kind: .end(.disposition(.transferred))),
        ]
        var script = MachineScript(FlowProgram(root: Flow(name: "f", start: "first", steps: steps)))
        script.after(.answered)
        script.say(.number(1))
        script.say(.number(3))
        #expect(script.ends.map(\.1) == [.notVerified])
    }

    @Test func `after a plain no the value is not taken when it is heard again, but when it is keyed`() {
        let defaults = Defaults(noMatch: RetryPolicy(prompts: ["unclear"], then: .step("end")))
        var script = readBack(of: number("a", next: "check"), defaults)
        script.after(.answered)
        script.say(.number(1))
        script.say(.yesNo(false))
        script.say(.number(1))
        #expect(script.said == ["unclear", "ask"])
        script.after(.answer(Answer(.ambiguous([.number(1), .number(7)]))))
        #expect(script.last.contains(.filled("a", .number(7))))
        script.say(.yesNo(false))
        script.after(.keyPressed, .answer(Answer(.value(.number(7)), mode: .keys)))
        #expect(script.last.contains(.filled("a", .number(7))))
    }

    @Test func `what was read back and is heard again gives way to the next reading, which is doubted`() {
        let first = Ask(
            slot: "a", type: .number(ValueLimits()), prompts: ["ask"], confirm: .whenUnsure,
            confirmPrompt: "confirm", when: ["next": .step("check")])
        var script = readBack(of: first)
        script.after(.answered)
        script.say(.number(1))
        guard
            case .listen(let request)? = script.last.first(where: {
                if case .listen = $0 { true } else { false }
            })
        else {
            Issue.record("nothing is listened for")
            return
        }
        #expect(request.rejected == [.number(1)])
        script.after(.answer(Answer(.ambiguous([.number(1), .number(7), .number(9)]))))
        #expect(script.said == ["confirm"])
        #expect(script.playback?.prompts.first?.values["a"] == .number(7))
        script.say(.yesNo(false))
        #expect(script.playback?.prompts.first?.values["a"] == .number(9))
    }

    @Test func `a question that confirms nothing takes the next reading, for a read-back follows`() {
        var script = readBack(of: number("a", next: "check"))
        script.after(.answered)
        script.say(.number(1))
        script.say(.yesNo(false))
        script.after(.answer(Answer(.ambiguous([.number(1), .number(7), .number(9)]))))
        #expect(script.last.contains(.filled("a", .number(7))))
        #expect(script.said == ["read"])
    }

    /// A question whose value is read back at `check`; a no leads back to it.
    private func readBack(of question: Ask, _ defaults: Defaults = Defaults()) -> MachineScript {
        let steps = [
            Step(id: "first", kind: .ask(question)),
            Step(
                id: "check",
                kind: .ask(
                    Ask(
                        slot: nil, type: .yesNo, prompts: ["read"], confirms: ["a"],
                        when: ["said_yes": .step("end"), "said_no": .step("first")]))),
            Step(id: "end", kind: .end(.disposition(.transferred))),
        ]
        return MachineScript(
            FlowProgram(root: Flow(name: "f", defaults: defaults, start: "first", steps: steps)))
    }

    private func number(_ slot: FieldName, next: StepID) -> Ask {
        Ask(slot: slot, type: .number(ValueLimits()), prompts: ["ask"], when: ["next": .step(next)])
    }
}
