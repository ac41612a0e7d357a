import Foundation

/// How likely the words of a hypothesis are right.
enum Confidence {
    /// Words below this are not passed on: hardly a right answer is so doubtful.
    static let rejection = 0.05

    // Fitted on 450 digits of three development speakers, 10 of a recorded voice, and 188 utterances of that voice that
    // are no digits, which count half (`docs/hearing.md` has the reliability).
    private static let offset = 1.38
    private static let slope = 2.19

    /// In 0…1, from how much better the words fit than any other sounds; 0 for no words.
    static func value(of hearing: WholePass.Hearing) -> Double {
        guard hearing.advantage.isFinite, !hearing.words.isEmpty else { return 0 }
        return 1 / (1 + exp(-(offset + slope * hearing.advantage)))
    }

    // Of libpocketsphinx, whose score is relative to the best sound that the grammar allows: a logistic fitted on 196 right
    // and 104 wrong answers, and 164 utterances outside the grammar.
    private static let scoreSlope = 0.214
    private static let scoreMiddle = -23.4

    /// The same of a decoder, which tells speech outside the grammar, and hardly a wrong word from the right one.
    static func value(of hypothesis: Decoder.Hypothesis) -> Double {
        guard hypothesis.frames > 0, !hypothesis.words.isEmpty else { return 0 }
        let score = Double(hypothesis.pathScore) / Double(hypothesis.frames)
        return 1 / (1 + exp(scoreSlope * (scoreMiddle - score)))
    }
}
