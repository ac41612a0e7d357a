import Calls
import Testing

@testable import promesa

@Suite struct InterruptionPlanTests {
    private func line(_ number: Int, _ time: Int, _ kind: String, _ json: String) -> JournalLine {
        JournalLine(sequence: number, mediaMilliseconds: time, kind: kind, json: json)
    }

    private func listen(_ number: Int, _ time: Int, _ purpose: String) -> JournalLine {
        line(number, time, "listen", #"{"effect":"listen","purpose":"\#(purpose)"}"#)
    }

    private func play(_ number: Int, _ time: Int, _ mode: String) -> JournalLine {
        line(number, time, "play", #"{"effect":"play","mode":"\#(mode)"}"#)
    }

    @Test func `only a question that plays alone and yields to speech may be interrupted`() {
        let lines = [
            // Before turn 1: what nothing may cut, and then a question.
            listen(1, 500, "universals"), play(2, 500, "none"), listen(3, 9_000, "choice"),
            play(4, 9_000, "speech"),
            // Before turn 2: a question alone.
            listen(5, 12_000, "date"), play(6, 12_000, "speech"),
            // Before turn 3: a statement that yields, and a question.
            listen(7, 15_000, "universals"), play(8, 15_000, "speech"), listen(9, 17_000, "money"),
            play(10, 17_000, "speech"),
            // Before turn 4: a read-back that nothing cuts.
            listen(11, 20_000, "confirmation of date"), play(12, 20_000, "none"),
            // Before turn 5: a statement that yields.
            listen(13, 30_000, "universals"), play(14, 30_000, "speech"),
        ]
        let starts = [0, 11_000, 14_500, 19_000, 24_000, 33_000]
        #expect(InterruptionPlan.turns(in: lines, starts: starts) == [2])
    }

    @Test func `every third call interrupts, at moments of its own, before the prompt is over`() {
        var alone = LiveCaller.Notes()
        alone.promptsMs = [0, 9_000, 4_000, 1_500]
        let plan = InterruptionPlan(turns: [2, 3, 9], in: alone)
        // The prompt before turn 3 is too short, and there is no turn 9.
        #expect(plan.promptsMs == [2: 4_000])
        #expect([1, 2, 4, 5].allSatisfy { plan.interruptions(ofCall: $0).isEmpty })
        let moments = [3, 6, 9, 12].compactMap { plan.interruptions(ofCall: $0)[2] }
        #expect(moments.count == 4)
        #expect(Set(moments).count > 1)
        #expect(moments.allSatisfy { (20...150).contains($0) })
        #expect(plan.interruptions(ofCall: 6) == plan.interruptions(ofCall: 6))
    }
}
