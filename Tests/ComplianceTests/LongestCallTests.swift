import Compliance
import Counterproof
import Dialog
import Testing

/// How long a call can become, against calls that are played event by event.
struct LongestCallTests {
    private static let limits = CallLimits(
        answer: .seconds(20), greeting: .seconds(3), arrival: .seconds(10), tone: .seconds(4),
        transfer: .seconds(60), call: .seconds(900))

    private func longest(
        _ call: TestCall, _ caller: LongestCall.Caller = .worst, mostPositions: Int = 4_000_000
    ) -> LongestCall? {
        LongestCall(
            call.program, catalogue: call.catalogue, limits: Self.limits, caller: caller,
            mostPositions: mostPositions)
    }

    // MARK: One question

    private func question(_ change: (inout TestCall) -> Void = { _ in }) -> TestCall {
        var call = TestCall()
        call.steps = []
        call.start = "ask"
        call.universals = []
        call.defaults = Defaults(
            noInput: RetryPolicy(timeout: .seconds(4), tries: 3, prompts: [], then: .step("over")),
            noMatch: RetryPolicy(tries: 2, prompts: [], then: .step("over")))
        // Eight words, which take three seconds.
        call.prompt("words", "one two three four five six seven eight")
        call["ask"] = .ask(
            Ask(
                slot: nil, type: .yesNo, prompts: ["words"],
                when: ["said_yes": .step("over"), "said_no": .step("over")]))
        call["over"] = .end(.disposition(.noResponse))
        change(&call)
        return call
    }

    @Test func `a question is put as often as its tries allow together`() throws {
        let longest = try #require(self.longest(question()))
        // Once; twice more after a silence; once more after an answer that doesn't fit.
        #expect(longest.turns == 4)
        // Two times 3 s and a silence of 4 s, two times 3 s, 4 s and an answer of 20 s.
        #expect(longest.time == .seconds(2 * 7 + 2 * 27))
        #expect(longest.certainty == .exact)
        #expect(longest.way.map(\.turns) == [4, 0])
        let plain = try #require(self.longest(question(), .plain))
        #expect(plain.turns == 1)
        #expect(plain.time == .seconds(8))
    }

    @Test func `commands after which the question is put again count as often as they may be used`() throws {
        let call = question {
            $0.universals = [
                Universal(name: "repeat", action: .replay, max: 3),
                Universal(name: "help", action: .say("words")),
                Universal(name: "agent", action: .goto("over")),
            ]
        }
        #expect(longest(call)?.turns == 4 + 3 + 2)
    }

    @Test func `a value is offered three times, and the question put again in between`() {
        let call = question {
            $0["ask"] = .ask(
                Ask(
                    slot: "amount", type: .money(ValueLimits()), prompts: ["words"], confirm: .always,
                    confirmPrompt: "words", when: ["next": .step("over")]))
        }
        #expect(longest(call)?.turns == 4 + 5)
        #expect(longest(call, .plain)?.turns == 2)
    }

    @Test func `a doubtful opt-out adds two questions, twice`() {
        let call = question {
            $0.universals = [Universal(name: "stop_calling", action: .goto("over"), confirm: "words")]
        }
        #expect(longest(call)?.turns == 4 + 4)
    }

    // MARK: Loops

    private func loop(visits: Int?) -> TestCall {
        question {
            $0["ask"] = .ask(
                Ask(
                    slot: nil, type: .yesNo, prompts: ["words"],
                    when: ["said_yes": .step("again"), "said_no": .step("again")]))
            $0["again"] = .say("words", bargeIn: .none, to: "ask")
            if let visits { $0.bound("again", max: visits, then: "over") }
        }
    }

    @Test func `a loop counts as often as its visits allow, and its way as often`() throws {
        let longest = try #require(self.longest(loop(visits: 2)))
        #expect(longest.turns == 3 * 4)
        #expect(longest.way.reduce(0) { $0 + $1.turns } == 12)
    }

    @Test func `a loop without a bound has no longest call, and is an error`() {
        #expect(longest(loop(visits: nil)) == nil)
        #expect(loop(visits: nil).rules().contains("B1"))
    }

    @Test func `where there are too many positions to walk, the figure is a bound and says so`() throws {
        let bound = try #require(self.longest(loop(visits: 2), mostPositions: 1))
        #expect(bound.certainty == .bound)
        #expect(bound.turns >= 12)
        #expect(bound.way.isEmpty)
    }

    @Test func `one fault is survived, and two corrections of a read-back`() {
        let faulty = question { $0.fault = .step("ask") }
        #expect(longest(faulty)?.turns == 2 * 4)
        let corrected = question {
            $0["ask"] = .money("amount", to: "read")
            $0.prompt("read", "{amount}?", says: [.readBack])
            $0["read"] = .yesNo("read", confirms: ["amount"], yes: "over", no: "over")
        }
        #expect(longest(corrected)?.turns == 3 * 8)
    }

    @Test func `a sub-flow counts with its own longest way`() throws {
        let call = question {
            $0["ask"] = .run(Run(flow: "sub", when: ["done": .step("over")]))
            $0.subFlow(
                "sub", outcomes: ["done"], start: "one",
                [
                    "one": .ask(
                        Ask(
                            slot: nil, type: .yesNo, prompts: ["words"],
                            when: ["said_yes": .step("two"), "said_no": .outcome("done")])),
                    "two": .ask(
                        Ask(
                            slot: nil, type: .yesNo, prompts: ["words"],
                            when: ["said_yes": .outcome("done"), "said_no": .outcome("done")])),
                ])
        }
        let longest = try #require(self.longest(call))
        #expect(longest.turns == 8)
    }

    // MARK: Against every call

    /// Without sub-flows, secrets and a doubtful opt-out nothing is counted that no call can do.
    private func isCountedExactly(_ call: TestCall) -> Bool {
        call.steps.allSatisfy { step in
            switch step.kind {
            case .check, .run: false
            case .say, .ask, .decide, .commit, .transfer, .wait, .end, .return: true
            }
        }
    }

    /// A random flow each step of which has a bound.
    private func bounded(_ seed: UInt64) -> TestCall {
        var maker = RandomFlow(seed: seed, namesCorrections: true)
        var call = maker.make()
        call["over"] = .end(.disposition(.noResponse))
        for (number, step) in call.steps.enumerated() where step.id != "over" {
            call.bound(step.id, max: 1 + (number + Int(seed)) % 2, then: "over")
        }
        call.subFlows = call.subFlows.mapValues { flow in
            flow.with(
                steps: flow.steps.map { step in
                    Step(
                        id: step.id, kind: step.kind, visits: VisitLimit(max: 1, then: .outcome("a")),
                        position: step.position)
                })
        }
        return call
    }

    @Test func `no call of a random flow has more turns, and where nothing is added one has as many`() throws
    {
        var compared = 0
        var exact = 0
        for seed in UInt64(0)..<60 {
            let call = bounded(seed)
            let longest = try #require(self.longest(call), "seed \(seed)")
            guard let most = TurnWalk(call.program, catalogue: call.catalogue, limit: 4_000).turns else {
                continue
            }
            compared += 1
            #expect(longest.turns >= most, "seed \(seed)")
            guard isCountedExactly(call) else { continue }
            exact += 1
            #expect(longest.turns == most, "seed \(seed)")
        }
        #expect(compared >= 12, "\(compared) flows were compared")
        #expect(exact >= 3, "\(exact) flows were compared exactly")
    }
}
