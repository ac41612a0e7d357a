import Audio
import Calls
import Dialog
import TestSupport
import Testing

@Suite struct CallSessionTests {
    private static let wholeCall: [ScriptedLeg.Act] = [.says(0), .says(1), .says(2), .says(3), .says(4)]

    @Test func `a whole call ends in a durable promise that was announced after it was stored`() throws {
        var call = SampleCall()
        call.acts = Self.wholeCall
        let result = try call.run()
        #expect(result.outcome.disposition == .promiseToPay)
        #expect(result.outcome.end == .weHungUp)
        #expect(result.outcome.promiseReference == "420042")
        #expect(result.outcome.promiseWasAnnounced)
        #expect(result.outcome.promise?.readBack.contains("four hundred") == true)
        #expect(result.outcome.promise?.verificationLevel == .l1)
        #expect(result.journal.contents.announced == [result.outcome.id])
        let committed = try #require(result.kinds.firstIndex(of: "committed"))
        let confirmation = try #require(result.kinds[committed...].firstIndex(of: "play"))
        #expect(confirmation > committed)
    }

    @Test func `all that led to a promise is stored before the promise`() throws {
        var call = SampleCall()
        call.acts = Self.wholeCall
        let contents = try call.run().journal.contents
        let commitLine = try #require(contents.lines.firstIndex { $0.kind == "commit" })
        #expect(contents.linesAtCommit == [commitLine + 1])
        #expect(contents.lines.map(\.sequence) == Array(1...contents.lines.count))
    }

    @Test func `the same call twice is the same to the byte`() throws {
        var call = SampleCall()
        call.acts = Self.wholeCall
        let first = try call.run()
        let second = try call.run()
        #expect(first.outcome == second.outcome)
        #expect(first.journal.contents.lines == second.journal.contents.lines)
        #expect(first.sent == second.sent)
    }

    @Test func `a call that fails to store says so and promises nothing`() throws {
        var call = SampleCall(fault: .commitsFail)
        call.acts = Self.wholeCall
        let outcome = try call.run().outcome
        #expect(outcome.disposition == .error)
        #expect(outcome.promise == nil)
        #expect(!outcome.promiseWasAnnounced)
        #expect(outcome.transcript.contains { $0.text == "I could not save that." })
        #expect(outcome.troubles.count == 1)
    }

    @Test func `a journal that cannot be written is reported and the call goes on`() throws {
        let outcome = try SampleCall(.hangsUp, fault: .appendsFail).run().outcome
        #expect(outcome.disposition == .hungUpBeforeVerification)
        #expect(!outcome.troubles.isEmpty)
    }

    @Test func `the response gap is the silence that ends an answer, the decode beyond it and the synthesis`()
        throws
    {
        let outcome = try SampleCall(.says(0), .hangsUp).run().outcome
        let gap = try #require(outcome.turns.first?.gap)
        #expect(gap.endpointing == .milliseconds(300))
        #expect(gap.recognition == .zero)
        #expect(gap.synthesis == .milliseconds(40))
        #expect(gap.total == gap.endpointing + gap.recognition + gap.dialog + gap.synthesis)
    }

    @Test func `words and values of a secret answer are nowhere in journal, turns or transcript`() throws {
        let result = try SampleCall(.says(0), .says(1), .hangsUp).run()
        let everything =
            result.journal.contents.lines.map(\.json) + result.outcome.turns.map { "\($0)" }
            + result.outcome.transcript.map(\.text)
        for text in everything {
            #expect(!text.contains("1980") && !text.contains("eighty") && !text.contains("fifteenth"))
        }
        #expect(result.outcome.turns.contains { $0.value == "pass" })
    }

