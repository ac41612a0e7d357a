/// The strongly connected components of a graph of numbered nodes.
enum Components {
    /// Each component before those from which it is reached.
    ///
    /// Tarjan's algorithm, with its own stack: a flow of many steps must not exhaust ours.
    static func find(in edges: [[Int]]) -> [[Int]] {
        var order = edges.map { _ in -1 }
        var low = edges.map { _ in 0 }
        var isOnStack = edges.map { _ in false }
        var stack: [Int] = []
        var counter = 0
        var components: [[Int]] = []
        for root in edges.indices where order[root] < 0 {
            var work: [(node: Int, next: Int)] = [(root, 0)]
            while let (node, next) = work.last {
                if next == 0 {
                    order[node] = counter
                    low[node] = counter
                    counter += 1
                    stack.append(node)
                    isOnStack[node] = true
                }
                if next < edges[node].count {
                    work[work.count - 1].next += 1
                    let to = edges[node][next]
                    if order[to] < 0 {
                        work.append((to, 0))
                    } else if isOnStack[to] {
                        low[node] = min(low[node], order[to])
                    }
                    continue
                }
                work.removeLast()
                if let parent = work.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node] else { continue }
                var component: [Int] = []
                while let member = stack.popLast() {
                    isOnStack[member] = false
                    component.append(member)
                    if member == node { break }
                }
                components.append(component)
            }
        }
        return components
    }
}
