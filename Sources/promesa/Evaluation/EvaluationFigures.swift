import Dialog
import Foundation

/// One recording and what was made of it.
struct EvaluatedUtterance {
    let speaker: String
    let label: String
    /// Empty if nothing was heard that fits.
    let heard: String
    let isRight: Bool
    let confidence: Double
    /// Whether what was said is no answer, so that hearing nothing is right.
    var isOutsideGrammar = false
    /// Of a wrong answer: what would be asked about once the caller has said no to it.
    var next = Next.nothing

    enum Next {
        /// The question is put again.
        case nothing
        case right
        case wrong
    }
}

/// Right answers and how sure that share is.
struct EvaluationFigures {
    private static let resamples = 2_000
    /// Of the standard normal distribution, 95 % of it within.
    private static let z = 1.959964

    let utterances: [EvaluatedUtterance]

    var right: Int { utterances.count { $0.isRight } }
    var accuracy: Double { Double(right) / Double(max(utterances.count, 1)) }
    var rejected: Int { utterances.count { $0.heard.isEmpty } }
    /// Of the wrong answers: how many are followed by the right one if the caller says no and the same again, and by
    /// another wrong one.
    var afterNo: (wrong: Int, right: Int, wrongAgain: Int) {
        let wrong = utterances.filter { !$0.isRight && !$0.isOutsideGrammar && !$0.heard.isEmpty }
        return (wrong.count, wrong.count { $0.next == .right }, wrong.count { $0.next == .wrong })
    }

    var speakers: [(name: String, count: Int, right: Int)] {
        Dictionary(grouping: utterances, by: \.speaker).sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.count, $0.value.count { $0.isRight })
        }
    }

    /// Wrong answers, the most frequent first.
    var confusions: [(expected: String, heard: String, count: Int)] {
        let wrong = utterances.filter { !$0.isRight }
        let counts = Dictionary(wrong.map { ([$0.label, $0.heard], 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1]) }
            .map { ($0.key[0], $0.key[1], $0.value) }
    }

    /// A 95 % interval: speakers drawn anew (cluster bootstrap), or Wilson's where there is one.
    func interval(seed: UInt64) -> (low: Double, high: Double) {
        let speakers = speakers
        guard speakers.count > 1 else { return Self.wilson(right, of: utterances.count) }
        var generator = SeededGenerator(seed: seed)
        let shares = (0..<Self.resamples).map { _ in
            var (count, right) = (0, 0)
            for _ in speakers {
                guard let drawn = speakers.randomElement(using: &generator) else { continue }
                count += drawn.count
                right += drawn.right
            }
            return Double(right) / Double(max(count, 1))
        }.sorted()
        return (shares[shares.count / 40], shares[shares.count - 1 - shares.count / 40])
    }

    /// Wilson's score interval (1927).
    static func wilson(_ right: Int, of count: Int) -> (low: Double, high: Double) {
        guard count > 0 else { return (0, 1) }
        let (n, share) = (Double(count), Double(right) / Double(count))
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, centre - half), min(1, centre + half))
    }

    /// The share of answers refused and of other speech accepted where the two are nearest; nil without other speech.
    var equalErrorRate: Double? {
        let answers = utterances.filter { !$0.isOutsideGrammar }.map(\.confidence)
        let others = utterances.filter(\.isOutsideGrammar).map(\.confidence)
        guard !answers.isEmpty, !others.isEmpty else { return nil }
        let points = Set(answers + others).sorted().map { threshold in
            let refused = Double(answers.count { $0 < threshold }) / Double(answers.count)
            let accepted = Double(others.count { $0 >= threshold }) / Double(others.count)
            return (apart: abs(refused - accepted), rate: (refused + accepted) / 2)
        }
        return points.min { $0.apart < $1.apart }?.rate
    }

    /// How often answers of some confidence are right: a well calibrated confidence is that share.
    var reliability: [(confidence: Double, count: Int, right: Double)] {
        (0..<10).compactMap { step in
            let range = Double(step) / 10..<(step == 9 ? 1.01 : Double(step + 1) / 10)
            let within = utterances.filter { !$0.heard.isEmpty && range.contains($0.confidence) }
            guard !within.isEmpty else { return nil }
            let right = within.count { $0.isRight && !$0.isOutsideGrammar }
            let mean = within.reduce(0) { $0 + $1.confidence } / Double(within.count)
            return (mean, within.count, Double(right) / Double(within.count))
        }
    }

    /// What a threshold on the confidence keeps of right answers, and refuses of wrong ones and of other speech.
    ///
    /// What isn't heard at all is refused by any. A share of nothing is nil.
    struct Refusals {
        let threshold: Double
        let rightKept: Double?
        let wrongRefused: Double?
        let otherRefused: Double?
    }

    var rejection: [Refusals] {
        let answers = utterances.filter { !$0.isOutsideGrammar }
        let right = answers.filter(\.isRight)
        let wrong = answers.filter { !$0.isRight }
        let others = utterances.filter(\.isOutsideGrammar)
        return (0...20).map { step in
            let threshold = Double(step) / 20
            func refused(_ speech: [EvaluatedUtterance]) -> Double? {
                guard !speech.isEmpty else { return nil }
                return Double(speech.count { $0.heard.isEmpty || $0.confidence < threshold })
                    / Double(speech.count)
            }
            return Refusals(
                threshold: threshold, rightKept: refused(right).map { 1 - $0 },
                wrongRefused: refused(wrong), otherRefused: refused(others))
        }
    }
}
