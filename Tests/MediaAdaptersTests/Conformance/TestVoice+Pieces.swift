/// Where the pieces of a voice were found.
struct FoundPieces: CustomStringConvertible {
    /// Each piece's place in what was heard, where it should be after the first one, and how well it fits there.
    var places: [(at: Int, fit: Double)] = []
    var count: Int { places.count }
    /// Pieces that are where they should be.
    var inOrder: Int { places.count { $0.fit > 0.9 } }
    /// Where the last one ends.
    var end: Int? { places.last.map { $0.at + TestVoice.pieceLength } }
    var description: String { places.map { "\($0.at): \($0.fit)" }.joined(separator: ", ") }
}

extension TestVoice {
    static let pieceLength = 400
    /// A late frame moves what follows it by 20 ms, and the jitter buffer moves it back.
    private static let tolerance = 800

    /// Looks for six pieces of a voice, the first one anywhere, the others where they then should be.
    static func pieces(of voice: [Int16], in heard: [Int16]) -> FoundPieces {
        var found = FoundPieces()
        let starts = stride(from: 800, to: voice.count - pieceLength, by: (voice.count - 1_200) / 6)
        for start in starts.prefix(6) {
            let piece = voice[start..<start + pieceLength]
            var range = 0..<heard.count
            if let first = found.places.first {
                let expected = first.at + start - 800
                range = (expected - tolerance)..<(expected + tolerance + pieceLength)
            }
            found.places.append(place(of: piece, in: heard, within: range.clamped(to: 0..<heard.count)))
        }
        return found
    }

    private static func place(
        of piece: ArraySlice<Int16>, in heard: [Int16], within range: Range<Int>
    ) -> (at: Int, fit: Double) {
        let piece = piece.map { Double($0) }
        let energy = piece.reduce(0) { $0 + $1 * $1 }
        var best = (at: range.lowerBound, fit: 0.0)
        guard range.count >= piece.count, energy > 0 else { return best }
        let heard = heard[range].map { Double($0) }
        for start in 0...(heard.count - piece.count) {
            var (product, power) = (0.0, 0.0)
            for index in piece.indices {
                product += piece[index] * heard[start + index]
                power += heard[start + index] * heard[start + index]
            }
            guard power > 0 else { continue }
            let fit = product / (power * energy).squareRoot()
            if fit > best.fit { best = (range.lowerBound + start, fit) }
        }
        return best
    }
}
