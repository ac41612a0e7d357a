import Calls
import Dialog
import Live
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

/// What a live call has done elsewhere is told from its begin to its end.
@Suite struct LiveWorkTests {
    private struct Noted: Sendable, Hashable {
        let work: LiveWork
        let progress: LiveWork.Progress?
    }

    private func run(
        _ acts: [ScriptedLeg.Act], speech: any JobQueue = ImmediateQueue(),
        fault: MemoryJournal.Fault = .none
    ) throws -> (noted: [Noted], turns: [AnsweredTurn]) {
        let loop = EmbeddedEventLoop()
        let shared = SampleResources(fault)
        let (noted, turns, ended) = (Told<Noted>(), Told<AnsweredTurn>(), Told<CallEnd>())
        var observer = LiveCall.Observer()
        observer.undertaken = { work in
            noted.add(Noted(work: work, progress: nil))
            return { noted.add(Noted(work: work, progress: $0)) }
        }
        observer.answered = { turns.add($0) }
        observer.ended = { outcome, _ in ended.add(outcome.end) }
        let setup = SampleSetup.make()
        try shared.journal.open(setup.opening)
        LiveCall(
            setup, leg: LoopbackLeg(acts), on: loop, resources: shared.make(speech: speech),
            longestCall: .seconds(100), observer: observer
        ).start()
        for _ in 0..<6_000 where ended.values.isEmpty { loop.advanceTime(by: .milliseconds(20)) }
        return (noted.values, turns.values)
    }

    private func counts(_ noted: [Noted], _ progress: LiveWork.Progress?) -> [LiveWork: Int] {
        Dictionary(
            noted.filter { $0.progress == progress }.map { ($0.work, 1) }, uniquingKeysWith: +)
    }

    @Test func `each piece of work of a call is begun, taken and done once`() throws {
        let noted = try run([.says(0), .says(1), .says(2), .says(3), .says(4)]).noted
        let begun = counts(noted, nil)
        #expect(begun[.recognition] ?? 0 >= 5 && begun[.synthesis] ?? 0 >= 5)
        #expect(begun[.commit] == 1 && begun[.announcement] == 1 && begun[.closing] == 1)
        #expect(begun[.transfer] == nil)
        #expect(counts(noted, .done) == begun)
        #expect(counts(noted, .failed) == [:])
    }

    @Test func `work that nobody can take fails at once`() throws {
        let noted = try run([.says(0)], speech: ImmediateQueue(isFull: true)).noted
        let failed = counts(noted, .failed)
        #expect(failed[.synthesis] ?? 0 >= 1)
        #expect(counts(noted, .taken)[.synthesis] == nil)
        #expect(failed[.synthesis] == counts(noted, nil)[.synthesis])
    }

    @Test func `an answered turn says where in the flow it was, and how long the caller waited`() throws {
        let turns = try run([.says(0), .says(1), .says(2), .says(3), .says(4)]).turns
        #expect(turns.count >= 4)
        #expect(turns.allSatisfy { $0.gap.answer != nil && $0.gap.total >= $0.gap.endpointing })
        let places = turns.compactMap(\.place)
        #expect(places.count == turns.count)
        #expect(Set(places.map(\.step)).count >= 4)
        #expect(places.allSatisfy { $0.input == .speech })
    }
}
