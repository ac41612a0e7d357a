import Audio
import MediaAdapters
import Testing

@Suite struct PlayoutQueueTests {
    private func frame(_ value: Int16) -> [Int16] { [Int16](repeating: value, count: AudioFrame.length) }

    @Test func `a frame a tick comes out as it went in`() {
        var queue = PlayoutQueue()
        var heard: [Int16] = []
        for value in Int16(1)...100 {
            queue.push(frame(value))
            heard.append(queue.pop().samples[0])
        }
        #expect(heard.drop { $0 == 0 } == Array(1...99)[...])
        #expect(queue.missing == 0)
        #expect(queue.surplus == 0)
    }

    @Test func `pieces of odd sizes are put together`() {
        var queue = PlayoutQueue()
        for _ in 0..<30 { queue.push([Int16](repeating: 5, count: 37)) }
        _ = queue.pop()
        #expect(queue.given == 1)
        #expect(queue.pop().samples == frame(5))
    }

    @Test func `a gap fades, and makes the queue hold back more`() {
        var queue = PlayoutQueue()
        for _ in 0..<2 { queue.push(frame(1_000)) }
        #expect(queue.pop().samples[0] == 1_000)
        #expect(queue.pop().samples[0] == 1_000)
        #expect((0..<5).map { _ in queue.pop().samples[0] } == [500, 250, 125, 0, 0])
        queue.push(frame(9) + frame(9) + frame(9))
        #expect(queue.pop().samples[0] == 0)
        queue.push(frame(9))
        #expect(queue.pop().samples[0] == 9)
        #expect(queue.missing == 6)
    }

    @Test func `what is a little late is played as soon as it comes, and leaves the queue deeper`() {
        var queue = PlayoutQueue()
        for value in Int16(1)...2 { queue.push(frame(value)) }
        #expect(queue.pop().samples[0] == 1)
        #expect(queue.pop().samples[0] == 2)
        // One tick late, and from then on in time.
        _ = queue.pop()
        var heard: [Int16] = []
        for value in Int16(3)...60 {
            queue.push(frame(value))
            if value == 3 { queue.push(frame(100)) }
            heard.append(queue.pop().samples[0])
        }
        #expect(heard.first == 3)
        #expect(heard[1] == 100)
        #expect(!heard.contains(0))
        #expect(queue.missing == 1)
        #expect(queue.depth == 1)
    }

    @Test func `a flood is bounded and the newest is kept`() {
        var queue = PlayoutQueue()
        for value in 0..<1_000 { queue.push(frame(Int16(value))) }
        #expect(queue.depth <= 30)
        #expect(queue.pop().samples[0] >= 970)
    }

    /// 200 ppm is one sample in 5,000: a frame in 16 seconds.
    @Test(arguments: [-200, 200]) func `a clock that is off neither piles up nor runs dry for long`(ppm: Int)
    {
        var queue = PlayoutQueue()
        var owed = 0.0
        for _ in 0..<50 * 600 {
            owed += Double(AudioFrame.length) * (1 + Double(ppm) / 1e6)
            let count = Int(owed)
            owed -= Double(count)
            queue.push([Int16](repeating: 1, count: count))
            _ = queue.pop()
            #expect(queue.depth <= 14)
        }
        // Ten minutes are 37 frames of skew.
        #expect(queue.surplus <= 60)
        #expect(queue.missing <= 300)
    }
}
