import SpokenForms

/// Makes the nodes and junctions of a `PhoneNetwork`.
struct PhoneNetworkBuilder {
    /// What a node can be entered from.
    enum Place: Hashable {
        case node(Int)
        case junction(Int)
    }

    struct Node {
        let senones: [Int32]
        let transitions: [Float]
        var meaning = PhoneNetwork.Meaning.inside
        var entries: [(place: Place, weight: Float)] = []
        /// The junctions that it ends in.
        var ends: [Int] = []
    }

    /// A state of the graph, the last phone before it, and the first phone after it.
    private struct Crossing: Hashable {
        let state: Int
        let left: Int
        let right: Int
    }

    /// One way to say a word.
    private struct Way {
        let phones: [Int]
        let cost: Float
    }

    /// What nodes of a graph's state are shared by: the phones up to the one after, or the end of a word, and the
    /// sequence of states.
    private struct Stem: Hashable {
        let state: Int
        let phones: ArraySlice<Int>
        /// Of the word and its pronunciation; -1 before the end.
        let way: Int
        /// The phone before a word of a single one.
        let left: Int
        let sequence: Int
    }

    let model: ScoringModel
    private let transitions: Float
    private(set) var nodes: [Node] = []
    private(set) var junctions = 0
    private(set) var start = 0
    private(set) var finals: Set<Int> = []
    private var crossings: [Crossing: Int] = [:]
    /// After silence, for each state of the graph.
    private var rests: [Int] = []
    private var stems: [Stem: Int] = [:]
    private var ways: [[Way]] = []
    /// For each state, the last phones of words that lead to it, and the first phones of words that leave it.
    private var before: [[Int]] = []
    private var after: [[Int]] = []

    init(_ model: ScoringModel, transitions: Float) {
        self.model = model
        self.transitions = transitions
    }

    private var silence: Int { model.definition.silence }

    // MARK: - A graph of words

    mutating func add(
        _ graph: WordGraph, _ pronunciations: (String) -> [[String]], _ costs: PhoneNetwork.Costs
    ) throws(PhoneNetworkFailure) {
        ways = try waysToSay(graph.words, pronunciations, costs)
        findNeighbours(graph)
        start = addJunction()
        for state in graph.arcs.indices {
            rests.append(addJunction())
            for left in before[state] {
                for right in after[state] + [silence] {
                    crossings[Crossing(state: state, left: left, right: right)] = addJunction()
                }
            }
        }
        for state in graph.arcs.indices {
            addFillers(state, costs)
            for arc in graph.arcs[state] {
                for (number, way) in ways[arc.word].enumerated() {
                    add(way, arc, from: state, key: arc.word * 64 + number, costs)
                }
            }
            if graph.isFinal[state] {
                finals.insert(rests[state])
                finals.formUnion(before[state].compactMap { crossing(state, $0, silence) })
            }
        }
    }

    private func waysToSay(
        _ words: [String], _ pronunciations: (String) -> [[String]], _ costs: PhoneNetwork.Costs
    ) throws(PhoneNetworkFailure) -> [[Way]] {
        var all: [[Way]] = []
        for word in words {
            var ways: [Way] = []
            // More than any word has; numbers of ways stay apart.
            for (number, names) in pronunciations(word).prefix(64).enumerated() {
                var phones: [Int] = []
                for name in names {
                    guard let phone = model.definition.number(of: name) else {
                        throw .unknownPhone(name, word: word)
                    }
                    phones.append(phone)
                }
                if !phones.isEmpty {
                    ways.append(
                        Way(
                            phones: phones,
                            cost: (number == 0 ? 0 : costs.variant) + (costs.rare[word] ?? 0)))
                }
            }
            guard !ways.isEmpty else { throw .unknownWord(word) }
            all.append(ways)
        }
        return all
    }

    private mutating func findNeighbours(_ graph: WordGraph) {
        var before = [Set<Int>](repeating: [], count: graph.arcs.count)
        var after = before
        for (state, arcs) in graph.arcs.enumerated() {
            for arc in arcs {
                for way in ways[arc.word] {
                    after[state].insert(way.phones[0])
                    before[arc.state].insert(way.phones[way.phones.count - 1])
                }
            }
        }
        self.before = before.map { $0.sorted() }
        self.after = after.map { $0.sorted() }
    }

    private mutating func addJunction() -> Int {
        junctions += 1
        return junctions - 1
    }

    private func crossing(_ state: Int, _ left: Int, _ right: Int) -> Int? {
        crossings[Crossing(state: state, left: left, right: right)]
    }

    /// The junctions before a phone in a state, where the phone before it is this one.
    private func junctions(before phone: Int, in state: Int, left: Int) -> [Int] {
        guard left == silence else { return crossing(state, left, phone).map { [$0] } ?? [] }
        return state == 0 ? [start, rests[state]] : [rests[state]]
    }

