package import Dialog
package import SpokenForms

/// How well an expected value fits an utterance, against whatever else may have been said.
///
/// It is in memory for the moment of the verdict only: it tells something of the secret.
package struct VerificationScore: Sendable, Hashable {
    /// Logarithms of ratios of likelihoods of the expected value and its best rivals.
    package struct Evidence: Sendable, Hashable {
        /// Against the best value of the same length; at most 0.
        package let againstAlike: Double
        /// Against the best digit strings that are shorter, and longer, by one; infinite where there are none.
        package let againstShorter: Double
        package let againstLonger: Double

        package init(
            againstAlike: Double, againstShorter: Double = .infinity, againstLonger: Double = .infinity
        ) {
            self.againstAlike = againstAlike
            self.againstShorter = againstShorter
            self.againstLonger = againstLonger
        }
    }

    package let kind: VerificationGrammar.Kind
    /// What is compared with the thresholds of the kind: 0 if nothing fits better than the expected value, nil if it can't
    /// have been said.
    package let ratio: Double?

    /// `evidence` is nil if the value can't have been said.
    package init(_ kind: VerificationGrammar.Kind, evidence: Evidence?) {
        self.kind = kind
        ratio = evidence.map { VerificationThresholds.of(kind).ratio($0) }
    }

    /// Of a recogniser whose scores can't be compared: whether the expected value is what was heard.
    package init(_ kind: VerificationGrammar.Kind, isHeard: Bool) {
        self.kind = kind
        ratio = isHeard ? 0 : nil
    }

    /// What the utterance says of the expected value.
    package var verdict: Verdict {
        let thresholds = VerificationThresholds.of(kind)
        guard let ratio, ratio >= thresholds.failing else { return .fail }
        return ratio >= thresholds.passing ? .pass : .unsure
    }
}
