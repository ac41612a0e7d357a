package import SpokenForms

/// The sentences of a word graph as a network of phones in context, ready to be searched.
///
/// A node is one phone with one sequence of states. The neighbours of a phone are exact across words too: a word's first
/// phone has a node for each phone that may come before, its last phone one for each that may come after, as far as they
/// sound different. What leaves a word goes to a junction, which stands for a state of the graph, the phone that was last
/// and the phone that follows.
package struct PhoneNetwork: Sendable {
    /// What is said when a node is left.
    enum Meaning: Sendable, Hashable {
        /// The word is not over.
        case inside
        /// Silence or noise.
        case filler
        /// The number of a word.
        case word(Int32)
    }

    /// Numbers in a row for each of some things.
    struct Lists: Sendable {
        private(set) var starts: [Int32] = [0]
        private(set) var members: [Int32] = []

        init() {}

        init(_ lists: [[Int]]) {
            for list in lists {
                members += list.map { Int32(truncatingIfNeeded: $0) }
                starts.append(Int32(truncatingIfNeeded: members.count))
            }
        }

        @inline(__always)
        func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }
    }

    package let words: [String]
    /// States of each node.
    let states: Int
    var nodes: Int { meanings.count }
    /// The senone of each state of each node.
    let senones: [Int32]
    /// For each node, the logarithms of its ways from state to state, and to the end: a row for each state.
    let transitions: [Float]
    let meanings: [Meaning]
    /// Where each node is entered from: nodes, and junctions numbered after them.
    let sources: Lists
    let sourceWeights: [Float]
    /// The nodes that each node, and each junction after them, leads to.
    let followers: Lists
    /// The junctions that each node ends in.
    let ends: Lists
    let junctions: Int
    /// The junction that everything starts from.
    let start: Int
    /// Whether a sentence may end in each junction.
    let isFinal: [Bool]

    /// What the parts of a path cost, as natural logarithms of probabilities.
    package struct Costs: Sendable, Hashable {
        /// Of each word.
        package var word: Float = -4.6
        /// Of certain words, on top of that.
        package var rare: [String: Float] = [:]
        /// Of each pause between words.
        package var silence: Float = -0.7
        /// Of each noise; nil if no noise is expected.
        package var noise: Float?
        /// Of pronouncing a word otherwise than in its first way.
        package var variant: Float = 0
        /// How often the logarithms of the ways from state to state count: more than once makes lengths matter.
        package var transitions: Float = 1

        package init(
            word: Float = -4.6, rare: [String: Float] = [:], silence: Float = -0.7, noise: Float? = nil,
            variant: Float = 0, transitions: Float = 1
        ) {
            self.word = word
            self.rare = rare
            self.silence = silence
            self.noise = noise
            self.variant = variant
            self.transitions = transitions
        }
    }

    /// Spreads a word graph out into phones.
    ///
    /// - Parameters:
    ///   - graph: What may be said.
    ///   - pronunciations: The phones of a word, one array for each way to say it.
    ///   - model: Whose phones they are.
    ///   - costs: What words and pauses cost.
    /// - Throws: The first word without pronunciation, or with a phone that the model lacks.
    package init(
        _ graph: WordGraph, pronunciations: (String) -> [[String]], model: ScoringModel,
        costs: Costs = Costs()
    ) throws(PhoneNetworkFailure) {
        var builder = PhoneNetworkBuilder(model, transitions: costs.transitions)
        try builder.add(graph, pronunciations, costs)
        self.init(builder, words: graph.words)
    }

    /// Any sequence of base phones without context, the fillers among them; its words are their names.
    ///
    /// Each change costs `cost`; the ways from state to state count as in `Costs`.
    package init(phoneLoop model: ScoringModel, cost: Float = 0, transitions: Float = 1) {
        var builder = PhoneNetworkBuilder(model, transitions: transitions)
        builder.addLoop(cost: cost)
        self.init(builder, words: model.definition.phones)
    }

    /// The senones that must be scored to search it.
    package var scoredSenones: Set<Int> { Set(senones.map(Int.init)) }

    private init(_ builder: PhoneNetworkBuilder, words: [String]) {
        self.words = words
        states = builder.model.definition.states
        senones = builder.nodes.flatMap(\.senones)
        transitions = builder.nodes.flatMap(\.transitions)
        meanings = builder.nodes.map(\.meaning)
        let nodes = builder.nodes.count
        func number(_ place: PhoneNetworkBuilder.Place) -> Int {
            switch place {
            case .node(let node): node
            case .junction(let junction): nodes + junction
            }
        }
        sources = Lists(builder.nodes.map { $0.entries.map { number($0.place) } })
        sourceWeights = builder.nodes.flatMap { $0.entries.map(\.weight) }
        var followers = [[Int]](repeating: [], count: nodes + builder.junctions)
        for (node, entry) in builder.nodes.enumerated() {
            for source in entry.entries { followers[number(source.place)].append(node) }
        }
        self.followers = Lists(followers)
        ends = Lists(builder.nodes.map(\.ends))
        junctions = builder.junctions
        start = builder.start
        isFinal = (0..<builder.junctions).map(builder.finals.contains)
    }
}

/// Why a word graph can't be searched.
package enum PhoneNetworkFailure: Error, Hashable, CustomStringConvertible {
    /// Nobody knows how it sounds.
    case unknownWord(String)
    /// It is pronounced with a phone that the model lacks.
    case unknownPhone(String, word: String)

    package var description: String {
        switch self {
        case .unknownWord(let word): "the word '\(word)' has no pronunciation"
        case .unknownPhone(let phone, let word):
            "the word '\(word)' is pronounced with '\(phone)', which is no phone of the acoustic model"
        }
    }
}
