import Dialog
import TestSupport
import Testing

@Suite struct SubFlowTests {
    private static let inner = Flow(
        name: "inner",
        fields: [
            DataField(name: "level", type: .level),
            DataField(name: "secret", type: .digits, isSecret: true, length: 4),
        ],
        outcomes: ["good", "bad"], start: "decide",
        steps: [
            SampleFlow.step(
                "decide",
                .decide(
                    Decide(
                        cases: [
                            DecideCase(
                                value: .field("level"), comparison: .equals(.literal(.level(.l2))),
                                goto: .outcome("bad"))
                        ],
                        otherwise: .step("check")))),
            SampleFlow.step(
                "check",
                .check(
                    Check(
                        against: "secret", type: .digits(4), prompts: ["ask_digits"],
                        when: [
                            "pass": .outcome("good"), "fail": .outcome("bad"), "unsure": .outcome("bad"),
                            "locked": .outcome("bad"), "refused": .outcome("bad"),
                        ]))),
        ])

    private static func program(_ level: VerificationLevel) -> FlowProgram {
        let root = Flow(
            name: "outer",
            fields: [DataField(name: "id_last4", type: .digits, isSecret: true, length: 4)],
            defaults: SampleFlow.retriesToAgent,
            universals: [Universal(name: "agent", action: .goto("to_agent"))], start: "identity",
            steps: [
                SampleFlow.step(
                    "identity",
                    .run(
                        Run(
                            flow: "inner",
                            with: ["level": .literal(.level(level)), "secret": .field("id_last4")],
                            when: ["good": .step("fine"), "bad": .step("poor")]))),
                SampleFlow.step("fine", .end(.disposition(.refused))),
                SampleFlow.step("poor", .end(.disposition(.notVerified))),
                SampleFlow.step("to_agent", .end(.disposition(.transferred))),
                SampleFlow.step("no_response", .end(.disposition(.noResponse))),
            ])
        return FlowProgram(root: root, subFlows: ["inner": inner])
    }

    @Test func `a sub-flow compares with the secret that its caller bound`() {
        var script = MachineScript(Self.program(.l1))
        script.after(.answered)
        let secrets = script.last.compactMap { effect -> FieldName? in
            if case .listen(let request) = effect, case .secret(let name, _) = request.purpose {
                name
            } else {
                nil
            }
        }
        #expect(secrets == ["id_last4"])
        script.after(.verdict(.pass, .speech))
        #expect(script.ends.map(\.1) == [.refused])
    }

    @Test func `an input decides`() {
        var script = MachineScript(Self.program(.l2))
        script.after(.answered)
        #expect(script.ends.map(\.1) == [.notVerified])
    }

    @Test func `retries of the root leave the sub-flow`() {
        var script = MachineScript(Self.program(.l1))
        script.after(.answered)
        for _ in 0..<3 {
            script.heardOut()
            script.after(.timerFired(.noInput))
        }
        #expect(script.entered == ["no_response"])
    }

    @Test func `a universal leaves the sub-flow`() {
        var script = MachineScript(Self.program(.l1))
        script.after(.answered)
        script.after(.answer(Answer(.universal("agent"))))
        #expect(script.ends.map(\.1) == [.transferred])
    }

    @Test func `a cycle that waits for nobody ends the call instead of hanging`() {
        let flow = Flow(
            name: "spin", start: "a",
            steps: [
                SampleFlow.step("a", .decide(Decide(cases: [], otherwise: .step("b")))),
                SampleFlow.step("b", .decide(Decide(cases: [], otherwise: .step("a")))),
            ])
        var script = MachineScript(FlowProgram(root: flow))
        script.after(.answered)
        #expect(script.ends.map(\.0) == [.failed])
    }
}
