/// The tokens of a search: the best paths to each state, of one each or of several with different words.
struct TokenPass {
    private let network: PhoneNetwork
    private let columns: [Int32]
    private let width: Int
    private let beam: Float
    /// Of each state of each node.
    private var tokens: TokenLists
    /// What left each node in the frame before, and after them each junction.
    private var exits: TokenLists
    /// For the work on one state.
    private var list: TokenLists
    /// Nodes in which something is alive or that can be entered.
    private var active: [Int32] = []
    private var isActive: [Bool]
    /// Junctions that were reached in the frame before.
    private var reached: [Int32] = []
    private(set) var history: [WordEnd] = []

    init(_ search: PathSearch, paths: Int, beam: Float) {
        network = search.network
        columns = search.columns
        width = search.width
        self.beam = beam
        tokens = TokenLists(places: network.nodes * network.states, paths: paths)
        exits = TokenLists(places: network.nodes + network.junctions, paths: paths)
        list = TokenLists(places: 1, paths: paths)
        isActive = [Bool](repeating: false, count: network.nodes)
        reach(network.start, score: 0, token: -1)
        activateFollowers(of: network.nodes + network.start)
    }

    /// The best tokens in junctions where a sentence may end, with different words; the best one first.
    var best: [(score: Float, token: Int32)] {
        var best = TokenLists(places: 1, paths: exits.paths)
        for junction in reached where network.isFinal[Int(junction)] {
            best.insert(from: exits, network.nodes + Int(junction), plus: 0, at: 0, history)
        }
        return best.members(of: 0)
    }

    /// The best token in each junction where a sentence may end; the best one first, in the order of junctions where alike.
    var endings: [(score: Float, token: Int32)] {
        let ends = reached.filter { network.isFinal[Int($0)] }.sorted()
        return ends.compactMap { exits.members(of: network.nodes + Int($0)).first }
            .enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map(\.element)
    }

    /// Goes on by a frame.
    mutating func advance(_ frame: Int, _ matrix: FrameMatrix) {
        let current = active
        var greatest = PathSearch.impossible
        matrix.values.withUnsafeBufferPointer { matrix in
            let row = UnsafeBufferPointer(rebasing: matrix[frame * width..<(frame + 1) * width])
            for node in current { greatest = max(greatest, enter(Int(node), row)) }
        }
        for node in current { isActive[Int(node)] = false }
        active.removeAll(keepingCapacity: true)
        for junction in reached { exits.clear(network.nodes + Int(junction)) }
        reached.removeAll(keepingCapacity: true)
        for node in current { leave(Int(node), threshold: greatest - beam, frame) }
        for junction in reached { activateFollowers(of: network.nodes + Int(junction)) }
    }

    /// Moves tokens within a node and into it; returns the best score there.
    private mutating func enter(_ node: Int, _ row: UnsafeBufferPointer<Float>) -> Float {
        if exits.paths == 1 { return enterBest(node, row) }
        let states = network.states
        let base = node * states
        var greatest = PathSearch.impossible
        for to in stride(from: states - 1, through: 0, by: -1) {
            list.clear(0)
            for from in 0...to {
                let weight = network.transitions[(base + from) * (states + 1) + to]
                list.insert(from: tokens, base + from, plus: weight, at: 0, history)
            }
            for index in network.sources.range(node) where to == 0 {
                list.insert(
                    from: exits, Int(network.sources.members[index]), plus: network.sourceWeights[index],
                    at: 0, history)
            }
            tokens.take(list, plus: row[Int(columns[base + to])], at: base + to)
            greatest = max(greatest, tokens.scores[(base + to) * tokens.paths])
        }
        return greatest
    }

    /// The same where one path is followed: most of the time of a search is spent here.
    private mutating func enterBest(_ node: Int, _ row: UnsafeBufferPointer<Float>) -> Float {
        var entry = PathSearch.impossible
        var entryToken: Int32 = -1
        for index in network.sources.range(node) {
            let source = Int(network.sources.members[index])
            let score = exits.scores[source] + network.sourceWeights[index]
            if score > entry { (entry, entryToken) = (score, exits.tokens[source]) }
        }
        let states = network.states
        let base = node * states
        var greatest = PathSearch.impossible
        for to in stride(from: states - 1, through: 0, by: -1) {
            var (best, token) = to == 0 ? (entry, entryToken) : (PathSearch.impossible, -1)
            for from in 0...to {
                let score =
                    tokens.scores[base + from] + network.transitions[(base + from) * (states + 1) + to]
                if score > best { (best, token) = (score, tokens.tokens[base + from]) }
            }
            best += row[Int(columns[base + to])]
            tokens.scores[base + to] = best
            tokens.tokens[base + to] = token
            greatest = max(greatest, best)
        }
        return greatest
    }

    /// Gives up what fell behind, and moves tokens out of a node.
    private mutating func leave(_ node: Int, threshold: Float, _ frame: Int) {
        let states = network.states
        let base = node * states
        var isAlive = false
        exits.clear(node)
        for state in base..<base + states where tokens.cut(state, below: threshold) {
            isAlive = true
            let weight = network.transitions[state * (states + 1) + states]
            exits.insert(from: tokens, state, plus: weight, at: node, history)
        }
        if isAlive { activate(node) }
        guard exits.scores[node * exits.paths] > threshold else { return }
        let word: Int32
        switch network.meanings[node] {
        case .inside:
            activateFollowers(of: node)
            return
        case .filler: word = -1
        case .word(let number): word = number
        }
        for (score, token) in exits.members(of: node) {
            let before = token >= 0 ? history[Int(token)].sentence : 0
            history.append(
                WordEnd(
                    word: word, frame: Int32(truncatingIfNeeded: frame), previous: token, score: score,
                    sentence: word < 0 ? before : WordEnd.sentence(before, then: word)))
            let end = Int32(truncatingIfNeeded: history.count - 1)
            for index in network.ends.range(node) {
                reach(Int(network.ends.members[index]), score: score, token: end)
            }
        }
    }

    private mutating func reach(_ junction: Int, score: Float, token: Int32) {
        let place = network.nodes + junction
        if exits.scores[place * exits.paths] == PathSearch.impossible {
            reached.append(Int32(truncatingIfNeeded: junction))
        }
        exits.insert(score, token, at: place, history)
    }

    private mutating func activate(_ node: Int) {
        guard !isActive[node] else { return }
        isActive[node] = true
        active.append(Int32(truncatingIfNeeded: node))
    }

    private mutating func activateFollowers(of place: Int) {
        for index in network.followers.range(place) { activate(Int(network.followers.members[index])) }
    }
}
