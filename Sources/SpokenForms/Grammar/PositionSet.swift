/// A set of small non-negative numbers, kept as bits.
struct PositionSet: Sendable, Hashable {
    private var words: [UInt64]

    init() { words = [] }

    init(_ position: Int) {
        words = Array(repeating: 0, count: position / 64 + 1)
        words[position / 64] = 1 << UInt64(position % 64)
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    mutating func insert(_ position: Int) { formUnion(PositionSet(position)) }

    mutating func formUnion(_ other: PositionSet) {
        if other.words.count > words.count {
            words += Array(repeating: 0, count: other.words.count - words.count)
        }
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: PositionSet) {
        if words.count > other.words.count { words.removeLast(words.count - other.words.count) }
        for index in words.indices { words[index] &= other.words[index] }
    }

    func union(_ other: PositionSet) -> PositionSet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// All positions, in rising order.
    var members: [Int] {
        var members: [Int] = []
        forEach { members.append($0) }
        return members
    }

    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
