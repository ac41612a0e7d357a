import Acoustics

/// All that hears a whole utterance in one grammar.
struct SentenceSearch: Sendable {
    /// Of the sentences and of the loop.
    let scorer: SenoneScorer
    let sentences: PathSearch
    /// Any sounds in any order: what is not in the grammar fits it better.
    let loop: PathSearch

    init(_ sentences: PhoneNetwork, loop: PhoneNetwork, model: ScoringModel) {
        scorer = SenoneScorer(model, senones: sentences.scoredSenones.union(loop.scoredSenones))
        self.sentences = PathSearch(sentences, scoredBy: scorer)
        self.loop = PathSearch(loop, scoredBy: scorer)
    }
}
