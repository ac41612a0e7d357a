/// Figures of an utterance, row by row: one row for each 10 ms.
package struct FrameMatrix: Sendable, Hashable {
    /// Figures in a row.
    package let width: Int
    /// All rows, one after the other.
    package var values: [Float]

    package var frames: Int { values.count / width }

    /// A matrix of zeros.
    package init(frames: Int, width: Int) {
        precondition(width > 0, "a row without figures")
        self.width = width
        values = [Float](repeating: 0, count: frames * width)
    }

    package subscript(frame: Int) -> ArraySlice<Float> { values[frame * width..<(frame + 1) * width] }

    /// The rows of a range.
    package subscript(frames: Range<Int>) -> FrameMatrix {
        var part = FrameMatrix(frames: 0, width: width)
        part.values = Array(values[frames.lowerBound * width..<frames.upperBound * width])
        return part
    }
}
