/// Which state of which phone each frame of an utterance belongs to, on the best way through a network.
package struct StateAlignment: Sendable, Hashable {
    /// Steps back that are kept at most: 160 MB, which is a minute of a string of twenty digits.
    private static let limit = 40_000_000

    /// The senone of each frame.
    package let senones: [Int]
    /// Logarithm of the likelihood of the path.
    package let score: Float

    /// Aligns an utterance; nil if there is no way that fits, or it is too long for a network of this size.
    ///
    /// `network` is best made of the words that were said. All its ways are followed.
    package init?(_ search: PathSearch, _ scores: FrameMatrix) {
        let network = search.network
        let places = network.nodes * network.states
        guard scores.frames > 0, places * scores.frames <= Self.limit else { return nil }
        var pass = StatePass(network)
        for frame in 0..<scores.frames {
            pass.advance(frame, scores[frame], search.columns)
        }
        guard let end = pass.best else { return nil }
        score = end.score
        var senones: [Int] = []
        var state = end.state
        for frame in stride(from: scores.frames - 1, through: 0, by: -1) {
            senones.append(Int(network.senones[Int(state)]))
            state = pass.steps[frame * places + Int(state)]
        }
        self.senones = senones.reversed()
    }
}

/// A search that keeps the way to each state, frame by frame.
private struct StatePass {
    private let network: PhoneNetwork
    private var scores: [Float]
    /// What left each node, and after them each junction, and the state that it was in before.
    private var exits: [(score: Float, state: Int32)]
    /// For each frame and state, the state in the frame before.
    private(set) var steps: [Int32] = []

    init(_ network: PhoneNetwork) {
        self.network = network
        scores = [Float](repeating: PathSearch.impossible, count: network.nodes * network.states)
        exits = [(score: Float, state: Int32)](
            repeating: (PathSearch.impossible, -1), count: network.nodes + network.junctions)
        exits[network.nodes + network.start] = (0, -1)
    }

    var best: (score: Float, state: Int32)? {
        let ends = (0..<network.junctions).filter { network.isFinal[$0] }.map { exits[network.nodes + $0] }
        return ends.filter { $0.score > PathSearch.impossible }.max { $0.score < $1.score }
    }

    mutating func advance(_ frame: Int, _ row: ArraySlice<Float>, _ columns: [Int32]) {
        let states = network.states
        let offset = steps.count
        steps += repeatElement(-1, count: scores.count)
        for node in 0..<network.nodes {
            var entry = (score: PathSearch.impossible, state: Int32(-1))
            for index in network.sources.range(node) {
                let exit = exits[Int(network.sources.members[index])]
                let score = exit.score + network.sourceWeights[index]
                if score > entry.score { entry = (score, exit.state) }
            }
            for to in stride(from: states - 1, through: 0, by: -1) {
                var best = to == 0 ? entry : (score: PathSearch.impossible, state: Int32(-1))
                for from in node * states...node * states + to {
                    let score = scores[from] + network.transitions[from * (states + 1) + to]
                    if score > best.score { best = (score, Int32(truncatingIfNeeded: from)) }
                }
                let state = node * states + to
                scores[state] = best.score + row[row.startIndex + Int(columns[state])]
                steps[offset + state] = best.state
            }
        }
        leave()
    }

    private mutating func leave() {
        let states = network.states
        for junction in network.nodes..<exits.count { exits[junction] = (PathSearch.impossible, -1) }
        for node in 0..<network.nodes {
            var exit = (score: PathSearch.impossible, state: Int32(-1))
            for state in node * states..<(node + 1) * states {
                let score = scores[state] + network.transitions[state * (states + 1) + states]
                if score > exit.score { exit = (score, Int32(truncatingIfNeeded: state)) }
            }
            exits[node] = exit
            for index in network.ends.range(node) {
                let junction = network.nodes + Int(network.ends.members[index])
                if exit.score > exits[junction].score { exits[junction] = exit }
            }
        }
    }
}
