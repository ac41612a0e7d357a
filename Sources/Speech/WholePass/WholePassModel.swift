import Acoustics
import Calls
import Dialog
import SpokenForms
import Synchronization

/// What the whole pass over an utterance needs of a language, shared by all calls.
///
/// Every sound of the acoustic model is scored exactly, on the same features for all grammars, so that scores of
/// different grammars can be compared. libpocketsphinx scores what its search looks at, and relative to it.
package final class WholePassModel: Sendable {
    /// Networks that are kept; with more grammars than that in use, some are made again (some milliseconds).
    static let networkLimit = 64
    /// Of a change from sound to sound in the loop, as the logarithm of a probability.
    private static let loopCost: Float = -5

    let features: MaskedFeatures
    /// What the words of this language fit worse than those of the model's own.
    var disadvantage: Double { manner.disadvantage }
    private let manner: PassManner
    private let model: ScoringModel
    private let dictionary: PronunciationDictionary
    private let loop: PhoneNetwork
    private let kept = Mutex(Kept())

    /// The networks in use, the one used last at the end.
    private struct Kept {
        var searches: [String: SentenceSearch] = [:]
        var order: [String] = []
    }

    init(_ model: ScoringModel, _ dictionary: PronunciationDictionary) {
        self.model = model
        self.dictionary = dictionary
        manner = dictionary.isSpelt ? .borrowed : .own
        features = MaskedFeatures(model, manner.features)
        loop = PhoneNetwork(
            phoneLoop: model, cost: Self.loopCost, transitions: manner.others.transitions)
    }

    /// The phones that words may be written in.
    var phones: Set<String> { Set(model.facts.phones) }

    /// The search of a grammar, and of what values are compared with, made when it is first asked for.
    func search(
        for grammar: ListeningGrammar, comparing free: ListeningGrammar? = nil
    ) throws(RecognitionFailure) -> SentenceSearch {
        let id = grammar.id + (free.map { "/" + $0.id } ?? "")
        let known = kept.withLock { kept -> SentenceSearch? in
            guard let search = kept.searches[id], let index = kept.order.lastIndex(of: id) else { return nil }
            kept.order.remove(at: index)
            kept.order.append(id)
            return search
        }
        if let known { return known }
        // Two threads may both make it; they get the same.
        let sentences = try network(grammar.wordGraph, costs(of: grammar))
        var other: PhoneNetwork?
        if let free { other = try network(free.wordGraph, costs(of: free)) }
        let search = SentenceSearch(sentences, free: other, loop: loop, model: model)
        kept.withLock { kept in
            if kept.searches.updateValue(search, forKey: id) == nil { kept.order.append(id) }
            if kept.order.count > Self.networkLimit {
                kept.searches[kept.order.removeFirst()] = nil
            }
        }
        return search
    }

    /// A search for an expected value, on scores that were made for the free grammar; nothing of it is kept.
    func search(
        for expected: VerificationGrammar, scoredBy scorer: SenoneScorer
    ) throws(RecognitionFailure) -> PathSearch {
        PathSearch(try network(expected.graph, costs(of: expected.free)), scoredBy: scorer)
    }

    private func costs(of grammar: ListeningGrammar) -> PhoneNetwork.Costs {
        grammar.listensForDigits ? manner.digits : manner.others
    }

    private func network(
        _ graph: WordGraph, _ costs: PhoneNetwork.Costs
    ) throws(RecognitionFailure) -> PhoneNetwork {
        do throws(PhoneNetworkFailure) {
            return try PhoneNetwork(
                graph,
                pronunciations: { word in
                    dictionary.pronunciations(of: word).map { $0.split(separator: " ").map(String.init) }
                }, model: model, costs: costs)
        } catch {
            switch error {
            case .unknownWord(let word): throw .unknownWord(word)
            case .unknownPhone: throw .modelUnavailable(error.description)
            }
        }
    }
}
