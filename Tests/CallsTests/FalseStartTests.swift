import Audio
import Calls
import Dialog
import TestSupport
import Testing

/// A sound over a prompt that comes to nothing: the prompt goes on where it stopped.
@Suite struct FalseStartTests {
    /// A question of three seconds, then the end; the caller hears nothing before it.
    private func call(_ bargeIn: BargeIn = .speech) -> SampleCall {
        var call = SampleCall()
        call.flow = Flow(
            name: "asks", defaults: SampleFlow.retriesToAgent, universals: SampleFlow.universals,
            start: "question",
            steps: [
                SampleFlow.step(
                    "question",
                    .ask(
                        Ask(
                            slot: nil, type: .yesNo, prompts: ["identity", "ask_due"], bargeIn: bargeIn,
                            when: ["said_yes": .step("done"), "said_no": .step("gone")]))),
                SampleFlow.step("dispute", .end(.disposition(.dispute))),
            ] + SampleFlow.endings)
        let words = PromptPart.text(String(repeating: "Some words. ", count: 50))
        call.catalogue.languages["en-US"]?.texts["identity"] = PromptText(
            variants: [[PromptSegment(parts: [words])]], position: .unknown)
        call.synthesizer = FakeSynthesizer(countsFrames: true)
        return call
    }

    private static let length = 150

    /// Noise that no recogniser knows.
    private func burst(_ frames: Int, at tick: Int) -> [Int: LegInput] {
        var random = SeededGenerator(seed: UInt64(tick))
        var inputs: [Int: LegInput] = [:]
        for frame in 0..<frames {
            let samples = (0..<AudioFrame.length).map { _ in Int16.random(in: -2_000...2_000, using: &random)
            }
            inputs[tick + frame] = LegInput(frame: AudioFrame(samples))
        }
        return inputs
    }

    private func run(_ call: SampleCall, _ inputs: [Int: LegInput]...) throws -> SampleCall.Result {
        var leg = TimedLeg(inputs.reduce(into: [:]) { $0.merge($1) { first, _ in first } }, hangsUpAt: 900)
        return try call.run(&leg)
    }

    /// The numbers of the frames of the first prompt in the order they were sent.
    private func heard(_ result: SampleCall.Result) -> [Int] {
        let frames = result.ticks.map { Int($0.ours.samples[0]) }
        guard let end = frames.firstIndex(of: Self.length) else { return frames.filter { $0 > 0 } }
        return frames[...end].filter { $0 > 0 }
    }

    private func time(of kind: String, in result: SampleCall.Result) throws -> Int {
        try #require(result.journal.contents.lines.first { $0.kind == kind }).mediaMilliseconds
    }

    @Test(arguments: 5...9) func `the prompt goes on from a little before where it stopped`(frames: Int)
        throws
    {
        let result = try run(call(), burst(frames, at: 60))
        let heard = heard(result)
        #expect(Set(heard) == Set(1...Self.length))
        // One step back, of 300 to 700 ms.
        let places = zip(heard, heard.dropFirst()).filter { $1 != $0 + 1 }
        #expect(places.count == 1)
        #expect(places.allSatisfy { (15...35).contains($0.0 + 1 - $0.1) })
        #expect(result.kinds.count { $0 == "false_start" } == 1)
        #expect(result.kinds.count { $0 == "resume_playback" } == 1)
        #expect(!result.kinds.contains("no_match"))
    }

    @Test func `it is no try and no turn, and silence counts from the prompt's end`() throws {
        let result = try run(call(), burst(6, at: 60))
        let lines = result.journal.contents.lines
        let finished = try time(of: "playback_finished", in: result)
        let timer = try #require(lines.first { $0.kind == "start_timer" })
        #expect(timer.mediaMilliseconds == finished)
        #expect(try time(of: "timer_fired", in: result) == finished + 5_000)
        #expect(result.outcome.turns.first?.input == .silence)
        #expect(!result.outcome.transcript.contains { $0.text == "(not understood)" })
        // From the last sound a silence of 800 ms, in which it is decoded.
        #expect(try time(of: "false_start", in: result) == 66 * 20 + 800)
    }

    @Test func `a click doesn't stop the prompt`() throws {
        let result = try run(call(), burst(3, at: 60))
        #expect(heard(result) == Array(1...Self.length))
        #expect(!result.kinds.contains("speech_started"))
    }

    @Test func `a word answers as ever, however short`() throws {
        for frames in [8, 25] {
            let result = try run(call(), TimedLeg.speech(4, from: 60, frames: frames))
            #expect(result.outcome.disposition == .transferred)
            #expect(!result.kinds.contains("false_start"))
            #expect((heard(result).last ?? 0) < 80)
        }
    }

