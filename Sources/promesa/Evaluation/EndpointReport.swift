import Calls
import SpokenForms

/// How well the end of answers is found, as `--endpoints` prints it.
struct EndpointReport: Encodable {
    /// What became of one answer.
    enum Verdict: Hashable {
        /// It was over so long after its last speech.
        case whole(delayMs: Int, Completeness)
        /// It was over before its last speech.
        case cut
        case missed
    }

    struct Answer {
        let verdict: Verdict
        /// Whether a noise before it was taken for an answer.
        let falseStart: Bool
        /// Whether the caller is silent within it for longer than people pause within an answer.
        var hasLongPause = false
    }

    /// Ticks: longer than any limit but that of half an answer.
    private static let longPause = 50

    struct Delay: Encodable {
        let n: Int
        let p50Ms: Int
        let p95Ms: Int
    }

    let n: Int
    let cut: Double
    /// Of all answers, those that were cut and have a pause of more than a second, which no limit is meant to bridge.
    let cutWithLongPause: Double
    let missed: Double
    /// Answers before which a noise was taken for an answer of its own.
    let falseStarts: Double
    /// From the last speech to the end, by what was heard so far.
    let delays: [String: Delay]

    init(_ answers: [Answer]) {
        let count = Double(max(answers.count, 1))
        n = answers.count
        cut = Double(answers.count { $0.verdict == .cut }) / count
        cutWithLongPause = Double(answers.count { $0.verdict == .cut && $0.hasLongPause }) / count
        missed = Double(answers.count { $0.verdict == .missed }) / count
        falseStarts = Double(answers.count { $0.falseStart }) / count
        var delays: [String: [Int]] = [:]
        for answer in answers {
            if case .whole(let delay, let completeness) = answer.verdict {
                delays[completeness.rawValue, default: []].append(delay)
            }
        }
        self.delays = delays.compactMapValues { delays in
            let sorted = delays.sorted()
            guard let half = sorted.quantile(0.5), let most = sorted.quantile(0.95) else { return nil }
            return Delay(n: sorted.count, p50Ms: half, p95Ms: most)
        }
    }

    /// What is made of an answer by the utterances that were found in its stream.
    static func answer(
        _ utterances: [EndpointTrial.Utterance], speech: ClosedRange<Int>, longestPause: Int = 0
    ) -> Answer {
        let falseStart = utterances.contains { $0.ended < speech.lowerBound }
        guard
            let found = utterances.first(where: {
                $0.ended >= speech.lowerBound && $0.begun <= speech.upperBound
            })
        else { return Answer(verdict: .missed, falseStart: falseStart) }
        guard found.ended > speech.upperBound else {
            return Answer(
                verdict: .cut, falseStart: falseStart, hasLongPause: longestPause > longPause)
        }
        return Answer(
            verdict: .whole(delayMs: (found.ended - speech.upperBound) * 20, found.completeness),
            falseStart: falseStart)
    }

    /// In words, a line each.
    var lines: [String] {
        func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
        let states: [Completeness] = [.closed, .extendable, .incomplete, .nothing]
        return [
            "answers     \(n): \(percent(cut)) cut (\(percent(cutWithLongPause)) of them with a pause of more than a second), "
                + "\(percent(missed)) missed, "
                + "\(percent(falseStarts)) with a noise taken for an answer"
        ]
            + states.compactMap { state in
                delays[state.rawValue].map {
                    "\(state.rawValue.padding(to: 12))\($0.n) ended after \($0.p50Ms) ms (half), \($0.p95Ms) ms (95 %)"
                }
            }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
