import Acoustics
import Calls
import SpokenForms

extension WholePass {
    /// How well expected values fit, each against the best of what may be said in its place.
    ///
    /// All must have the free grammar that the pass was made with.
    func compare(
        _ expected: [VerificationGrammar]
    ) throws(RecognitionFailure) -> [VerificationScore] {
        guard let free = search.free, scores.frames > 0 else {
            return expected.map { VerificationScore($0.kind, evidence: nil) }
        }
        let rivals = free.endings(scores, beam: Self.beam)
        var results: [VerificationScore] = []
        for grammar in expected {
            let own = try model.search(for: grammar, scoredBy: search.scorer).best(scores)
            results.append(
                VerificationScore(grammar.kind, evidence: own.map { evidence($0, rivals, grammar) }))
        }
        return results
    }

    private func evidence(
        _ own: WordPath, _ rivals: [WordPath], _ grammar: VerificationGrammar
    ) -> VerificationScore.Evidence {
        func advantage(over length: VerificationGrammar.Length) -> Double {
            let rival = rivals.first { grammar.length(of: $0.words) == length }
            return rival.map { Double(own.score - $0.score) } ?? .infinity
        }
        return VerificationScore.Evidence(
            againstAlike: min(advantage(over: .same), 0), againstShorter: advantage(over: .shorter),
            againstLonger: advantage(over: .longer))
    }
}
