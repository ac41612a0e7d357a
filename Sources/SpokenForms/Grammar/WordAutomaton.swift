/// A grammar compiled for matching word by word, in time linear in the words.
///
/// A Glushkov automaton: each place of the expression where a word is said is a position, a run of the words is the set
/// of positions that the last word may have been at. A choice between single words is one position.
struct WordAutomaton: Sendable {
    /// What a part of the grammar stands for.
    enum Part: Sendable, Hashable {
        /// One meaning, whichever of its words are said; parts of the same number mean the same.
        case constant(Int)
        /// A value that each further word may change.
        case value
    }

    private var positionsByWord: [String: PositionSet] = [:]
    private var follow: [PositionSet] = []
    private var parts: [Part] = []
    private var first = PositionSet()
    private var last = PositionSet()

    init(_ alternatives: [(expression: GrammarExpression, part: Part)]) {
        for (expression, part) in alternatives {
            let fragment = add(expression, part)
            first.formUnion(fragment.first)
            last.formUnion(fragment.last)
        }
    }

    /// How far the words have come; words that fit no path are incomplete.
    func completeness(of words: [String]) -> Completeness {
        if words.isEmpty { return .nothing }
        let live = run(words)
        var accepting = live
        accepting.formIntersection(last)
        if accepting.isEmpty { return .incomplete }
        var meanings: Set<Part> = []
        accepting.forEach { meanings.insert(parts[$0]) }
        var mayContinue = false
        live.forEach { position in
            if follow[position].isEmpty { return }
            mayContinue = true
            meanings.insert(parts[position])
        }
        // "yes" may become "yes please", which changes nothing; "no" may become "no, the twentieth".
        let isSettled = !meanings.contains(.value) && meanings.count == 1
        return mayContinue && !isSettled ? .extendable : .closed
    }

    /// Whether the grammar takes the words as a whole answer.
    func accepts(_ words: [String]) -> Bool {
        var live = run(words)
        live.formIntersection(last)
        return !live.isEmpty
    }

    /// The same as a graph of words.
    var graph: WordGraph {
        var choices = [[String]](repeating: [], count: follow.count)
        for (word, positions) in positionsByWord { positions.forEach { choices[$0].append(word) } }
        return WordGraph(first: first, follow: follow, last: last, choices: choices)
    }

    private func run(_ words: [String]) -> PositionSet {
        var live = PositionSet()
        for (index, word) in words.enumerated() {
            guard let takers = positionsByWord[word] else { return PositionSet() }
            var next = PositionSet()
            if index == 0 { next = first } else { live.forEach { next.formUnion(follow[$0]) } }
            next.formIntersection(takers)
            live = next
        }
        return live
    }
}

// MARK: - Construction

extension WordAutomaton {
    private struct Fragment {
        var matchesNothing: Bool
        var first: PositionSet
        var last: PositionSet
        static let empty = Fragment(matchesNothing: true, first: PositionSet(), last: PositionSet())
    }

    private mutating func add(_ expression: GrammarExpression, _ part: Part) -> Fragment {
        if let words = expression.wordClass { return addPosition(words, part) }
        switch expression {
        case .word(let word): return addPosition([word], part)
        case .rule(_, let inner): return add(inner, part)
        case .sequence(let members):
            return members.reduce(.empty) { join($0, add($1, part)) }
        case .alternatives(let members):
            var result = Fragment(matchesNothing: false, first: PositionSet(), last: PositionSet())
            for member in members {
                let fragment = add(member, part)
                result.matchesNothing = result.matchesNothing || fragment.matchesNothing
                result.first.formUnion(fragment.first)
                result.last.formUnion(fragment.last)
            }
            return result
        case .optional(let inner):
            var result = add(inner, part)
            result.matchesNothing = true
            return result
        case .repeated(let inner, let range):
            var result = Fragment.empty
            for count in 0..<max(0, range.upperBound) {
                var copy = add(inner, part)
                // A sequence x x [x] [x] says the same as x x [x [x]].
                if count >= range.lowerBound { copy.matchesNothing = true }
                result = join(result, copy)
            }
            return result
        }
    }

    private mutating func addPosition(_ words: [String], _ part: Part) -> Fragment {
        let position = PositionSet(follow.count)
        for word in words { positionsByWord[word, default: PositionSet()].formUnion(position) }
        follow.append(PositionSet())
        parts.append(part)
        return Fragment(matchesNothing: false, first: position, last: position)
    }

    private mutating func join(_ left: Fragment, _ right: Fragment) -> Fragment {
        left.last.forEach { follow[$0].formUnion(right.first) }
        return Fragment(
            matchesNothing: left.matchesNothing && right.matchesNothing,
            first: left.matchesNothing ? left.first.union(right.first) : left.first,
            last: right.matchesNothing ? left.last.union(right.last) : right.last)
    }
}
