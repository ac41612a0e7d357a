import Calls
import Dialog
import Speech
import SpokenForms

/// Recordings tried against the value that they say, against random others and against all that are one off.
struct VerificationTrials {
    /// What is lower can't be told from any other value.
    private static let floor = -100.0
    static let falseAccepts = [0.01, 0.003, 0.001]

    /// The scores of one kind of value.
    struct Scores {
        var right: [Double] = []
        var random: [Double] = []
        var nearMisses: [Double] = []

        /// The lowest threshold at which at most this share of random values is accepted.
        func threshold(falseAccepts share: Double) -> Double {
            let accepted = Int(share * Double(random.count))
            let highest = random.sorted(by: >)
            guard accepted < highest.count else { return VerificationTrials.floor }
            return max(highest[accepted].nextUp, VerificationTrials.floor)
        }
    }

    private(set) var kinds: [VerificationGrammar.Kind: Scores] = [:]
    private var others: OtherValues

    init(seed: UInt64) { others = OtherValues(seed: seed) }

    /// Tries one recording; returns the score of what it says.
    mutating func add(
        _ samples: [Int16], _ expected: VerificationGrammar, saying value: Value,
        in grammar: ListeningGrammar, by recognizer: PocketSphinxRecognizer
    ) throws -> VerificationScore {
        guard let score = try recognizer.compare(samples, [expected]).first else {
            return VerificationScore(expected.kind, isHeard: false)
        }
        let random = try ratios(samples, others.random(than: value), grammar, recognizer)
        let nearMisses = try ratios(samples, OtherValues.oneOff(value), grammar, recognizer)
        kinds[expected.kind, default: Scores()].right.append(score.ratio ?? -.infinity)
        kinds[expected.kind, default: Scores()].random += random
        kinds[expected.kind, default: Scores()].nearMisses += nearMisses
        return score
    }

    /// Values with one free grammar are compared at once.
    private func ratios(
        _ samples: [Int16], _ values: [Value], _ grammar: ListeningGrammar,
        _ recognizer: PocketSphinxRecognizer
    ) throws -> [Double] {
        let grammars = try values.compactMap { try VerificationGrammar($0, in: grammar) }
        let alike = Dictionary(grouping: grammars, by: \.free.id).sorted { $0.key < $1.key }
        return try alike.flatMap { try recognizer.compare(samples, $0.value).map { $0.ratio ?? -.infinity } }
    }

    /// The share over all kinds of what one list of scores has below, or at and above, its kind's threshold.
    private func share(
        of list: KeyPath<Scores, [Double]>, _ threshold: (VerificationGrammar.Kind, Scores) -> Double
    ) -> Double {
        var (passed, count) = (0, 0)
        for (kind, scores) in kinds {
            let limit = threshold(kind, scores)
            passed += scores[keyPath: list].count { $0 >= limit }
            count += scores[keyPath: list].count
        }
        return Double(passed) / Double(max(count, 1))
    }

    func falseRejects(at threshold: (VerificationGrammar.Kind, Scores) -> Double) -> Double {
        1 - share(of: \.right, threshold)
    }
    func falseAccepts(at threshold: (VerificationGrammar.Kind, Scores) -> Double) -> Double {
        share(of: \.random, threshold)
    }
    func nearMissAccepts(at threshold: (VerificationGrammar.Kind, Scores) -> Double) -> Double {
        share(of: \.nearMisses, threshold)
    }
}
