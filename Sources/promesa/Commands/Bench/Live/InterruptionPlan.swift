import Calls
import Foundation

/// Who talks over which prompts, and when: every third call, over the prompts that may be interrupted and are long enough.
struct InterruptionPlan: Sendable, Hashable {
    private static let callsPerInterrupter = 3
    /// A shorter prompt may be over before anybody has talked over it.
    private static let shortestPromptMs = 2_000
    /// Callers listen for at least so long, and so long before the end of the prompt they don't begin any more.
    private static let leastMs = 700
    private static let restMs = 1_000
    /// A caller needs so long from the decision to the first word.
    private static let reactionMs = 300
    private static let tickMs = 20

    /// By turn: how long the prompt before it is.
    private(set) var promptsMs: [Int: Int] = [:]

    init() {}

    /// `turns` are those, from 0, before which nothing but one prompt plays that may be interrupted; lengths are as heard
    /// in the call alone.
    init(turns: Set<Int>, in alone: LiveCaller.Notes) {
        for turn in turns where alone.promptsMs.indices.contains(turn) {
            let length = alone.promptsMs[turn]
            if length >= Self.shortestPromptMs { promptsMs[turn] = length }
        }
    }

    /// By turn, after how many ticks of the prompt its decision to speak falls; the same for the same call.
    func interruptions(ofCall number: Int) -> [Int: Int] {
        guard number > 1, number % Self.callsPerInterrupter == 0 else { return [:] }
        var ticks: [Int: Int] = [:]
        for (turn, length) in promptsMs {
            let room = max(length - Self.leastMs - Self.restMs, 1)
            // Some number that differs from call to call and from turn to turn.
            let after = Self.leastMs + (number * 370 + turn * 530) % min(room, 1_500)
            ticks[turn] = max(after - Self.reactionMs, 0) / Self.tickMs
        }
        return ticks
    }

    /// The turns of a call before which nothing but one prompt played, a question that yields to speech.
    ///
    /// `starts` are the times, in milliseconds, at which turns began; the lines are those of the same call.
    static func turns(in lines: [JournalLine], starts: [Int]) -> Set<Int> {
        var found: Set<Int> = []
        for turn in starts.indices.dropFirst() {
            var prompts: [(mode: String, isQuestion: Bool)] = []
            var isQuestion = false
            for line in lines where line.mediaMilliseconds < starts[turn] {
                guard let object = object(line) else { continue }
                if line.kind == "listen" { isQuestion = object["purpose"] as? String != "universals" }
                if line.kind == "play", line.mediaMilliseconds > starts[turn - 1] {
                    prompts.append((object["mode"] as? String ?? "", isQuestion))
                }
            }
            if prompts.count == 1, prompts[0].mode == "speech", prompts[0].isQuestion { found.insert(turn) }
        }
        return found
    }

    private static func object(_ line: JournalLine) -> [String: Any]? {
        try? JSONSerialization.jsonObject(with: Data(line.json.utf8)) as? [String: Any]
    }
}
