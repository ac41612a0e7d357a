/// Finds the name that was probably meant by a misspelt one.
package enum Spelling {
    /// `; did you mean 'confirm'?`, or nothing if no candidate is near.
    package static func hint(for name: String, among candidates: some Sequence<String>) -> String {
        closest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }

    /// The candidate at the smallest distance, the first by alphabet if several; nil if none is near.
    package static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
        // Longer than any name that we accept: not a slip of the finger.
        guard name.unicodeScalars.count <= 64 else { return nil }
        let written = Array(name.lowercased().unicodeScalars)
        let limit = Swift.max(1, written.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != name {
            let known = Array(candidate.lowercased().unicodeScalars)
            guard abs(known.count - written.count) <= limit else { continue }
            let distance = distance(written, known)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return left.count + right.count }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = Swift.min(
                    previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    cost = Swift.min(cost, beforePrevious[column - 2] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
