/// The best tokens of some places, as many each as paths are followed, with different words; the best one first.
struct TokenLists {
    let paths: Int
    /// For each place, falling; `impossible` where there are fewer.
    var scores: [Float]
    /// The last word end on the way of each; minus one for none.
    var tokens: [Int32]

    init(places: Int, paths: Int) {
        self.paths = paths
        scores = [Float](repeating: PathSearch.impossible, count: places * paths)
        tokens = [Int32](repeating: -1, count: places * paths)
    }

    mutating func clear(_ place: Int) {
        for slot in place * paths..<(place + 1) * paths { scores[slot] = PathSearch.impossible }
    }

    func members(of place: Int) -> [(score: Float, token: Int32)] {
        let slots = place * paths..<(place + 1) * paths
        return slots.prefix { scores[$0] > PathSearch.impossible }.map { (scores[$0], tokens[$0]) }
    }

    /// Removes what is not better than a threshold; returns whether something is left.
    @inline(__always)
    mutating func cut(_ place: Int, below threshold: Float) -> Bool {
        for slot in place * paths..<(place + 1) * paths where scores[slot] <= threshold {
            scores[slot] = PathSearch.impossible
        }
        return scores[place * paths] > PathSearch.impossible
    }

    /// Inserts all tokens of a place of another list, moved by a weight.
    @inline(__always)
    mutating func insert(
        from other: TokenLists, _ source: Int, plus weight: Float, at place: Int, _ history: [WordEnd]
    ) {
        for slot in source * paths..<(source + 1) * paths {
            let score = other.scores[slot] + weight
            // The rest of the source is no better.
            guard score > scores[(place + 1) * paths - 1] else { return }
            insert(score, other.tokens[slot], at: place, history)
        }
    }

    /// Inserts a token, unless there is as good a one with the same words.
    @inline(__always)
    mutating func insert(_ score: Float, _ token: Int32, at place: Int, _ history: [WordEnd]) {
        let first = place * paths
        if paths == 1 {
            if score > scores[first] { (scores[first], tokens[first]) = (score, token) }
            return
        }
        let sentence = Self.sentence(token, history)
        // The slot of a worse one with the same words is given up, or else the last one.
        var slot = first
        while slot < first + paths - 1, scores[slot] > PathSearch.impossible,
            Self.sentence(tokens[slot], history) != sentence
        {
            slot += 1
        }
        guard score > scores[slot] else { return }
        while slot > first, scores[slot - 1] < score {
            (scores[slot], tokens[slot]) = (scores[slot - 1], tokens[slot - 1])
            slot -= 1
        }
        (scores[slot], tokens[slot]) = (score, token)
    }

    /// Replaces a place by a list, moved by a weight.
    mutating func take(_ list: TokenLists, plus weight: Float, at place: Int) {
        for slot in 0..<paths {
            scores[place * paths + slot] = list.scores[slot] + weight
            tokens[place * paths + slot] = list.tokens[slot]
        }
    }

    private static func sentence(_ token: Int32, _ history: [WordEnd]) -> UInt64 {
        token < 0 ? 0 : history[Int(token)].sentence
    }
}
