/// What may be said, as a graph: states, and words that lead from one to the next; there are no empty steps.
///
/// Words that lead to the same future lead to the same state. One sentence may still have several paths.
package struct WordGraph: Sendable, Hashable {
    /// A word said in a state.
    package struct Arc: Sendable, Hashable {
        /// Its number in `words`.
        package let word: Int
        /// The state after it.
        package let state: Int

        package init(word: Int, state: Int) {
            self.word = word
            self.state = state
        }
    }

    /// Every word once, in alphabetical order.
    package let words: [String]
    /// What may be said in each state; the first state is the start.
    package let arcs: [[Arc]]
    /// Whether a sentence may end in each state.
    package let isFinal: [Bool]

    /// A graph of given arcs, which must name words and states that there are.
    package init(words: [String], arcs: [[Arc]], isFinal: [Bool]) {
        precondition(arcs.count == isFinal.count && !arcs.isEmpty, "states without arcs or ends")
        precondition(
            arcs.joined().allSatisfy { words.indices.contains($0.word) && arcs.indices.contains($0.state) },
            "an arc to nowhere")
        self.words = words
        self.arcs = arcs
        self.isFinal = isFinal
    }

    /// One place after the other, each said by any of its words.
    package init(_ places: [[String]]) {
        let words = Set(places.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
        let arcs = places.enumerated().map { place, choices in
            choices.compactMap { numbers[$0] }.map { Arc(word: $0, state: place + 1) }
        }
        self.init(
            words: words, arcs: arcs + [[]],
            isFinal: [Bool](repeating: false, count: places.count) + [true])
    }

    /// Whether these words in this order are a sentence.
    package func accepts(_ sentence: [String]) -> Bool {
        var live: Set<Int> = [0]
        for word in sentence {
            live = Set(
                live.flatMap { state in arcs[state].filter { words[$0.word] == word }.map(\.state) })
        }
        return live.contains { isFinal[$0] }
    }
}

extension WordGraph {
    /// The graph of an automaton's positions, where positions with the same future have become one state.
    ///
    /// - Parameters:
    ///   - first: Positions that a sentence may begin with.
    ///   - follow: What may come after each position.
    ///   - last: Positions that a sentence may end with.
    ///   - choices: The words of each position.
    init(first: PositionSet, follow: [PositionSet], last: PositionSet, choices: [[String]]) {
        let words = Set(choices.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
        let spoken = choices.map { Set($0.compactMap { numbers[$0] }).sorted() }
        // State 0 is the start, state n + 1 is after position n.
        let next = ([first] + follow).map(\.members)
        let ends = Set(last.members)
        let isFinal = [false] + follow.indices.map(ends.contains)
        var classes = isFinal.map { $0 ? 1 : 0 }
        var count = 0
        while true {
            let refined = Self.refined(classes, next, spoken)
            let refinedCount = Set(refined).count
            classes = refined
            if refinedCount == count { break }
            count = refinedCount
        }
        var arcs = [[Arc]](repeating: [], count: count)
        var final = [Bool](repeating: false, count: count)
        var isDone = final
        for state in classes.indices where !isDone[classes[state]] {
            isDone[classes[state]] = true
            final[classes[state]] = isFinal[state]
            let all = next[state].flatMap { position in
                spoken[position].map { Arc(word: $0, state: classes[position + 1]) }
            }
            arcs[classes[state]] = Set(all).sorted { ($0.word, $0.state) < ($1.word, $1.state) }
        }
        self.init(words: words, arcs: arcs, isFinal: final)
    }

    /// Tells states apart that differ in their class or in what they lead to; classes are numbered by first appearance.
    private static func refined(_ classes: [Int], _ next: [[Int]], _ spoken: [[Int]]) -> [Int] {
        struct Future: Hashable {
            let own: Int
            let steps: [[Int]: Set<Int>]
        }
        var numbers: [Future: Int] = [:]
        return classes.indices.map { state in
            var steps: [[Int]: Set<Int>] = [:]
            for position in next[state] { steps[spoken[position], default: []].insert(classes[position + 1]) }
            let future = Future(own: classes[state], steps: steps)
            let number = numbers[future] ?? numbers.count
            numbers[future] = number
            return number
        }
    }
}
