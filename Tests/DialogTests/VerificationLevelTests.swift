import Dialog
import TestSupport
import Testing

/// What a call may do at which level of verification.
struct VerificationLevelTests {
    private static let everyone: [OutcomeName: Target] = [
        "pass": .step("levels"), "fail": .step("levels"), "unsure": .step("levels"),
        "locked": .step("levels"),
        "refused": .step("levels"),
    ]

    /// Party, then as many checks as are passed, then a settlement of 100.00 today.
    private static func program(_ requires: VerificationLevel?, kind: PromiseKind = .settlement)
        -> FlowProgram
    {
        func check(_ secret: FieldName) -> StepKind {
            .check(Check(against: secret, type: .date, prompts: ["ask_birth"], tries: 1, when: everyone))
        }
        let content = Commit.Content.promise(
            kind, amount: .amount(minorUnits: 10_000), due: .field("today"), instalments: 1, intervalDays: 0)
        let cases = [
            DecideCase(
                value: .field(.verifiedLevel), comparison: .atLeast(.literal(.level(.l2))),
                goto: .step("save")),
            DecideCase(
                value: .visits("levels"), comparison: .atLeast(.literal(.number(3))), goto: .step("save")),
            DecideCase(
                value: .field(.verifiedLevel), comparison: .atLeast(.literal(.level(.l1))),
                goto: .step("second")),
            DecideCase(value: .field(.verifiedLevel), comparison: .isUnset, goto: .step("gone")),
        ]
        let steps: [(StepID, StepKind)] = [
            (
                "party",
                .ask(
                    Ask(
                        slot: "party", type: .choice("party_answers"), prompts: ["ask_party"],
                        identifies: "speaking", when: ["speaking": .step("first"), "absent": .step("gone")]))
            ),
            ("first", check("birth_date")), ("second", check("id_last4")),
            ("levels", .decide(Decide(cases: cases, otherwise: .step("save")))),
            ("save", .commit(Commit(content: content, requires: requires, when: SampleFlow.all("gone")))),
            ("gone", .end(.disposition(.error))),
        ]
        return FlowProgram(
            root: Flow(
                name: "levels",
                fields: [
                    DataField(name: "birth_date", type: .date, isSecret: true),
                    DataField(name: "id_last4", type: .digits, isSecret: true, length: 4),
                ],
                defaults: SampleFlow.retriesToAgent, start: "party",
                steps: steps.map { SampleFlow.step($0.0, $0.1) }))
    }

    private static func script(_ program: FlowProgram, _ verdicts: Verdict...) -> MachineScript {
        var script = MachineScript(program)
        script.after(.answered)
        script.heardOut()
        script.say(.choice("speaking"))
        for verdict in verdicts {
            script.heardOut()
            script.after(.speechStarted, .verdict(verdict, .speech))
        }
        return script
    }

    @Test func `two secrets are L2, and a settlement is stored`() {
        let script = Self.script(Self.program(nil), .pass, .pass)
        #expect(script.entered == ["levels", "save"])
        #expect(script.last.contains { if case .commit = $0 { true } else { false } })
    }

    @Test func `one secret is L1, and a settlement fails without a word to the store`() {
        let script = Self.script(Self.program(nil), .pass, .fail, .fail)
        #expect(script.entered.contains("save"))
        #expect(!script.all.contains { if case .commit = $0 { true } else { false } })
        #expect(script.last.contains(.left("save", "failed")))
    }

    @Test func `a promise asks for no level but what the step requires`() {
        #expect(
            Self.script(Self.program(.l1, kind: .full), .fail).all.contains { effect in
                if case .commit = effect { true } else { false }
            } == false)
    }
}
