import Acoustics
import Calls
import SpokenForms

/// Hears one whole utterance: its features, and what the grammars that are asked make of them.
struct WholePass {
    /// What was heard, and how it compares with any other sounds.
    struct Hearing {
        var words: [String] = []
        /// How much better the sentence is than a loop of any sounds: per frame of its words.
        var advantage: Double = -.infinity
        /// How much better its path is than the best one that means something else, as a natural logarithm.
        var margin: Double = .infinity
    }

    /// What has fallen further behind the best is given up; it halves the work and changes no accuracy that was measured.
    private static let beam: Float = 150

    private let model: WholePassModel
    private let features: FrameMatrix

    /// `speech` is the utterance, cut to its speech, at the rate of the model.
    init(_ speech: [Int16], _ model: WholePassModel) {
        self.model = model
        features = model.features.features(of: speech)
    }

    /// What is heard in a grammar; nothing if no sentence is as short as the utterance.
    func hear(_ grammar: ListeningGrammar) throws(RecognitionFailure) -> Hearing {
        let search = try model.search(for: grammar)
        let scores = search.scorer.scores(of: features)
        guard let best = search.sentences.best(scores, beam: Self.beam) else { return Hearing() }
        let frames = best.segments.reduce(0) { $0 + ($1.word == nil ? 0 : $1.frames.count) }
        guard frames > 0 else { return Hearing() }
        let loop = search.loop.best(scores, beam: Self.beam)?.score ?? best.score
        let advantage = Double(best.score - loop) / Double(frames)
        return Hearing(
            words: best.words, advantage: advantage + model.disadvantage,
            margin: Self.margin(of: best, in: grammar, search, scores))
    }

    /// The ratio of each expected string to the best free one, per frame, at most 0; and the best free one's words.
    func compare(
        _ expected: [WordGraph], with free: ListeningGrammar
    ) throws(RecognitionFailure) -> (ratios: [Double?], words: [String]) {
        let search = try model.search(for: free)
        let scores = search.scorer.scores(of: features)
        guard let best = search.sentences.best(scores, beam: Self.beam), scores.frames > 0 else {
            return (expected.map { _ in nil }, [])
        }
        var ratios: [Double?] = []
        for graph in expected {
            let found = try model.search(for: graph, scoredBy: search.scorer).best(scores)
            ratios.append(found.map { min(Double($0.score - best.score) / Double(scores.frames), 0) })
        }
        return (ratios, best.words)
    }
}
