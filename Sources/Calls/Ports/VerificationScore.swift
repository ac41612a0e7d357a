package import Dialog

/// How well an expected value fits an utterance, against whatever else may have been said.
///
/// It is in memory for the moment of the verdict only: it tells something of the secret.
package struct VerificationScore: Sendable, Hashable {
    /// The logarithm of the ratio of the likelihoods, per frame of 10 ms; 0 if nothing fits better than the
    /// expected value, nil if it can't have been said.
    package let ratio: Double?

    /// Whether what fits best is as long as the expected value; a digit left out or added is never waved through.
    package let isOfLength: Bool

    package init(ratio: Double?, isOfLength: Bool = true) {
        self.ratio = ratio
        self.isOfLength = isOfLength
    }

    /// At or above this the value was said: chosen by the share of one-off values that pass (`docs/hearing.md`).
    package static let passing = -0.25
    /// Below this something else was said; in between is asked again.
    package static let failing = -0.75
    /// The lowest ratio at which so many of random other values were accepted on development speakers.
    package static let developmentThresholds: [(falseAccepts: Double, ratio: Double)] = [
        (0.01, -0.73), (0.003, -0.58), (0.001, -0.51),
    ]

    /// What the utterance says of the expected value.
    package var verdict: Verdict {
        guard let ratio, ratio >= Self.failing else { return .fail }
        return ratio >= Self.passing && isOfLength ? .pass : .unsure
    }
}
