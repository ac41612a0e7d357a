import Dialog

/// A step and what is known on arrival there.
struct Point: Hashable {
    let step: Int
    let facts: Facts
}

/// A point of one context.
struct Place: Hashable {
    let context: Int
    let node: Int
}

/// How a way leads from one point of a flow to the next.
enum Via: Hashable {
    case move(Cause)
    /// Through a whole sub-flow, to an exit of its context.
    case returned(context: Int, exit: Int)
}

/// A way out of a point, before it is known whether it leads to a new one.
struct Way {
    let via: Via
    let to: Destination
    let facts: Facts
    let length: Int

    /// The same way out of a sub-flow, whose slots nobody knows outside.
    var leavingFlow: Way {
        var facts = facts
        facts.fillers = 0
        return Way(via: via, to: to, facts: facts, length: length)
    }
}

/// A point to be visited, and where it was seen from; nil for a flow's start.
struct Arrival {
    let point: Point
    let from: Context.Departure?
}

/// One flow, explored from one set of facts.
struct Context {
    struct Key: Hashable {
        let instance: Int
        let entry: Facts
    }

    struct Departure {
        let node: Int
        let via: Via
        let length: Int
    }

    struct Node {
        let point: Point
        /// Moves from the start of this flow.
        let distance: Int
        /// The edge by which it was reached first; nil for the start.
        let parent: Int?
    }

    struct Edge {
        let from: Int
        let to: Int
        let via: Via
        let length: Int
    }

    /// Where a sub-flow is left for.
    enum Target: Hashable {
        case outcome(OutcomeName)
        /// A step of the root flow.
        case root(Int)
    }

    struct Exit {
        let from: Int
        let via: Via
        let to: Target
        let facts: Facts
        let distance: Int
    }

    struct Call {
        let node: Int
        let callee: Int
    }

    let key: Key
    /// In order of distance; the start is the first.
    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    /// The nearest exit for each target and set of facts.
    private(set) var exits: [Exit] = []
    var calls: [Call] = []
    private var nodeIndex: [Point: Int] = [:]
    private var exitIndex: [ExitKey: Int] = [:]

    private struct ExitKey: Hashable {
        let to: Target
        let facts: Facts
    }

    init(key: Key) { self.key = key }

    /// Records an edge; the index of the point if it is new.
    mutating func arrive(_ arrival: Arrival, distance: Int) -> Int? {
        let known = nodeIndex[arrival.point]
        let node = known ?? nodes.count
        var parent: Int?
        if let from = arrival.from {
            parent = edges.count
            edges.append(Edge(from: from.node, to: node, via: from.via, length: from.length))
        }
        guard known == nil else { return nil }
        nodes.append(Node(point: arrival.point, distance: distance, parent: parent))
        nodeIndex[arrival.point] = node
        return node
    }

    /// Records a way out of the sub-flow, if none as short is known.
    mutating func leave(_ target: Target, from node: Int, _ way: Way) {
        let exit = Exit(
            from: node, via: way.via, to: target, facts: way.facts,
            distance: nodes[node].distance + way.length)
        let key = ExitKey(to: target, facts: way.facts)
        if let known = exitIndex[key] {
            if exit.distance < exits[known].distance { exits[known] = exit }
        } else {
            exitIndex[key] = exits.count
            exits.append(exit)
        }
    }
}
