/// Makes one key of a key that is heard in the audio and also signalled outside it.
///
/// Many gateways send both, some time apart: an event may come when the press begins or when it ends. So a
/// sighting by one source swallows at most one sighting of the same key by the *other* source within the
/// window. Two sightings by the same source are always two presses.
package struct KeyDeduplicator: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        case inBand
        case event
    }

    private struct Sighting: Sendable, Hashable {
        let key: Character
        let source: Source
        let tick: Int
    }

    /// Bounds the memory of a caller who leans on the keys.
    private static let mostUnpaired = 64

    /// How many ticks of 20 ms may lie between the two sightings of one press.
    package let windowTicks: Int
    private var unpaired: [Sighting] = []

    /// The default window of 500 ms covers an event that is sent when an ordinary press ends.
    package init(windowTicks: Int = 25) { self.windowTicks = windowTicks }

    /// Returns whether this sighting is a new press; ticks never go back.
    package mutating func isNewPress(_ key: Character, from source: Source, tick: Int) -> Bool {
        unpaired.removeAll { tick - $0.tick > windowTicks }
        if let pair = unpaired.firstIndex(where: { $0.key == key && $0.source != source }) {
            unpaired.remove(at: pair)
            return false
        }
        unpaired.append(Sighting(key: key, source: source, tick: tick))
        if unpaired.count > Self.mostUnpaired { unpaired.removeFirst() }
        return true
    }
}
