/// How a call came to be: what those who watch it want to know besides what it is about.
package struct CallArrival: Sendable {
    package enum Direction: String, Sendable, Hashable { case inbound, outbound }

    package let direction: Direction
    /// The adapter's name.
    package let adapter: String
    /// What came with the call; for a call that we place, nothing.
    package let parameters: [String: String]
    /// When the call was offered, or was to be placed.
    package let offered: ContinuousClock.Instant
    /// When it was known what it is about.
    package let routed: ContinuousClock.Instant
    /// When it was answered.
    package let answered: ContinuousClock.Instant
}
