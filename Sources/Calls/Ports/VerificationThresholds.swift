package import SpokenForms

/// How surely a kind of value must fit to be taken for said.
package struct VerificationThresholds: Sendable, Hashable {
    /// A ratio at which a share of random other values was accepted on development speakers.
    struct Point: Sendable, Hashable {
        let falseAccepts: Double
        let ratio: Double
    }

    /// At or above this the value was said: chosen by the share of one-off values that pass (`docs/hearing.md`).
    package let passing: Double
    /// Below this something else was said; in between is asked again.
    package let failing: Double
    /// What a value must be better by than one with a digit less, and with a digit more.
    ///
    /// A digit that is left out costs a path little: what is said of it passes for silence, or for its neighbour. One that
    /// is added must pay for its word, so that the longer string may even be the better one.
    let shorterMargin: Double
    let longerMargin: Double
    let development: [Point]

    private static let digits = VerificationThresholds(
        passing: -52, failing: -168, shorterMargin: 40, longerMargin: -60,
        development: [
            Point(falseAccepts: 0.01, ratio: -168), Point(falseAccepts: 0.003, ratio: -118),
            Point(falseAccepts: 0.001, ratio: -88),
        ])
    private static let dates = VerificationThresholds(
        passing: -85, failing: -285, shorterMargin: 0, longerMargin: 0,
        development: [
            Point(falseAccepts: 0.01, ratio: -285), Point(falseAccepts: 0.003, ratio: -215),
            Point(falseAccepts: 0.001, ratio: -147),
        ])

    package static func of(_ kind: VerificationGrammar.Kind) -> VerificationThresholds {
        switch kind {
        case .digits: digits
        case .date: dates
        }
    }

    /// The threshold that was set for a share of false accepts; nil for shares that none was set for.
    package func development(falseAccepts share: Double) -> Double? {
        development.first { $0.falseAccepts == share }?.ratio
    }

    /// The least of what the expected value has over its rivals, which is compared with the thresholds.
    func ratio(_ evidence: VerificationScore.Evidence) -> Double {
        min(
            evidence.againstAlike, evidence.againstShorter - shorterMargin,
            evidence.againstLonger - longerMargin, 0)
    }
}
