/// One way through a network: what was said, and when.
package struct WordPath: Sendable, Hashable {
    /// A word, or a pause or noise.
    package struct Segment: Sendable, Hashable {
        /// Nil for a pause or noise.
        package let word: String?
        package let frames: Range<Int>
        /// What the path gained here: logarithms of likelihoods, and of what words and pauses cost.
        package let score: Float
    }

    package let segments: [Segment]
    /// The sum of the segments' scores.
    package let score: Float

    package var words: [String] { segments.compactMap(\.word) }
}
