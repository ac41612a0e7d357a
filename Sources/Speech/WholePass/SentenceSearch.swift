import Acoustics

/// All that hears a whole utterance in one grammar, and compares it with what may be said in place of an expected value.
struct SentenceSearch: Sendable {
    /// Of the sentences, of what they are compared with, and of the loop.
    let scorer: SenoneScorer
    let sentences: PathSearch
    /// The free grammar that expected values are compared with; nil if none are.
    let free: PathSearch?
    /// Any sounds in any order: what is not in the grammar fits it better.
    let loop: PathSearch

    init(
        _ sentences: PhoneNetwork, free: PhoneNetwork? = nil, loop: PhoneNetwork, model: ScoringModel
    ) {
        let senones = sentences.scoredSenones.union(loop.scoredSenones)
        scorer = SenoneScorer(model, senones: senones.union(free?.scoredSenones ?? []))
        self.sentences = PathSearch(sentences, scoredBy: scorer)
        self.free = free.map { [scorer] in PathSearch($0, scoredBy: scorer) }
        self.loop = PathSearch(loop, scoredBy: scorer)
    }
}
