import Acoustics
import SpokenForms

extension WholePass {
    /// Paths that are looked at for one that means something else, and how far behind the best it may fall.
    private static let rivals = (count: 4, beam: Float(80))

    /// How much better the best path is than the best of those that mean something else; infinite if there is none near.
    static func margin(
        of best: WordPath, in grammar: ListeningGrammar, _ search: SentenceSearch, _ scores: FrameMatrix
    ) -> Double {
        let meaning = grammar.interpret(best.words)
        let paths = search.sentences.best(rivals.count, scores, beam: rivals.beam)
        let rival = paths.first { $0.words != best.words && grammar.interpret($0.words) != meaning }
        return rival.map { max(0, Double(best.score - $0.score)) } ?? .infinity
    }
}
