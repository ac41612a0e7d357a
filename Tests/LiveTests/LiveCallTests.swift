import Audio
import Calls
import Dialog
import Live
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@Suite struct LiveCallTests {
    private struct Run {
        let outcomes: [CallOutcome]
        let stored: [String?]
        let journal: MemoryJournal
        let leg: LoopbackLeg
        let setup: CallSetup
    }

    /// Runs a call on a clock of its own, up to two minutes.
    private func run(
        _ acts: [ScriptedLeg.Act], fault: MemoryJournal.Fault = .none, longest: Duration = .seconds(100),
        speech: any JobQueue = ImmediateQueue(), catalogue: PromptCatalogue = SampleFlow.catalogue
    ) throws -> Run {
        let loop = EmbeddedEventLoop()
        let shared = SampleResources(fault)
        let leg = LoopbackLeg(acts)
        let (outcomes, stored) = (Told<CallOutcome>(), Told<String?>())
        var observer = LiveCall.Observer()
        observer.ended = { outcome, _ in outcomes.add(outcome) }
        observer.stored = { stored.add($0) }
        let setup = SampleSetup.make(SampleFlow.flow, catalogue)
        try shared.journal.open(setup.opening)
        LiveCall(
            setup, leg: leg, on: loop, resources: shared.make(speech: speech), longestCall: longest,
            observer: observer
        ).start()
        for _ in 0..<6_000 where outcomes.values.isEmpty { loop.advanceTime(by: .milliseconds(20)) }
        return Run(
            outcomes: outcomes.values, stored: stored.values, journal: shared.journal, leg: leg, setup: setup)
    }

    @Test func `a whole live call ends in the same promise as one over files`() throws {
        let run = try run([.says(0), .says(1), .says(2), .says(3), .says(4)])
        let outcome = try #require(run.outcomes.first)
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promiseWasAnnounced)
        #expect(run.journal.contents.closed.map(\.disposition) == [.promiseToPay])
        #expect(run.stored == [nil])
        #expect(run.leg.hangUps == 1)
    }

    @Test func `after our last words the line stays open until they have been played`() throws {
        let run = try run([.says(0), .says(1), .says(2), .says(3), .says(4)])
        let tail = run.leg.sent.suffix(15)
        #expect(tail.allSatisfy { $0 == .silence })
        #expect(run.leg.sent.dropLast(15).last != .silence)
    }

    @Test func `a sound that comes to nothing doesn't cost a live call its prompt`() throws {
        var catalogue = SampleFlow.catalogue
        let words = PromptPart.text(String(repeating: "Some words. ", count: 50))
        catalogue.languages["en-US"]?.texts["ask_party_again"] = PromptText(
            variants: [[PromptSegment(parts: [words])]], position: .unknown)
        // The question is put again after five seconds of silence.
        let run = try run(
            [.isSilent(frames: 330), .interrupts(7, frames: 8), .says(0), .hangsUp], catalogue: catalogue)
        let kinds = run.journal.contents.lines.map(\.kind)
        let resumed = try #require(kinds.firstIndex(of: "resume_playback"))
        #expect(kinds[resumed...].contains("playback_finished"))
        #expect(!kinds.contains("no_match"))
        #expect(run.outcomes.first?.turns.map(\.input) == [.silence, .speech])
        let replay = try JournalReplay(
            JournalText(lines: run.journal.contents.lines.map(\.json)), with: run.setup)
        #expect(replay.ending == .complete)
    }

    @Test func `a caller who hangs up ends the call at once`() throws {
        let run = try run([.says(0), .hangsUp])
        #expect(run.outcomes.first?.end == .callerHungUp)
        #expect(run.journal.contents.closed.count == 1)
        #expect(run.leg.hangUps == 1)
    }

    @Test func `a call that reaches its longest time ends as failed`() throws {
        let run = try run([], longest: .seconds(3))
        #expect(run.outcomes.first?.end == .failed)
        #expect(run.journal.contents.closed.map(\.disposition) == [.error])
    }

    @Test func `a service with too much to do says so and promises nothing`() throws {
        let run = try run([.says(0)], speech: ImmediateQueue(isFull: true))
        let outcome = try #require(run.outcomes.first)
        #expect(outcome.promise == nil)
        #expect(outcome.troubles.contains { $0.contains("too much to do") })
    }

    @Test func `every line of the journal is stored in order`() throws {
        let lines = try run([.says(0), .says(1), .says(2), .says(3), .says(4)]).journal.contents.lines
        #expect(lines.map(\.sequence) == Array(1...lines.count))
    }
}

@Suite struct TickClockTests {
    @Test func `deadlines don't drift with late ticks`() {
        var clock = TickClock(start: .uptimeNanoseconds(0))
        #expect(clock.take(at: .uptimeNanoseconds(7_000_000)) == .milliseconds(7))
        #expect(clock.deadline == .uptimeNanoseconds(20_000_000))
        #expect(clock.take(at: .uptimeNanoseconds(20_000_000)) == .zero)
        #expect(clock.deadline == .uptimeNanoseconds(40_000_000))
        #expect(clock.skipped == 0)
    }

    @Test func `a process that stood still doesn't send a burst`() {
        var clock = TickClock(start: .uptimeNanoseconds(0))
        _ = clock.take(at: .uptimeNanoseconds(1_000_000_000))
        #expect(clock.skipped == 50)
        #expect(clock.deadline == .uptimeNanoseconds(1_020_000_000))
    }
}
