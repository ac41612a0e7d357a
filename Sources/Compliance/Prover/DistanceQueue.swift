/// A priority queue by distance; of equally near elements, the first pushed comes first.
struct DistanceQueue<Element> {
    private struct Entry {
        let distance: Int
        let order: Int
        let element: Element

        func isBefore(_ other: Entry) -> Bool { (distance, order) < (other.distance, other.order) }
    }

    /// A binary heap.
    private var heap: [Entry] = []
    private var pushed = 0

    mutating func push(_ element: Element, at distance: Int) {
        heap.append(Entry(distance: distance, order: pushed, element: element))
        pushed += 1
        var place = heap.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard heap[place].isBefore(heap[parent]) else { return }
            heap.swapAt(place, parent)
            place = parent
        }
    }

    /// The nearest element.
    mutating func pop() -> (element: Element, distance: Int)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return (first.element, first.distance) }
        heap[0] = last
        var place = 0
        while true {
            let children = [2 * place + 1, 2 * place + 2].filter { $0 < heap.count }
            guard let child = children.min(by: { heap[$0].isBefore(heap[$1]) }),
                heap[child].isBefore(heap[place])
            else { return (first.element, first.distance) }
            heap.swapAt(place, child)
            place = child
        }
    }
}
