import Dialog
import Testing

@Suite struct `Numbers and times` {
    private static func script(_ ask: Ask) -> MachineScript {
        let steps = [
            Step(id: "question", kind: .ask(ask)), Step(id: "done", kind: .end(.disposition(.transferred))),
            Step(id: "gone", kind: .end(.disposition(.notVerified))),
        ]
        let defaults = Defaults(
            noInput: RetryPolicy(then: .step("gone")),
            noMatch: RetryPolicy(prompts: ["unclear"], then: .step("gone")))
        var script = MachineScript(
            FlowProgram(root: Flow(name: "f", defaults: defaults, start: "question", steps: steps)))
        script.after(.answered)
        script.heardOut()
        return script
    }

    private func number(_ limits: ValueLimits) -> MachineScript {
        Self.script(
            Ask(
                slot: "count", type: .number(limits), prompts: ["ask"], outOfRange: "not_so_many",
                when: ["next": .step("done")]))
    }

    private func time(_ limits: ValueLimits, _ confirm: ConfirmMode = .whenUnsure) -> MachineScript {
        Self.script(
            Ask(
                slot: "at", type: .time(limits), prompts: ["ask"], confirm: confirm,
                confirmPrompt: "confirm_at",
                outOfRange: "closed_then", when: ["next": .step("done")]))
    }

    private func at(_ hour: Int, _ minute: Int = 0) -> Value {
        guard let time = LocalTime(hour: hour, minute: minute) else { preconditionFailure("no such time") }
        return .time(time)
    }

    private let office = ValueLimits(
        min: LocalTime(hour: 9, minute: 0).map { .literal(.time($0)) },
        max: LocalTime(hour: 17, minute: 0).map { .literal(.time($0)) })

    @Test(arguments: [(1, false), (2, true), (6, true), (7, false), (-3, false)])
    func `a number outside its limits is told apart from one that is not understood`(
        number: Int, isTaken: Bool
    ) {
        var script = self.number(ValueLimits(min: .literal(.number(2)), max: .literal(.number(6))))
        script.say(.number(number))
        #expect(script.last.contains(.filled("count", .number(number))) == isTaken)
        if !isTaken { #expect(script.said == ["not_so_many", "ask"]) }
    }

    @Test func `a number without limits is none below zero`() {
        var script = number(ValueLimits())
        script.say(.number(-1))
        #expect(script.said == ["not_so_many", "ask"])
        script.say(.number(0))
        #expect(script.last.contains(.filled("count", .number(0))))
    }

    @Test func `a value of another type is not understood`() {
        var script = number(ValueLimits())
        script.say(at(9))
        #expect(!script.last.contains { if case .filled = $0 { true } else { false } })
    }

    @Test func `a doubtful time is asked back, the likelier first, then the other`() {
        var script = time(ValueLimits())
        script.after(.answer(Answer(.ambiguous([at(9, 30), at(21, 30)]))))
        #expect(script.said == ["confirm_at"])
        #expect(script.playback?.prompts.first?.values["at"] == at(9, 30))
        script.say(.yesNo(false))
        #expect(script.playback?.prompts.first?.values["at"] == at(21, 30))
        script.say(.yesNo(true))
        #expect(script.last.contains(.filled("at", at(21, 30))))
    }

    @Test func `limits decide between morning and evening, and nothing is asked back`() {
        var script = time(office, .never)
        script.after(.answer(Answer(.ambiguous([at(9, 30), at(21, 30)]))))
        #expect(script.last.contains(.filled("at", at(9, 30))))
    }

    @Test func `a time outside its limits is told so, both ends being inside`() {
        for (time, isTaken) in [(at(8, 59), false), (at(9), true), (at(17), true), (at(17, 1), false)] {
            var script = self.time(office)
            script.say(time)
            #expect(script.last.contains(.filled("at", time)) == isTaken)
            if !isTaken { #expect(script.said == ["closed_then", "ask"]) }
        }
        var script = time(office)
        script.after(.answer(Answer(.ambiguous([at(18), at(6)]))))
        #expect(script.said == ["closed_then", "ask"])
    }

    @Test func `times are ordered, read and written as a clock shows them`() {
        #expect(LocalTime(text: "09:30")?.description == "09:30")
        #expect(LocalTime(text: "00:00")?.minutes == 0)
        for text in ["9:30", "24:00", "12:60", "12:3", "12:30:00", "ab:cd", "", ":", "-1:30"] {
            #expect(LocalTime(text: text) == nil, "\(text)")
        }
        #expect(LocalTime(hour: 9, minute: 30)?.halfADayAway == LocalTime(hour: 21, minute: 30))
        #expect(LocalTime(hour: 21, minute: 30)?.halfADayAway == LocalTime(hour: 9, minute: 30))
    }

    @Test func `a flow decides by times and numbers`() {
        for (hour, expected) in [(8, Disposition.notVerified), (13, .transferred)] {
            let noon = LocalTime(hour: 12, minute: 0).map { Operand.literal(.time($0)) }
            let steps = [
                Step(
                    id: "decide",
                    kind: .decide(
                        Decide(
                            cases: noon.map {
                                [
                                    DecideCase(
                                        value: .field("at"), comparison: .atLeast($0), goto: .step("late"))
                                ]
                            } ?? [], otherwise: .step("early")))),
                Step(id: "late", kind: .end(.disposition(.transferred))),
                Step(id: "early", kind: .end(.disposition(.notVerified))),
            ]
            var machine = DialogMachine(
                program: FlowProgram(root: Flow(name: "f", start: "decide", steps: steps)),
                facts: CallFacts(values: ["at": at(hour)], today: MachineScript.today, currency: .usd))
            #expect(machine.handle(.answered).last == .end(.weHungUp, expected))
        }
    }
}
