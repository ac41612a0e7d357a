/// A set of small numbers, a bit each.
struct BitSet: Hashable {
    private var words: [UInt64]

    /// An empty set that can hold the numbers below `count`.
    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// A set that holds every number below `count`.
    init(allBelow count: Int) {
        self.init(count: count)
        for number in 0..<count { insert(number) }
    }

    func contains(_ number: Int) -> Bool { words[number >> 6] & (1 << UInt64(number & 63)) != 0 }
    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }
    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    mutating func formUnion(_ other: BitSet) {
        for place in words.indices { words[place] |= other.words[place] }
    }

    mutating func subtract(_ other: BitSet) {
        for place in words.indices { words[place] &= ~other.words[place] }
    }

    /// Keeps what both hold; whether that took anything away.
    mutating func formIntersection(_ other: BitSet) -> Bool {
        var changed = false
        for place in words.indices {
            let kept = words[place] & other.words[place]
            changed = changed || kept != words[place]
            words[place] = kept
        }
        return changed
    }
}
