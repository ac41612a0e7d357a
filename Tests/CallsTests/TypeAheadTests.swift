import Audio
import Calls
import Dialog
import TestSupport
import Testing

@Suite struct `Type-ahead` {
    /// Asks for two numbers after a statement that may be cut or not, then reads them back.
    private func call(statement: BargeIn = .speech, secret: Bool = false, reading: Bool = false) -> SampleCall
    {
        func number(_ slot: FieldName, next: StepID, secret: Bool = false) -> Ask {
            Ask(
                slot: slot, type: .digits(4...4), prompts: ["ask_due"], isSecret: secret,
                when: ["next": .step(next)])
        }
        let steps = [
            SampleFlow.step(
                "statement", .say(Say(prompts: ["identity"], bargeIn: statement, then: .goto(.step("first"))))
            ),
            SampleFlow.step("first", .ask(number("first", next: "between", secret: secret))),
            SampleFlow.step("between", .say(Say(prompts: ["help"], then: .goto(.step("second"))))),
            SampleFlow.step("second", .ask(number("second", next: reading ? "read" : "done"))),
            SampleFlow.step(
                "read",
                .ask(
                    Ask(
                        slot: nil, type: .yesNo, prompts: ["help"], confirms: ["second"],
                        when: ["said_yes": .step("done"), "said_no": .step("gone")]))),
        ]
        var call = SampleCall()
        call.flow = Flow(
            name: "ahead", defaults: SampleFlow.retriesToAgent,
            universals: [Universal(name: .stopCalling, action: .goto("cease"), keys: "*9")],
            start: "statement",
            steps: steps + SampleFlow.endings)
        call.longestCall = .seconds(60)
        // Two seconds each.
        for prompt in ["identity", "help"] as [PromptID] {
            let words = PromptPart.text(String(repeating: "Some words. ", count: 34))
            call.catalogue.languages["en-US"]?.texts[prompt] = PromptText(
                variants: [[PromptSegment(parts: [words])]], position: .unknown)
        }
        return call
    }

    /// Presses one key each 60 ms from a tick on; a space waits for 1.2 s.
    private func keys(_ keys: String, from tick: Int) -> [Int: LegInput] {
        var inputs: [Int: LegInput] = [:]
        var at = tick
        for key in keys {
            if key == " " { at += 60 } else { inputs[at] = LegInput(keys: [key]); at += 3 }
        }
        return inputs
    }

    private func run(_ call: SampleCall, _ inputs: [Int: LegInput]) throws -> SampleCall.Result {
        var leg = TimedLeg(inputs, hangsUpAt: 1_500)
        return try call.run(&leg)
    }

    private func answers(_ result: SampleCall.Result) -> [String?] {
        result.outcome.turns.filter { $0.input == .keys }.map(\.value)
    }

    @Test func `keys that are pressed during a statement answer the question after it`() throws {
        let result = try run(call(), keys("4821", from: 10))
        #expect(answers(result).first == "4821")
        // The question itself is cut before it is said.
        let asked = result.journal.contents.lines.first { $0.json.contains("\"step\":\"first\"") }
        let answered = result.journal.contents.lines.first { $0.kind == "answer" }
        #expect((answered?.mediaMilliseconds ?? 0) - (asked?.mediaMilliseconds ?? 0) <= 40)
    }

    @Test func `two answers can be typed ahead`() throws {
        let result = try run(call(), keys("4821#1234", from: 10))
        #expect(answers(result) == ["4821", "1234"])
        #expect(result.outcome.disposition == .transferred)
    }

    @Test func `keys during a prompt that nothing may cut are dropped, the opt-out is not`() throws {
        #expect(answers(try run(call(statement: .none), keys("4821", from: 10))).isEmpty)
        let stopped = try run(call(statement: .none), keys("*9", from: 10))
        #expect(stopped.outcome.disposition == .doNotCall)
    }

    @Test func `a command that is typed during a statement is obeyed there`() throws {
        let result = try run(call(), keys("*9", from: 10))
        #expect(result.outcome.disposition == .doNotCall)
    }

    @Test func `nothing typed ahead answers a secret question, or is kept from one`() throws {
        let result = try run(call(secret: true), keys("4821", from: 10))
        #expect(answers(result).isEmpty)
        // The answer to the secret is there in time, what follows it at once belongs to it.
        let after = try run(call(secret: true), keys("4821 99991234", from: 150))
        #expect(
            !after.journal.contents.lines.contains { $0.json.contains("4821") || $0.json.contains("1234") })
    }

    @Test func `a read-back is heard before it can be answered`() throws {
        let result = try run(call(reading: true), keys("4821#1234#1", from: 10))
        #expect(answers(result).prefix(2) == ["4821", "1234"])
        #expect(result.outcome.disposition != .transferred)
    }

    @Test func `keys that mean nothing to the question drop what follows them`() throws {
        let result = try run(call(), keys("48*1#1234", from: 10))
        #expect(answers(result) == [nil])
    }

    @Test func `no more keys wait than the buffer holds`() throws {
        let result = try run(call(), keys(String(repeating: "4", count: 90), from: 2))
        #expect(answers(result).allSatisfy { $0 == "4444" || $0 == nil })
        #expect(result.outcome.turns.count < 12)
    }

    @Test func `words said during a statement are no answer to the question after it`() throws {
        var inputs = TimedLeg.speech(4, from: 20, frames: 20)
        inputs.merge(keys("4821", from: 200)) { first, _ in first }
        let result = try run(call(), inputs)
        #expect(result.outcome.turns.first?.input == .keys)
    }
}
