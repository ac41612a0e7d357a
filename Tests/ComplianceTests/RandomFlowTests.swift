import Compliance
import Dialog
import Scenarios
import Testing

/// Makes small flows, most of them wrong, that follow from a seed.
struct RandomFlow {
    private var random: SeededGenerator
    private var call = TestCall()

    /// Whether read-backs name the question to which a correction leads.
    private let namesCorrections: Bool

    init(seed: UInt64, namesCorrections: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.namesCorrections = namesCorrections
    }

    mutating func make() -> TestCall {
        let rootSteps = (0..<Int.random(in: 4...8, using: &random)).map { StepID("r\($0)") }
        call.steps = []
        call.prompts = [:]
        call.start = "r0"
        for id in ["debt_a", "debt_b", "notice", "plain", "read"] as [PromptID] {
            call.prompt(id, id == "debt_b" ? "You owe." : "Words.", about: id == "debt_a" ? .debt : .neutral)
        }
        call.prompt("amount", "How much?")
        call.prompt("notice", "Words.", says: [.legalNotice])
        call.prompt("read", "{amount}?", says: [.readBack])
        call.universals = [
            Universal(name: "stop_calling", action: .goto(pick(rootSteps))),
            Universal(
                name: "agent", action: .goto(pick(rootSteps)), requiresVerification: .random(using: &random)),
            Universal(name: "repeat", action: .replay, max: 2),
            Universal(name: "language", action: .goto(pick(rootSteps)), language: .other),
        ]
        call.defaults = Defaults(
            noInput: RetryPolicy(then: .step(pick(rootSteps))),
            noMatch: RetryPolicy(then: .step(pick(rootSteps))))
        for step in rootSteps {
            call[step] = kind(in: "call", rootSteps, outcomes: [], secrets: ["birth_date", "id_last4"])
            if Int.random(in: 0..<5, using: &random) == 0 { call.bound(step, max: 2, then: pick(rootSteps)) }
        }
        // Each flow has the slot, whether a path leads to its question or not.
        call["amount"] = .money("amount", to: "r0")
        let subSteps = (0..<Int.random(in: 1...4, using: &random)).map { StepID("s\($0)") }
        let kinds = subSteps.map { step in
            Step(
                id: step,
                kind: kind(in: "sub", subSteps, outcomes: ["a", "b"], secrets: ["item", "birth_date"]))
        }
        call.subFlows["sub"] = Flow(
            name: "sub", fields: [DataField(name: "item", type: .date, isSecret: true)],
            outcomes: ["a", "b"],
            start: "s0", steps: kinds + [Step(id: "amount", kind: .money("amount", to: "s0"))])
        return call
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func target(_ steps: [StepID], _ outcomes: [OutcomeName]) -> Target {
        outcomes.isEmpty || Int.random(in: 0..<3, using: &random) > 0
            ? .step(pick(steps)) : .outcome(pick(outcomes))
    }

    private mutating func ways(_ names: [OutcomeName], _ steps: [StepID], _ outcomes: [OutcomeName])
        -> [OutcomeName: Target]
    {
        var ways: [OutcomeName: Target] = [:]
        for name in names { ways[name] = target(steps, outcomes) }
        return ways
    }

    private mutating func kind(
        in flow: FlowName, _ steps: [StepID], outcomes: [OutcomeName], secrets: [FieldName]
    ) -> StepKind {
        let prompt = pick(["plain", "plain", "plain", "debt_a", "debt_b", "notice"] as [PromptID])
        switch Int.random(in: 0..<13, using: &random) {
        case 0, 1:
            return .say(Say(prompts: [prompt], bargeIn: .none, then: .goto(target(steps, outcomes))))
        case 2, 3:
            return .ask(
                Ask(
                    slot: "party", type: .choice("party"), prompts: [prompt],
                    identifies: pick(["speaking", nil]),
                    when: ways(["speaking", "absent"], steps, outcomes)))
        case 4, 5, 6:
            return .check(
                Check(
                    against: pick(secrets), type: .date, prompts: ["plain"],
                    when: ways(["pass", "fail", "unsure", "locked", "refused"], steps, outcomes)))
        case 7:
            return .ask(
                Ask(
                    slot: "amount", type: .money(ValueLimits()), prompts: ["plain"],
                    when: ways(["next"], steps, outcomes)))
        case 8:
            return .ask(
                Ask(
                    slot: nil, type: .yesNo, prompts: ["read"], confirms: ["amount"],
                    corrects: namesCorrections ? ["amount": "amount"] : [:],
                    when: ways(["said_yes", "said_no"], steps, outcomes)))
        case 9:
            let content = Commit.Content.promise(
                .full, amount: .field("amount"), due: .field("today"), instalments: 1, intervalDays: 0)
            return .commit(
                Commit(
                    content: content, requires: pick([nil, .l1, .l2]),
                    when: ways(["done", "failed", "duplicate"], steps, outcomes)))
        case 10 where flow == "call":
            let with: [FieldName: Operand] = ["item": .field(pick(["birth_date", "id_last4"]))]
            return .run(Run(flow: "sub", with: with, when: ways(["a", "b"], steps, outcomes)))
        case 10:
            return .return(pick(outcomes))
        case 11:
            return .decide(
                .field(.verifiedLevel), .atLeast(.literal(.level(pick([.l0, .l1, .l2])))),
                then: target(steps, outcomes), else: target(steps, outcomes))
        default:
            return pick([
                .end(.committed), .end(.disposition(.error)),
                .wait(
                    Wait(
                        purpose: .person, timeout: .seconds(4),
                        when: ways(["person", "silence"], steps, outcomes))),
                .transfer(
                    Transfer(
                        destination: "agent",
                        when: ways(["connected", "busy", "no_answer", "closed", "failed"], steps, outcomes))),
            ])
        }
    }
}

/// The prover against a walk of every path, in both directions.
struct RandomFlowTests {
    private static let flows: UInt64 = 200

    private func trial(_ seed: UInt64, namesCorrections: Bool = false) throws -> ProofTrial {
        var maker = RandomFlow(seed: seed, namesCorrections: namesCorrections)
        let call = maker.make()
        let date = try #require(call.date)
        return ProofTrial(call.program, catalogue: call.catalogue, policies: call.policies, on: date)
    }

    @Test func `the prover says of random flows what a walk of every path says`() throws {
        var violated: [String: Int] = [:]
        for seed in 0..<Self.flows {
            let trial = try trial(seed)
            #expect(trial.disagreements == [], "seed \(seed)")
            #expect(trial.cautious == [], "seed \(seed)")
            if seed % 4 == 0 {
                let named = try self.trial(seed, namesCorrections: true)
                #expect(named.disagreements == [] && named.cautious == [], "seed \(seed), named")
            }
            #expect(trial.outcome == .violating || trial.outcome == .clean, "seed \(seed)")
            for check in trial.violated { violated[check, default: 0] += 1 }
        }
        let tried = [
            "legal_notice_before_debt", "verified_before_debt", "confirmed_promise", "assigned_before_use",
            "one_disposition", "verified_commit", "opt_out_obeyed",
        ]
        for check in tried {
            let count = violated[check, default: 0]
            #expect(count > 10 && count < Self.flows - 10, "\(check) is hardly tried: \(count)")
        }
    }
}
