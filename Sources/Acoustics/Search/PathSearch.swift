/// Finds the best ways through a network for the scores of an utterance (Viterbi), by exact token passing.
///
/// Results depend on nothing but the network and the scores.
package struct PathSearch: Sendable {
    /// A state nobody can be in.
    static let impossible: Float = -.infinity
    /// What has fallen so far behind the best is given up; 300 is far more than any right path lost in measurements.
    package static let wideBeam: Float = 300

    let network: PhoneNetwork
    /// The column of each state of each node.
    let columns: [Int32]
    let width: Int

    /// Prepares to search with the scores of a scorer, which must score the senones of the network.
    package init(_ network: PhoneNetwork, scoredBy scorer: SenoneScorer) {
        self.network = network
        let places = Dictionary(uniqueKeysWithValues: scorer.senones.enumerated().map { ($1, $0) })
        columns = network.senones.map { senone in
            guard let place = places[Int(senone)] else {
                preconditionFailure("senone \(senone) is not scored")
            }
            return Int32(truncatingIfNeeded: place)
        }
        width = scorer.senones.count
    }

    /// The best path; nil if no sentence is as short as the utterance, or everything fell behind the beam.
    package func best(_ scores: FrameMatrix, beam: Float = wideBeam) -> WordPath? {
        best(1, scores, beam: beam).first
    }

    /// The best paths with different words, the best one first; each is the best one with its words.
    ///
    /// At most 64 are followed; the search takes longer by about their number.
    package func best(_ count: Int, _ scores: FrameMatrix, beam: Float = wideBeam) -> [WordPath] {
        precondition(scores.width == max(width, 1), "scores of another scorer")
        var pass = TokenPass(self, paths: min(max(count, 1), 64), beam: beam)
        for frame in 0..<scores.frames { pass.advance(frame, scores) }
        return pass.best.map { path(pass.history, from: $0.token, score: $0.score) }
    }

    /// The best path to each place where a sentence may end, the best one first; places that nothing reached are left out.
    ///
    /// Sentences of different lengths end in different places, and so can be compared.
    package func endings(_ scores: FrameMatrix, beam: Float = wideBeam) -> [WordPath] {
        precondition(scores.width == max(width, 1), "scores of another scorer")
        var pass = TokenPass(self, paths: 1, beam: beam)
        for frame in 0..<scores.frames { pass.advance(frame, scores) }
        return pass.endings.map { path(pass.history, from: $0.token, score: $0.score) }
    }

    /// Follows the words of a token back to the beginning.
    private func path(_ history: [WordEnd], from token: Int32, score: Float) -> WordPath {
        var ends: [WordEnd] = []
        var token = token
        while token >= 0 {
            ends.append(history[Int(token)])
            token = history[Int(token)].previous
        }
        var segments: [WordPath.Segment] = []
        var (frame, before) = (0, Float(0))
        for end in ends.reversed() {
            segments.append(
                WordPath.Segment(
                    word: end.word >= 0 ? network.words[Int(end.word)] : nil,
                    frames: frame..<Int(end.frame) + 1, score: end.score - before))
            (frame, before) = (Int(end.frame) + 1, end.score)
        }
        return WordPath(segments: segments, score: score)
    }
}

/// Where a token left a word or a pause.
struct WordEnd {
    /// Minus one for a pause or noise.
    let word: Int32
    let frame: Int32
    /// What came before it; minus one for nothing.
    let previous: Int32
    let score: Float
    /// Tells sentences apart: a mark of all words so far.
    let sentence: UInt64

    static func sentence(_ before: UInt64, then word: Int32) -> UInt64 {
        var mark = (before ^ UInt64(UInt32(bitPattern: word) &+ 1)) &* 0x9e37_79b9_7f4a_7c15
        mark ^= mark >> 29
        return mark &* 0xbf58_476d_1ce4_e5b9
    }
}
