import Acoustics
import Calls
import Dialog
import SpokenForms

extension WholePass {
    /// Paths that are followed for what else may have been said, and how far behind the best they may fall.
    ///
    /// Sentences of one meaning ("ninety", "ninety dollars") each take a path.
    private static let followed = (count: 12, beam: Float(80))

    /// One meaning that the utterance may have.
    private struct Reading {
        let path: WordPath
        let meaning: Answer.Meaning?

        func isAmong(_ rejected: [Value]) -> Bool {
            guard let values = meaning?.values, !values.isEmpty else { return false }
            return values.allSatisfy(rejected.contains)
        }
    }

    /// Judges what was heard by what the answer is not.
    ///
    /// Words that mean a rejected value get what else may have been said; others no longer have it as their rival.
    func passOver(_ rejected: [Value], in heard: Hearing) -> RecognitionResult {
        let plain = RecognitionResult(words: heard.words, confidence: Confidence.value(of: heard))
        guard let grammar = doubted else { return plain }
        let paths = search.sentences.best(Self.followed.count, scores, beam: Self.followed.beam)
        let readings = readings(of: paths, in: grammar)
        // What isn't in the list is no better than this.
        let floor =
            paths.count == Self.followed.count
            ? paths[paths.count - 1].score : (paths.first?.score ?? 0) - Self.followed.beam
        let others = readings.filter { !$0.isAmong(rejected) }
        guard others.count < readings.count else { return plain }
        let results = others.indices.map { index in
            let path = others[index].path
            let rival = others.indices.first { $0 != index }.map { others[$0].path.score } ?? floor
            return RecognitionResult.Alternative(
                words: path.words,
                confidence: Confidence.value(
                    of: Hearing(
                        words: path.words, advantage: advantage(of: path, over: heard.loop),
                        margin: Double(path.score - rival))))
        }
        if let first = others.first, first.path.words == heard.words {
            return RecognitionResult(words: heard.words, confidence: results[0].confidence)
        }
        let types = Set(rejected.map(\.type))
        var result = plain
        let offered = zip(others, results).filter { other, alternative in
            alternative.confidence >= Confidence.plausible
                && other.meaning?.values.contains { types.contains($0.type) } == true
        }
        result.alternatives = offered.prefix(RecognitionResult.alternativesLimit).map { $0.1 }
        return result
    }

    /// What paths mean, each meaning once.
    private func readings(of paths: [WordPath], in grammar: ListeningGrammar) -> [Reading] {
        var readings: [Reading] = []
        for path in paths {
            let meaning = grammar.interpret(path.words)
            if !readings.contains(where: { $0.meaning == meaning }) {
                readings.append(Reading(path: path, meaning: meaning))
            }
        }
        return readings
    }
}
