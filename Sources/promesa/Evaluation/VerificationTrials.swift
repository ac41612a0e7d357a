import Calls
import Dialog
import Speech
import SpokenForms

/// Every recording tried against the digits that it says, against random others and against all that are one off.
struct VerificationTrials {
    private static let randomValues = 100
    /// What is lower can't be told from any other value.
    private static let floor = -100.0
    static let falseAccepts = [0.01, 0.003, 0.001]

    private(set) var right: [Double] = []
    private(set) var random: [Double] = []
    private(set) var nearMisses: [Double] = []
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Tries one recording; returns the score of what it says.
    mutating func add(
        _ samples: [Int16], digits: String, in grammar: ListeningGrammar,
        by recognizer: PocketSphinxRecognizer
    ) throws -> VerificationScore {
        guard let expected = try VerificationGrammar(.digits(digits), in: grammar) else {
            throw CommandFailure(.findings, "promesa: error: '\(digits)' can't be verified")
        }
        let score = try recognizer.verify(samples, expected)
        right.append(Self.ratio(score))
        random += try ratios(samples, others(than: digits), grammar, recognizer)
        nearMisses += try ratios(samples, Self.oneOff(digits), grammar, recognizer)
        return score
    }

    /// Strings of one length share a free grammar.
    private func ratios(
        _ samples: [Int16], _ values: [String], _ grammar: ListeningGrammar,
        _ recognizer: PocketSphinxRecognizer
    ) throws -> [Double] {
        let lengths = Dictionary(grouping: values) { $0.utf8.count }.sorted { $0.key < $1.key }
        return try lengths.flatMap { length in
            let grammars = try length.value.compactMap { try VerificationGrammar(.digits($0), in: grammar) }
            return try recognizer.verify(samples, grammars).map(Self.ratio)
        }
    }

    /// What decides: a string of another length than what was heard never passes.
    private static func ratio(_ score: VerificationScore) -> Double {
        score.isOfLength ? score.ratio ?? -.infinity : -.infinity
    }

    private mutating func others(than digits: String) -> [String] {
        var others: Set<String> = []
        let limit = min(Self.randomValues, digits.utf8.count < 3 ? 9 : Self.randomValues)
        while others.count < limit {
            let value = digits.map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
            if value != digits { others.insert(value) }
        }
        return others.sorted()
    }

    /// All strings that are a substitution, an insertion, a deletion or a swap of neighbours away.
    static func oneOff(_ text: String) -> [String] {
        let digits = Array(text)
        var values: Set<String> = []
        for index in digits.indices {
            for other in "0123456789" {
                var changed = digits
                changed[index] = other
                values.insert(String(changed))
            }
            var shorter = digits
            shorter.remove(at: index)
            if !shorter.isEmpty { values.insert(String(shorter)) }
            guard index + 1 < digits.count else { continue }
            var swapped = digits
            swapped.swapAt(index, index + 1)
            values.insert(String(swapped))
        }
        for index in 0...digits.count {
            for other in "0123456789" {
                var longer = digits
                longer.insert(other, at: index)
                values.insert(String(longer))
            }
        }
        values.remove(text)
        return values.sorted()
    }

    /// The lowest threshold at which at most this share of random values is accepted.
    func threshold(falseAccepts share: Double) -> Double {
        let accepted = Int(share * Double(random.count))
        let highest = random.sorted(by: >)
        guard accepted < highest.count else { return Self.floor }
        return max(highest[accepted].nextUp, Self.floor)
    }

    func falseRejects(at threshold: Double) -> Double { 1 - Self.share(of: right, from: threshold) }
    func falseAccepts(at threshold: Double) -> Double { Self.share(of: random, from: threshold) }
    func nearMissAccepts(at threshold: Double) -> Double { Self.share(of: nearMisses, from: threshold) }

    private static func share(of ratios: [Double], from threshold: Double) -> Double {
        Double(ratios.count { $0 >= threshold }) / Double(max(ratios.count, 1))
    }
}
