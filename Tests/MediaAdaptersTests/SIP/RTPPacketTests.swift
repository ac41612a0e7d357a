import Audio
import Testing

@testable import MediaAdapters

@Suite struct RTPPacketTests {
    private let packet = RTPPacket(
        payloadType: 8, marker: true, sequence: 0xFFFE, timestamp: 0x8000_0001, source: 0xDEAD_BEEF,
        payload: [1, 2, 3])

    @Test func `what is written is read again`() {
        #expect(RTPPacket(packet.bytes) == packet)
        #expect(packet.bytes.prefix(4) == [0x80, 0x88, 0xFF, 0xFE])
    }

    @Test func `contributors, an extension and padding are passed over`() {
        var bytes = packet.bytes
        // Two contributors, an extension of one word, padding of three bytes.
        bytes[0] = 0x80 | 0x20 | 0x10 | 2
        bytes.replaceSubrange(12..<12, with: [UInt8](repeating: 7, count: 8) + [0, 1, 0, 1] + [9, 9, 9, 9])
        bytes += [0, 0, 3]
        #expect(RTPPacket(bytes)?.payload == [1, 2, 3])
    }

    @Test(arguments: [
        [], [0x80], [UInt8](repeating: 0x80, count: 11), [UInt8](repeating: 0, count: 40),
        // No payload; padding longer than the packet; an extension that goes beyond it; contributors likewise.
        [UInt8](repeating: 0x80, count: 12), [0xA0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 200],
        [0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF],
        [0x8F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        [0x80] + [200] + [UInt8](repeating: 1, count: 30), [UInt8](repeating: 0x80, count: 3_000),
    ])
    func `what is no packet is none`(bytes: [UInt8]) {
        #expect(RTPPacket(bytes) == nil)
    }

    @Test func `a sender numbers packets, follows the ticks, and marks the first after a pause`() {
        var generator = SplitMix64(seed: 4)
        var sender = RTPSender(law: .muLaw, payloadType: 0, using: &generator)
        let first = sender.audio(.silence)
        let second = sender.audio(.silence)
        sender.silent()
        sender.silent()
        let third = sender.audio(.silence)
        #expect([first, second, third].map(\.marker) == [true, false, true])
        #expect([second, third].map { $0.sequence &- first.sequence } == [1, 2])
        #expect([second, third].map { $0.timestamp &- first.timestamp } == [160, 640])
        #expect(first.payload.count == 160)
        #expect(Set([first, second, third].map(\.source)).count == 1)
    }

    @Test func `a frame of another length still is 20 ms`() {
        var generator = SplitMix64(seed: 4)
        var sender = RTPSender(law: .aLaw, payloadType: 8, using: &generator)
        #expect(sender.audio(AudioFrame([5])).payload.count == 160)
        #expect(sender.audio(AudioFrame([Int16](repeating: 5, count: 999))).payload.count == 160)
    }
}
