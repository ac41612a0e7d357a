import Foundation

/// How likely the words of a hypothesis are right.
enum Confidence {
    /// Words below this are not passed on: hardly a right answer is so doubtful.
    static let rejection = 0.075
    /// Words below this are not asked about in place of others.
    static let plausible = 0.3

    // Both fits below saw as much speech that is no answer as right answers, or nearly. In calls most of what is said is an
    // answer: of 547 utterances with one in six that is none, four times the odds are right (`docs/hearing.md`).
    private static let odds = 4.0

    // Fitted on 450 digits of three development speakers, 10 of a recorded voice, and 188 utterances of that voice that
    // are no digits, which count half (`docs/hearing.md` has the reliability).
    private static let offset = 1.38
    private static let slope = 2.19

    // Of the margin, by the shares of right answers (`docs/hearing.md`): of those that lead by less than 15 about half are
    // right, of those that lead by more than 45 nearly all.
    private static let evenMargin = 20.0
    private static let marginScale = 15.0

    /// In 0…1; 0 for no words.
    ///
    /// The smaller of two: how much better the words fit than any other sounds, and than what else may have been said.
    static func value(of hearing: WholePass.Hearing) -> Double {
        guard hearing.advantage.isFinite, !hearing.words.isEmpty else { return 0 }
        let fit = 1 / (1 + exp(-(offset + slope * hearing.advantage)))
        let lead = 1 / (1 + exp(-(hearing.margin - evenMargin) / marginScale))
        return calibrated(min(fit, lead))
    }

    private static func calibrated(_ balanced: Double) -> Double {
        odds * balanced / (1 - balanced + odds * balanced)
    }

    // Of libpocketsphinx, whose score is relative to the best sound that the grammar allows: a logistic fitted on 196 right
    // and 104 wrong answers, and 164 utterances outside the grammar.
    private static let scoreSlope = 0.214
    private static let scoreMiddle = -23.4

    /// The same of a decoder, which tells speech outside the grammar, and hardly a wrong word from the right one.
    static func value(of hypothesis: Decoder.Hypothesis) -> Double {
        guard hypothesis.frames > 0, !hypothesis.words.isEmpty else { return 0 }
        let score = Double(hypothesis.pathScore) / Double(hypothesis.frames)
        return calibrated(1 / (1 + exp(scoreSlope * (scoreMiddle - score))))
    }
}
