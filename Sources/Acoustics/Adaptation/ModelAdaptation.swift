import SpokenForms

/// Adapts the means of a model to recordings of known words, and finds out whether that helps speakers that it wasn't
/// adapted to.
package struct ModelAdaptation {
    /// A recording: how it is heard when it is tried, and the forms in which it is learnt from.
    package struct Utterance: Sendable {
        package let speaker: String
        package let words: [String]
        package let tried: [Int16]
        package let learnt: [[Int16]]

        package init(speaker: String, words: [String], tried: [Int16], learnt: [[Int16]]) {
            self.speaker = speaker
            self.words = words
            self.tried = tried
            self.learnt = learnt
        }
    }

    /// What became of the recordings that a model was not adapted to.
    package struct Outcome: Sendable, Hashable {
        package var utterances = 0
        package var rightBefore = 0
        package var rightAfter = 0
        /// Logarithms of the likelihoods of the right words, and the frames they are of.
        var scoreBefore = 0.0
        var scoreAfter = 0.0
        var frames = 0

        /// How much likelier a frame of the right words has become, as a natural logarithm.
        package var gain: Double { frames > 0 ? (scoreAfter - scoreBefore) / Double(frames) : 0 }
    }

    /// An adapted model and how it was judged.
    package struct Result: Sendable {
        /// Adapted to all recordings.
        package let means: [UInt8]
        /// Of the recordings held out, by speaker.
        package let speakers: [String: Outcome]
        /// What was held out each time.
        package let parts: Parts
        /// Recordings that no pronunciation of their words fits.
        package let unaligned: Int

        package var total: Outcome {
            speakers.values.reduce(into: Outcome()) { sum, one in
                sum.utterances += one.utterances
                sum.rightBefore += one.rightBefore
                sum.rightAfter += one.rightAfter
                sum.scoreBefore += one.scoreBefore
                sum.scoreAfter += one.scoreAfter
                sum.frames += one.frames
            }
        }
        /// Whether more of the recordings held out are heard rightly.
        package var helps: Bool { total.rightAfter > total.rightBefore }
    }

    /// What is held out together.
    package enum Parts: Sendable, Hashable {
        case speakers
        /// Where there is one speaker only: the judgement says nothing of others.
        case utterances
    }

    /// Times that something is held out.
    private static let folds = 5
    /// Places of a chain of words above which a loop is searched instead.
    private static let chainLimit = 2_000

    private let model: ScoringModel
    private let pronunciations: (String) -> [[String]]
    private let weight: Double

    /// Prepares to adapt a model; its old means count like `weight` frames each.
    package init(
        _ model: ScoringModel, weight: Double = 200, pronunciations: @escaping (String) -> [[String]]
    ) {
        self.model = model
        self.weight = weight
        self.pronunciations = pronunciations
    }

    /// Adapts and judges.
    ///
    /// - Throws: A word without pronunciation.
    package func adapt(_ utterances: [Utterance]) throws(PhoneNetworkFailure) -> Result {
        let speakers = Set(utterances.map(\.speaker)).sorted()
        let parts: Parts = speakers.count > 1 ? .speakers : .utterances
        let folds = min(Self.folds, parts == .speakers ? speakers.count : max(utterances.count, 1))
        let fold = utterances.indices.map { index in
            (parts == .speakers ? speakers.firstIndex(of: utterances[index].speaker) ?? 0 : index) % folds
        }
        var learnt = [Occupancies](repeating: Occupancies(model), count: folds)
        var unaligned = 0
        for (index, utterance) in utterances.enumerated() {
            if try !learn(utterance, into: &learnt[fold[index]]) { unaligned += 1 }
        }
        let graph = Self.graph(of: utterances.map(\.words))
        var outcomes: [String: Outcome] = [:]
        for part in 0..<folds where folds > 1 {
            let others = learnt.indices.filter { $0 != part }.map { learnt[$0] }
            let sum = others.dropFirst().reduce(others[0]) { $0.adding($1) }
            let adapted = ScoringModel(model, means: sum.means(of: model, weight: weight))
            let held = utterances.indices.filter { fold[$0] == part }.map { utterances[$0] }
            try judge(held, graph, adapted, into: &outcomes)
        }
        let all = learnt.dropFirst().reduce(learnt[0]) { $0.adding($1) }
        return Result(
            means: all.means(of: model, weight: weight).encoded, speakers: outcomes, parts: parts,
            unaligned: unaligned)
    }

    private func learn(
        _ utterance: Utterance, into occupancies: inout Occupancies
    ) throws(PhoneNetworkFailure) -> Bool {
        let bench = try bench(WordGraph(utterance.words.map { [$0] }), model)
        var isAligned = false
        for samples in utterance.learnt {
            let features = features(of: samples)
            guard let alignment = StateAlignment(bench.search, bench.scorer.scores(of: features)) else {
                continue
            }
            occupancies.add(features, alignment.senones, model)
            isAligned = true
        }
        return isAligned
    }

    /// Hears recordings with the model as it was and as it is adapted.
    private func judge(
        _ utterances: [Utterance], _ graph: WordGraph, _ adapted: ScoringModel,
        into outcomes: inout [String: Outcome]
    ) throws(PhoneNetworkFailure) {
        let before = try bench(graph, model)
        let after = try bench(graph, adapted)
        for utterance in utterances {
            let features = features(of: utterance.tried)
            let words = WordGraph(utterance.words.map { [$0] })
            var outcome = outcomes[utterance.speaker] ?? Outcome()
            outcome.utterances += 1
            outcome.rightBefore += before.best(features)?.words == utterance.words ? 1 : 0
            outcome.rightAfter += after.best(features)?.words == utterance.words ? 1 : 0
            if let old = try bench(words, model).best(features),
                let new = try bench(words, adapted).best(features)
            {
                outcome.scoreBefore += Double(old.score)
                outcome.scoreAfter += Double(new.score)
                outcome.frames += features.frames
            }
            outcomes[utterance.speaker] = outcome
        }
    }

    /// A network with what scores it.
    private struct Bench {
        let search: PathSearch
        let scorer: SenoneScorer

        func best(_ features: FrameMatrix) -> WordPath? { search.best(scorer.scores(of: features)) }
    }

    private func bench(_ graph: WordGraph, _ model: ScoringModel) throws(PhoneNetworkFailure) -> Bench {
        let network = try PhoneNetwork(graph, pronunciations: pronunciations, model: model)
        let scorer = SenoneScorer(model, senones: network.scoredSenones)
        return Bench(search: PathSearch(network, scoredBy: scorer), scorer: scorer)
    }

    private func features(of samples: [Int16]) -> FrameMatrix {
        let cepstra = model.frontEnd.cepstra(of: samples)
        return Features.streams(of: cepstra, mean: Features.mean(of: cepstra))
    }

    /// Any of the words, as many of them as sentences have; or any number of them, if that would be too large.
    private static func graph(of sentences: [[String]]) -> WordGraph {
        let words = Set(sentences.joined()).sorted()
        let lengths = sentences.map(\.count)
        guard let longest = lengths.max(), let shortest = lengths.min(), words.count * longest <= chainLimit
        else {
            let arcs = words.indices.map { WordGraph.Arc(word: $0, state: 1) }
            return WordGraph(words: words, arcs: [arcs, arcs], isFinal: [false, true])
        }
        let arcs = (0..<longest).map { place in
            words.indices.map { WordGraph.Arc(word: $0, state: place + 1) }
        }
        return WordGraph(
            words: words, arcs: arcs + [[]], isFinal: (0...longest).map { $0 >= shortest && $0 > 0 })
    }
}