    /// Silence, and noise if it is expected, between any two words.
    private mutating func addFillers(_ state: Int, _ costs: PhoneNetwork.Costs) {
        for phone in model.definition.phones.indices where model.definition.isFiller[phone] {
            guard let cost = phone == silence ? costs.silence : costs.noise else { continue }
            var sources = before[state].compactMap { crossing(state, $0, silence) }
            if state == 0 { sources.append(start) }
            // A pause goes on in its own node, and another kind of noise may follow it.
            if costs.noise != nil { sources.append(rests[state]) }
            let node = addNode(phone, model.definition.sequence(of: phone))
            nodes[node].meaning = .filler
            nodes[node].entries = sources.map { (.junction($0), cost) }
            nodes[node].ends = [rests[state]]
        }
    }

    private mutating func add(
        _ way: Way, _ arc: WordGraph.Arc, from state: Int, key: Int, _ costs: PhoneNetwork.Costs
    ) {
        let phones = way.phones
        let rights = after[arc.state] + [silence]
        if phones.count == 1 {
            for left in before[state] + [silence] {
                let entries = junctions(before: phones[0], in: state, left: left).map {
                    (place: Place.junction($0), weight: costs.word + way.cost)
                }
                addEnds(of: phones, left: left, rights, .alone, arc, state, key, entries)
            }
            return
        }
        var previous: [Int] = []
        for left in before[state] + [silence] {
            let node = beginning(of: phones, left: left, in: state, costs)
            if !previous.contains(node) { previous.append(node) }
        }
        for place in 1..<phones.count - 1 {
            let sequence = model.definition.sequence(
                of: phones[place], left: phones[place - 1], right: phones[place + 1], .inside)
            let stem = Stem(
                state: state, phones: phones[...(place + 1)], way: -1, left: -1, sequence: sequence)
            previous = [share(stem, phones[place], entries: previous.map { (.node($0), 0) })]
        }
        addEnds(
            of: phones, left: phones[phones.count - 2], rights, .end, arc, state, key,
            previous.map { (.node($0), way.cost) })
    }

    /// The node of a first phone after this one, with its ways in.
    private mutating func beginning(
        of phones: [Int], left: Int, in state: Int, _ costs: PhoneNetwork.Costs
    ) -> Int {
        let sequence = model.definition.sequence(
            of: phones[0], left: left, right: phones[1], .beginning)
        let stem = Stem(state: state, phones: phones[...1], way: -1, left: -1, sequence: sequence)
        let node = share(stem, phones[0], entries: [])
        for junction in junctions(before: phones[0], in: state, left: left)
        where !nodes[node].entries.contains(where: { $0.place == .junction(junction) }) {
            nodes[node].entries.append((.junction(junction), costs.word))
        }
        return node
    }

    /// The nodes of a last phone, with their ways out.
    private mutating func addEnds(
        of phones: [Int], left: Int, _ rights: [Int], _ position: ModelDefinition.WordPosition,
        _ arc: WordGraph.Arc, _ state: Int, _ key: Int, _ entries: [(place: Place, weight: Float)]
    ) {
        let last = phones[phones.count - 1]
        for right in rights {
            let sequence = model.definition.sequence(of: last, left: left, right: right, position)
            let stem = Stem(
                state: state, phones: phones[...], way: key, left: position == .alone ? left : -1,
                sequence: sequence)
            let node = share(stem, last, entries: entries)
            nodes[node].meaning = .word(Int32(truncatingIfNeeded: arc.word))
            if let junction = crossing(arc.state, last, right), !nodes[node].ends.contains(junction) {
                nodes[node].ends.append(junction)
            }
        }
    }

    private mutating func share(
        _ stem: Stem, _ phone: Int, entries: [(place: Place, weight: Float)]
    ) -> Int {
        if let node = stems[stem] { return node }
        let node = addNode(phone, stem.sequence)
        nodes[node].entries = entries
        stems[stem] = node
        return node
    }

    // MARK: - Nodes

    /// A loop over all base phones.
    mutating func addLoop(cost: Float) {
        start = addJunction()
        let loop = addJunction()
        finals = [loop]
        for phone in model.definition.phones.indices {
            let node = addNode(phone, model.definition.sequence(of: phone))
            nodes[node].meaning = .word(Int32(truncatingIfNeeded: phone))
            nodes[node].entries = [(.junction(start), cost), (.junction(loop), cost)]
            nodes[node].ends = [loop]
        }
    }

    private mutating func addNode(_ phone: Int, _ sequence: Int) -> Int {
        let definition = model.definition
        let matrix = definition.matrix(of: phone)
        let transitions = (0..<definition.states).flatMap { from in
            (0...definition.states).map {
                model.transitions.logarithm(matrix, from: from, to: $0) * self.transitions
            }
        }
        nodes.append(
            Node(senones: definition.senones(of: sequence).map(Int32.init), transitions: transitions))
        return nodes.count - 1
    }
}
