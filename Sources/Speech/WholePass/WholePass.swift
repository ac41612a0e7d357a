import Acoustics
import Calls
import SpokenForms

/// Hears one whole utterance: its scores, which are made once, and what the grammars that are asked make of them.
struct WholePass {
    /// What was heard, and how it compares with any other sounds.
    struct Hearing {
        var words: [String] = []
        /// How much better the sentence is than a loop of any sounds: per frame of its words.
        var advantage: Double = -.infinity
        /// How much better its path is than the best one that means something else, as a natural logarithm.
        var margin: Double = .infinity
        /// The score of the loop.
        var loop: Float = 0
    }

    /// What has fallen further behind the best is given up; it halves the work and changes no accuracy that was measured.
    static let beam: Float = 150

    let model: WholePassModel
    let search: SentenceSearch
    let scores: FrameMatrix
    /// What the words mean; nil where an expected value is compared, which is doubted by that comparison.
    let doubted: ListeningGrammar?

    /// `speech` is the utterance, cut to its speech, at the rate of the model; values of `free` can be compared with it.
    init(
        _ speech: [Int16], _ model: WholePassModel, _ grammar: ListeningGrammar,
        comparing free: ListeningGrammar? = nil
    ) throws(RecognitionFailure) {
        self.model = model
        doubted = free == nil ? grammar : nil
        search = try model.search(for: grammar, comparing: free)
        scores = search.scorer.scores(of: model.features.features(of: speech))
    }

    /// What is heard in the grammar; nothing if no sentence is as short as the utterance.
    func hear() -> Hearing {
        guard let best = search.sentences.best(scores, beam: Self.beam) else { return Hearing() }
        guard !best.words.isEmpty else { return Hearing() }
        let loop = search.loop.best(scores, beam: Self.beam)?.score ?? best.score
        return Hearing(
            words: best.words, advantage: advantage(of: best, over: loop),
            margin: doubted.map { Self.margin(of: best, in: $0, search, scores) } ?? .infinity, loop: loop)
    }

    /// How much better a path is than the loop, per frame of its words.
    func advantage(of path: WordPath, over loop: Float) -> Double {
        let frames = path.segments.reduce(0) { $0 + ($1.word == nil ? 0 : $1.frames.count) }
        guard frames > 0 else { return -.infinity }
        return Double(path.score - loop) / Double(frames) + model.disadvantage
    }
}
