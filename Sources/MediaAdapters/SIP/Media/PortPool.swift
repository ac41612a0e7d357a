/// Hands out pairs of ports for media, an even one and the next, in turn: one that was just given back is used last.
struct PortPool: Sendable {
    private let evens: [UInt16]
    private var next = 0
    private var used: Set<UInt16> = []

    init(_ range: ClosedRange<UInt16>) {
        evens = range.filter { $0.isMultiple(of: 2) && $0 < range.upperBound }
    }

    /// The even port of a free pair; nil if all are in use.
    mutating func take() -> UInt16? {
        for _ in evens.indices {
            let port = evens[next]
            next = (next + 1) % evens.count
            if used.insert(port).inserted { return port }
        }
        return nil
    }

    mutating func giveBack(_ port: UInt16) { used.remove(port) }
}
