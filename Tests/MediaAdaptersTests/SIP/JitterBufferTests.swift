import Audio
import Testing

@testable import MediaAdapters

@Suite struct JitterBufferTests {
    /// A packet of 20 ms whose samples are all its number, so that what is played shows where it comes from.
    private struct Sender {
        var number = 0
        var timestamp: UInt32 = 4_294_966_000

        mutating func next() -> (samples: [Int16], timestamp: UInt32) {
            number += 1
            defer { timestamp &+= 160 }
            // Loud, or a pause would be seen in it.
            return ([Int16](repeating: Int16(1_000 + number % 20_000), count: 160), timestamp)
        }
    }

    private func number(_ pieces: [JitterBuffer.Piece]) -> Int? {
        guard case .heard(let samples) = pieces.first else { return nil }
        return samples.first.map { Int($0) - 1_000 }
    }

    @Test func `packets that come in time are played in order, after a store of two ticks`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        var played: [Int?] = []
        for _ in 0..<100 {
            let (samples, timestamp) = sender.next()
            buffer.insert(samples, timestamp: timestamp, missingBefore: 0)
            played.append(number(buffer.next()))
        }
        #expect(played == [nil, nil] + (1...98).map { $0 })
        #expect(buffer.lost == 0)
        #expect(buffer.received == 98)
    }

    @Test func `packets that are swapped or doubled change nothing`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        var played: [Int] = []
        for _ in 0..<50 {
            let (first, second) = (sender.next(), sender.next())
            for packet in [second, first, second] {
                buffer.insert(packet.samples, timestamp: packet.timestamp, missingBefore: nil)
            }
            for _ in 0..<2 { if let number = number(buffer.next()) { played.append(number) } }
        }
        #expect(played == Array(1...98))
        #expect(buffer.discarded == 50)
        #expect(buffer.lost == 0)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a third lost, others swapped and doubled: what came is played in order, once`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var buffer = JitterBuffer()
        var sender = Sender()
        var played: [Int] = []
        var held: (samples: [Int16], timestamp: UInt32)?
        for _ in 0..<2_000 {
            let packet = sender.next()
            var arriving: [(samples: [Int16], timestamp: UInt32)] = []
            switch Int.random(in: 0..<100, using: &random) {
            case ..<30: break
            case ..<40 where held == nil: held = packet
            case ..<50: arriving = [packet, packet]
            default: arriving = [packet]
            }
            if let late = held, !arriving.isEmpty {
                arriving.append(late)
                held = nil
            }
            for packet in arriving {
                buffer.insert(packet.samples, timestamp: packet.timestamp, missingBefore: nil)
            }
            if let number = number(buffer.next()) { played.append(number) }
        }
        #expect(played == played.sorted() && Set(played).count == played.count)
        #expect(played.count > 1_000, "seven in ten came, some of them too late")
        #expect(buffer.lost > 300)
        #expect(buffer.discarded > 100)
    }

    @Test func `each lost packet is concealed for its time, and counted`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        var missing = 0
        var played: [Int] = []
        var gap = 0
        for tick in 0..<200 {
            let (samples, timestamp) = sender.next()
            if tick % 10 == 5 {
                gap += 1
            } else {
                buffer.insert(samples, timestamp: timestamp, missingBefore: gap)
                gap = 0
            }
            let pieces = buffer.next()
            if pieces == [.missing(160)] { missing += 1 }
            if let number = number(pieces) { played.append(number) }
        }
        #expect(missing == 20)
        #expect(buffer.lost == 20)
        #expect(played == (1...198).filter { ($0 - 1) % 10 != 5 })
    }

    @Test func `a packet that is late makes the delay longer instead of being lost`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        var late: [(samples: [Int16], timestamp: UInt32)] = []
        var played: [Int] = []
        for tick in 0..<100 {
            late.append(sender.next())
            // For 100 ms nothing comes, then all of it.
            if !(50..<55).contains(tick) {
                for packet in late {
                    buffer.insert(packet.samples, timestamp: packet.timestamp, missingBefore: 0)
                }
                late = []
            }
            if let number = number(buffer.next()) { played.append(number) }
        }
        #expect(played == Array(1...played.count))
        #expect(played.count >= 90)
    }

    @Test func `a pause of the sender is silence and no loss`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        var silent = 0
        for tick in 0..<300 {
            let (samples, timestamp) = sender.next()
            if !(100..<200).contains(tick) {
                buffer.insert(samples, timestamp: timestamp, missingBefore: 0)
            }
            if buffer.next() == [.silent(160)] { silent += 1 }
        }
        #expect(buffer.lost == 0)
        #expect(silent > 80)
        #expect(buffer.received > 190)
    }

    @Test(arguments: [20, 30, 60, 10])
    func `packets of any length are cut into ticks`(milliseconds: Int) {
        var buffer = JitterBuffer()
        let voice = TestVoice.noise(seconds: 6)
        let length = milliseconds * 8
        var sent = 0
        var heard: [Int16] = []
        for tick in 0..<250 {
            while sent + length <= (tick + 1) * 160 {
                buffer.insert(
                    Array(voice[sent..<sent + length]), timestamp: UInt32(sent), missingBefore: 0)
                sent += length
            }
            for case .heard(let samples) in buffer.next() { heard += samples }
        }
        #expect(heard.count > 240 * 160)
        #expect(heard == Array(voice.prefix(heard.count)))
    }

    /// Half an hour of a sender whose clock is fast or slow: the store must neither run empty for long nor grow.
    @Test(arguments: [200, -200])
    func `a clock that is 200 ppm off is met by a frame now and then`(ppm: Int) {
        var buffer = JitterBuffer()
        var sender = Sender()
        var due = 0.0
        var most = 0
        var missing = 0
        let ticks = 90_000
        for tick in 0..<ticks {
            let sent = (Double(tick) + 1) * (1 + Double(ppm) / 1_000_000)
            while due + 1 <= sent {
                let (samples, timestamp) = sender.next()
                buffer.insert(samples, timestamp: timestamp, missingBefore: 0)
                due += 1
            }
            if buffer.next().contains(where: { if case .missing = $0 { true } else { false } }) {
                missing += 1
            }
            most = max(most, buffer.stored)
        }
        // 200 ppm of 90 000 frames are 18.
        #expect(most <= 6 * 160)
        #expect(missing <= 25)
        #expect(buffer.received > ticks - 60)
    }

    @Test func `a burst is cut to half a second`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        for _ in 0..<300 {
            let (samples, timestamp) = sender.next()
            buffer.insert(samples, timestamp: timestamp, missingBefore: 0)
        }
        #expect(buffer.stored <= 25 * 160)
        #expect(buffer.discarded > 200)
    }

    @Test func `one packet from nowhere is dropped, a stream that begins anew is followed`() {
        var buffer = JitterBuffer()
        var sender = Sender()
        func play(_ ticks: Int) -> [Int] {
            (0..<ticks).compactMap { _ in
                let (samples, timestamp) = sender.next()
                buffer.insert(samples, timestamp: timestamp, missingBefore: 0)
                return number(buffer.next())
            }
        }
        #expect(play(20).count == 18)
        buffer.insert([1, 2, 3], timestamp: sender.timestamp &+ 1_000_000, missingBefore: nil)
        #expect(play(20).count == 20)
        sender.timestamp &+= 2_000_000_000
        #expect(play(50).count > 40)
    }
}
