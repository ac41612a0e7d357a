import Audio
import Testing

@Suite struct KeyDeduplicatorTests {
    /// The presses that come of sightings: a key, its source (`a` in the audio, `e` as an event) and its
    /// tick.
    static func presses(_ sightings: [(key: Character, source: Character, tick: Int)], windowTicks: Int = 25)
        -> String
    {
        var keys = KeyDeduplicator(windowTicks: windowTicks)
        var presses = ""
        for sighting in sightings
        where keys.isNewPress(
            sighting.key, from: sighting.source == "a" ? .inBand : .event, tick: sighting.tick)
        {
            presses.append(sighting.key)
        }
        return presses
    }

    @Test func `a key in band and as an event is one key`() {
        #expect(Self.presses([("5", "a", 100), ("5", "e", 108), ("6", "e", 120), ("6", "a", 122)]) == "56")
    }

    @Test func `two presses of a key are two, however they are seen`() {
        #expect(Self.presses([("5", "a", 100), ("5", "e", 101), ("5", "a", 108), ("5", "e", 109)]) == "55")
        #expect(Self.presses([("5", "a", 100), ("5", "a", 106)]) == "55")
        #expect(Self.presses([("5", "e", 100), ("5", "e", 106)]) == "55")
    }

    @Test func `events that lag behind two presses swallow neither twice`() {
        #expect(Self.presses([("5", "a", 100), ("5", "a", 106), ("5", "e", 110), ("5", "e", 116)]) == "55")
        #expect(Self.presses([("1", "a", 0), ("2", "a", 6), ("1", "e", 8), ("2", "e", 14)]) == "12")
    }

    @Test func `another key and another time are other presses`() {
        #expect(Self.presses([("5", "a", 100), ("4", "e", 100)]) == "54")
        #expect(Self.presses([("5", "a", 100), ("5", "e", 125)]) == "5")
        #expect(Self.presses([("5", "a", 100), ("5", "e", 126)]) == "55")
        #expect(Self.presses([("5", "a", 100), ("5", "e", 110)], windowTicks: 5) == "55")
    }

    @Test func `a caller who leans on the keys is heard`() {
        #expect(Self.presses((0..<1_000).map { _ in ("1", "e", 0) }).count == 1_000)
    }
}