    @Test func `a short sound that is taken for a word in doubt is no word`() throws {
        var call = call()
        call.confidences = [0.95, 0.95, 0.95, 0.95, 0.6]
        let short = try run(call, TimedLeg.speech(4, from: 60, frames: 8))
        #expect(short.kinds.contains("resume_playback"))
        #expect(short.outcome.disposition == .hungUpBeforeVerification)
        let long = try run(call, TimedLeg.speech(4, from: 60, frames: 25))
        #expect(long.outcome.disposition == .transferred)
    }

    @Test func `words that no grammar takes are a try, as ever`() throws {
        let result = try run(call(), TimedLeg.speech(7, from: 60, frames: 25))
        #expect(!result.kinds.contains("false_start"))
        #expect(result.outcome.turns.first?.input == .speech)
        #expect(result.outcome.transcript.contains { $0.text == "(not understood)" })
        #expect(!heard(result).contains(Self.length))
    }

    @Test func `a noisy line still hears the prompt, and a word still cuts it`() throws {
        let noise = [40, 160, 230, 270].map { burst(6, at: $0) }
        let result = try run(call(), noise[0], noise[1], noise[2], noise[3])
        #expect(result.kinds.count { $0 == "stop_playback" } == DialogMachine.falseStartsLimit)
        #expect(Set(heard(result)) == Set(1...Self.length))
        #expect(result.outcome.turns.first?.input == .silence)
        let answered = try run(
            call(), noise[0], noise[1], TimedLeg.speech(4, from: 230, frames: 25))
        #expect(answered.outcome.disposition == .transferred)
        #expect(!heard(answered).contains(Self.length))
    }

    @Test func `speech that outlasts such a prompt is no silence`() throws {
        let noise = [40, 160].map { burst(6, at: $0) }
        let quiet = try run(call(), noise[0], noise[1])
        let end = try time(of: "playback_finished", in: quiet) / 20
        // Eight seconds of it, as loud and as soft by turns as speech.
        var words: [Int: LegInput] = [:]
        for start in stride(from: end - 10, to: end + 390, by: 20) {
            words.merge(TimedLeg.speech(4, from: start, frames: 15)) { first, _ in first }
        }
        let result = try run(call(), noise[0], noise[1], words)
        #expect(result.outcome.turns.map(\.input) == [.speech])
        #expect(result.outcome.disposition == .transferred)
    }

    @Test func `a notice plays on through any sound`() throws {
        let result = try run(call(.none), burst(9, at: 60))
        #expect(heard(result) == Array(1...Self.length))
        #expect(!result.kinds.contains("stop_playback"))
    }

    @Test func `what a prompt says is said once its end was heard`() throws {
        var call = call()
        call.catalogue.declarations["identity"] = PromptDeclaration(
            id: "identity", says: [.recordingNotice], about: .neutral, position: .unknown)
        let result = try run(call, burst(6, at: 60))
        let finished = try time(of: "playback_finished", in: result)
        #expect(result.ticks.first { $0.isAfterNotice }.map { $0.number * 20 } == finished)
        var leg = TimedLeg(burst(6, at: 60), hangsUpAt: 140)
        #expect(try call.run(&leg).ticks.allSatisfy { !$0.isAfterNotice })
    }

    @Test func `a prompt that was stopped before it began is said whole`() throws {
        var call = call()
        call.latencies.synthesis = .milliseconds(800)
        let result = try run(call, burst(7, at: 5))
        #expect(result.kinds.contains("resume_playback"))
        #expect(heard(result) == Array(1...Self.length))
    }

    @Test func `such a call is the same each time, and replays from its journal`() throws {
        let inputs = [
            burst(6, at: 40), burst(9, at: 170), burst(6, at: 300), TimedLeg.speech(4, from: 420, frames: 25),
        ]
        let call = call()
        let first = try run(call, inputs[0], inputs[1], inputs[2], inputs[3])
        let second = try run(call, inputs[0], inputs[1], inputs[2], inputs[3])
        #expect(first.outcome == second.outcome)
        let lines = first.journal.contents.lines
        #expect(lines == second.journal.contents.lines)
        #expect(first.ticks.map(\.ours) == second.ticks.map(\.ours))
        #expect(first.kinds.contains("resume_playback"))
        let replay = try JournalReplay(JournalText(lines: lines.map(\.json)), with: call.setup)
        #expect(replay.ending == .complete)
        #expect(replay.conversation.turns.map(\.input) == first.outcome.turns.map(\.input))
    }
}
