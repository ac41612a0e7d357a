package import Calls
package import SpokenForms

extension PocketSphinxRecognizer {
    package func verify(
        _ utterance: [Int16], _ grammar: VerificationGrammar
    ) throws(RecognitionFailure) -> VerificationScore {
        try verify(utterance, [grammar], downTo: -.infinity).first ?? VerificationScore(ratio: nil)
    }

    /// Compares many expected values, which have the first one's free grammar, with one utterance.
    ///
    /// Ratios below `floor` may be given as nil.
    package func verify(
        _ utterance: [Int16], _ grammars: [VerificationGrammar], downTo floor: Double
    ) throws(RecognitionFailure) -> [VerificationScore] {
        var scores = grammars.map { _ in VerificationScore(ratio: nil) }
        guard let first = grammars.first, let speech = speech(in: utterance) else { return scores }
        let decoder = try comparer()
        try decoder.use(first.free)
        let free = try decode(speech, by: decoder)
        guard free.frames > 0, !free.words.isEmpty else { return scores }
        var open = Array(grammars.indices)
        while !open.isEmpty {
            let best: Decoder.Hypothesis
            do throws(RecognitionFailure) {
                try decoder.expect(open.map { grammars[$0] })
                best = try decode(speech, by: decoder)
                // The expected value is taken out of memory here, whatever it was.
                try decoder.use(first.free)
                decoder.forgetExpectation()
            } catch {
                // A decoder that failed may still hold the value: it is not used again.
                discardComparer()
                throw error
            }
            guard let winner = open.first(where: { grammars[$0].accepts(best.words) }) else { break }
            let ratio = Double(best.pathScore - free.pathScore) / Double(free.frames)
            guard ratio >= floor else { break }
            scores[winner] = VerificationScore(
                ratio: min(ratio, 0), isOfLength: grammars[winner].hasLength(of: free.words))
            open.removeAll { $0 == winner }
        }
        return scores
    }
}