    @Test func `the caller's side is withheld exactly while a secret is asked for`() throws {
        let result = try SampleCall(.says(0), .says(1), .hangsUp).run()
        let secret = result.ticks.filter(\.isSecret)
        #expect(secret.contains { LevelMeter.rmsDBFS($0.caller.samples) > -30 })
        let loud = result.ticks.filter { LevelMeter.rmsDBFS($0.caller.samples) > -30 }
        #expect(loud.contains { !$0.isSecret })
        let first = try #require(secret.first?.number)
        let listen = try #require(
            result.journal.contents.lines.first { $0.kind == "listen" && $0.json.contains("\"secret\"") })
        #expect(first * 20 == listen.mediaMilliseconds)
    }

    @Test func `a low confidence never counts as a wrong identity answer`() throws {
        var call = SampleCall(.says(0), .says(3), .hangsUp)
        call.confidences = [0.95, 0.95, 0.95, 0.7]
        let outcome = try call.run().outcome
        #expect(!outcome.turns.contains { $0.value == "fail" })
    }

    @Test func `keys answer, and an opt-out by key is stored at once`() throws {
        let result = try SampleCall(.keys("1"), .keys("*9")).run()
        #expect(result.outcome.disposition == .doNotCall)
        #expect(result.journal.contents.commits.map(\.content) == [.stopCalling])
        #expect(result.outcome.turns.first?.input == .keys)
    }

    @Test func `an opt-out is heard while the notices play`() throws {
        let result = try SampleCall(.isSilent(frames: 230), .interrupts(6, frames: 40)).run()
        #expect(result.outcome.disposition == .doNotCall)
        #expect(result.outcome.duration < .seconds(12))
    }

    @Test func `silence throughout ends as no response after every attempt`() throws {
        let outcome = try SampleCall().run().outcome
        #expect(outcome.disposition == .noResponse)
        #expect(outcome.turns.map(\.input) == [.silence, .silence, .silence])
    }

    @Test func `what no grammar takes is not understood, never the nearest word`() throws {
        let outcome = try SampleCall(.says(7), .hangsUp).run().outcome
        #expect(outcome.turns.first?.value == nil)
        #expect(outcome.turns.first?.outcome == nil)
    }

    @Test func `a hang-up ends the call once, in the tick it came`() throws {
        let result = try SampleCall(.says(0), .hangsUp).run()
        #expect(result.kinds.filter { $0 == "end" }.count == 1)
        #expect(result.kinds.last == "end")
        #expect(result.journal.contents.closed.map(\.end) == [.callerHungUp])
    }

    @Test func `a broken recogniser or synthesiser ends the call as failed`() throws {
        var deaf = SampleCall(.says(0))
        deaf.recognizerFailure = .decoderFailed("told to")
        #expect(try deaf.run().outcome.end == .failed)
        var mute = SampleCall()
        mute.synthesizer = FakeSynthesizer(failsOn: "speaking with")
        let outcome = try mute.run().outcome
        #expect(outcome.end == .failed)
        #expect(outcome.disposition == .error)
    }

    @Test func `a prompt that would leak a debt is refused by the guard and ends the call`() throws {
        var call = SampleCall()
        call.catalogue.languages["en-US"]?.texts["ask_party"] = PromptText(
            variants: [[PromptSegment(parts: [.text("I call about your debt.")])]], position: .unknown)
        let outcome = try call.run().outcome
        #expect(outcome.end == .failed)
        #expect(!outcome.transcript.contains { $0.text.contains("debt") })
        #expect(outcome.troubles.contains { $0.contains("disclosure guard") && !$0.contains("about your") })
    }

    @Test func `frames are twenty milliseconds and the recording begins after the notice`() throws {
        let result = try SampleCall(.says(0), .hangsUp).run()
        #expect(result.ticks.map(\.number) == Array(0..<result.ticks.count))
        #expect(result.outcome.duration == .milliseconds(20 * result.ticks.count))
        #expect(result.sent.allSatisfy { $0.samples.count == AudioFrame.length })
        let notice = try #require(result.ticks.first { $0.isAfterNotice }?.number)
        let finished = try #require(result.journal.contents.lines.first { $0.kind == "playback_finished" })
        #expect(notice * 20 == finished.mediaMilliseconds)
    }
}
