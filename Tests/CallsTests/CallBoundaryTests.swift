import Audio
import Calls
import Dialog
import TestSupport
import Testing

/// What happens at the seams: between steps, at the hang-up, around keys and secrets.
@Suite struct CallBoundaryTests {
    /// The tick at which the opening ends and the first question begins, by a call without a caller.
    private func endOfOpening() throws -> Int {
        var leg = TimedLeg([:], hangsUpAt: 1_500)
        let result = try SampleCall().run(&leg)
        let finished = try #require(result.journal.contents.lines.first { $0.kind == "playback_finished" })
        return finished.mediaMilliseconds / 20
    }

    @Test func `an opt-out is obeyed wherever it falls around the end of a prompt`() throws {
        let end = try endOfOpening()
        for offset in stride(from: -60, through: 20, by: 4) {
            var leg = TimedLeg(TimedLeg.speech(6, from: end + offset, frames: 20), hangsUpAt: end + 600)
            let result = try SampleCall().run(&leg)
            #expect(result.outcome.disposition == .doNotCall, "begun \(offset) frames from the end")
            #expect(result.journal.contents.closed.count == 1)
        }
    }

    @Test func `who says stop and hangs up at once is not called again`() throws {
        let end = try endOfOpening()
        for after in stride(from: 0, through: 30, by: 3) {
            let start = end + 100
            var leg = TimedLeg(TimedLeg.speech(6, from: start, frames: 20), hangsUpAt: start + 20 + after)
            let outcome = try SampleCall().run(&leg).outcome
            #expect(outcome.disposition == .doNotCall, "hung up \(after) frames after the last word")
        }
    }

    @Test func `last words that are no opt-out change nothing`() throws {
        let start = try endOfOpening() + 100
        var leg = TimedLeg(TimedLeg.speech(0, from: start, frames: 20), hangsUpAt: start + 21)
        let outcome = try SampleCall().run(&leg).outcome
        #expect(outcome.disposition == .hungUpBeforeVerification)
        #expect(outcome.end == .callerHungUp)
    }

    @Test func `a hash too many neither deafens nor stops the call`() throws {
        let outcome = try SampleCall(.keys("1#"), .says(1), .hangsUp).run().outcome
        #expect(outcome.turns.contains { $0.value == "pass" })
    }

    @Test func `a digit too many after a full entry is not an opt-out`() throws {
        let result = try SampleCall(.keys("1"), .keys("031519809"), .says(2), .hangsUp).run()
        #expect(result.outcome.disposition == .hungUpAfterVerification)
        #expect(result.journal.contents.commits.isEmpty)
    }

    @Test func `a key begun under a prompt that may not be cut is finished after it`() throws {
        let end = try endOfOpening()
        let keys = [end - 10: LegInput(keys: ["*"]), end + 30: LegInput(keys: ["9"])]
        var leg = TimedLeg(keys, hangsUpAt: end + 600)
        #expect(try SampleCall().run(&leg).outcome.disposition == .doNotCall)
    }

    @Test func `a doubtful command is asked again and a doubtful opt-out is obeyed`() throws {
        var doubtful = SampleCall(.says(10), .hangsUp)
        doubtful.confidences = Array(repeating: 0.95, count: 10) + [0.75]
        let command = try doubtful.run().outcome
        #expect(command.disposition == .hungUpBeforeVerification)
        #expect(command.transcript.contains { $0.text.contains("didn't get that") })
        var stop = SampleCall(.says(6))
        stop.confidences = Array(repeating: 0.75, count: 7)
        #expect(try stop.run().outcome.disposition == .doNotCall)
        var noise = SampleCall(.says(6), .hangsUp)
        noise.confidences = Array(repeating: 0.05, count: 7)
        #expect(try noise.run().outcome.disposition == .hungUpBeforeVerification)
    }

    @Test func `what is said before a question is no answer to it`() throws {
        let end = try endOfOpening()
        var leg = TimedLeg(TimedLeg.speech(0, from: end - 15, frames: 40), hangsUpAt: end + 400)
        let outcome = try SampleCall().run(&leg).outcome
        #expect(!outcome.turns.contains { $0.value == "speaking" })
    }

    @Test func `the caller's side stays withheld until the secret has died away`() throws {
        let tones = DTMFGenerator().samples(for: "03151980")
        let frames = stride(from: 0, to: tones.count, by: AudioFrame.length).map { start in
            let part = Array(tones[start..<min(start + AudioFrame.length, tones.count)])
            return AudioFrame(part + [Int16](repeating: 0, count: AudioFrame.length - part.count))
        }
        let begin = try endOfOpening() + 400
        var inputs = TimedLeg.speech(0, from: begin - 200, frames: 20)
        for (offset, frame) in frames.enumerated() { inputs[begin + offset] = LegInput(frame: frame) }
        var leg = TimedLeg(inputs, hangsUpAt: begin + 700)
        let result = try SampleCall().run(&leg)
        #expect(result.outcome.turns.contains { $0.value == "pass" && $0.input == .keys })
        let kept = result.ticks.filter { !$0.isSecret && $0.number >= begin }
        let detector = DTMFDetector()
        #expect(kept.flatMap { detector.process($0.caller) }.isEmpty)
    }

    @Test func `a short hello is answered within a second and a long one is a machine`() throws {
        var person = TimedLeg(TimedLeg.speech(7, from: 10, frames: 30), hangsUpAt: 400)
        let hello = try SampleCall().run(&person)
        let wait = try #require(hello.journal.contents.lines.first { $0.kind == "wait_ended" })
        #expect(wait.json.contains("person") && wait.mediaMilliseconds <= 800 + 1_000)
        // Speech dips; what never does is the noise of the line.
        var greeting = TimedLeg.speech(7, from: 10, frames: 300)
        for tick in greeting.keys where tick % 8 > 5 { greeting[tick] = LegInput(frame: .silence) }
        var machine = TimedLeg(greeting)
        #expect(try SampleCall().run(&machine).outcome.disposition == .notVerified)
    }

    @Test func `a noisy line is not heard as speech for ever`() throws {
        var noise = ComfortNoise(levelDBFS: -42, seed: 3)
        var inputs: [Int: LegInput] = [:]
        for tick in 0..<2_500 { inputs[tick] = LegInput(frame: AudioFrame(noise.samples(AudioFrame.length))) }
        var leg = TimedLeg(inputs, hangsUpAt: 2_500)
        let outcome = try SampleCall().run(&leg).outcome
        #expect(outcome.turns.contains { $0.input == .silence })
    }

    @Test func `a call whose time is up while the store writes keeps the promise`() throws {
        var call = SampleCall()
        call.acts = [.says(0), .says(1), .says(2), .says(3), .says(4)]
        let whole = try call.run()
        let commit = try #require(whole.journal.contents.lines.first { $0.kind == "commit" })
        call.longestCall = .milliseconds(commit.mediaMilliseconds)
        let outcome = try call.run().outcome
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.end == .failed)
        #expect(outcome.promise != nil)
        #expect(!outcome.promiseWasAnnounced)
    }
}
