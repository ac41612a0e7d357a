import Audio
import Testing

@testable import MediaAdapters

@Suite struct RTCPTests {
    private let block = RTCPPacket.Block(
        source: 0xAABB_CCDD, fractionLost: 64, lost: -3, highest: 70_000, jitter: 12, lastReport: 0x1234_5678,
        delay: 9)

    @Test func `reports are read as they were written`() {
        let sending = RTCPPacket.Sending(ntp: 0x1122_3344_5566_7788, timestamp: 5, packets: 6, octets: 7)
        for report in [
            RTCPPacket(source: 1, sending: sending, blocks: [block]),
            RTCPPacket(source: 0xFFFF_FFFF, sending: nil, blocks: [block, block]),
            RTCPPacket(source: 0x12345, sending: nil, blocks: []),
        ] {
            #expect(RTCPPacket(report.bytes) == report)
            // Whole words, and the name is part of every report.
            #expect(report.bytes.count.isMultiple(of: 4))
            #expect(report.bytes.contains(202))
        }
    }

    @Test func `a report that is cut anywhere is none`() {
        let bytes = RTCPPacket(source: 1, sending: nil, blocks: [block]).bytes
        for length in 0..<32 { #expect(RTCPPacket(bytes.prefix(length)) == nil) }
    }

    private func packet(_ sequence: Int, source: UInt32 = 9) -> RTPPacket {
        RTPPacket(
            payloadType: 0, sequence: UInt16(truncatingIfNeeded: sequence),
            timestamp: UInt32(truncatingIfNeeded: sequence * 160), source: source, payload: [0])
    }

    @Test func `loss is counted over the wrap of numbers, by interval and in all`() {
        var statistics = ReceptionStatistics()
        for sequence in 65_500..<65_600 where sequence % 4 != 0 {
            statistics.count(packet(sequence), arrival: UInt32(sequence * 160))
        }
        let first = statistics.report()
        #expect(first?.highest == 65_599)
        #expect(first?.lost == 24)
        #expect(first?.fractionLost == UInt8(24 * 256 / 99))
        #expect(statistics.report()?.fractionLost == 0)
        #expect(statistics.report()?.lost == 24)
    }

    @Test func `missing packets are told where they are missing`() {
        var statistics = ReceptionStatistics()
        #expect(statistics.count(packet(10), arrival: 0) == nil)
        #expect(statistics.count(packet(11), arrival: 160) == 0)
        #expect(statistics.count(packet(14), arrival: 640) == 2)
        #expect(statistics.count(packet(12), arrival: 800) == nil)
        #expect(statistics.count(packet(15, source: 10), arrival: 800) == nil)
    }

    @Test func `jitter is none on an even line and grows on an uneven one`() {
        var even = ReceptionStatistics()
        var uneven = ReceptionStatistics()
        for sequence in 0..<500 {
            even.count(packet(sequence), arrival: UInt32(sequence * 160))
            uneven.count(packet(sequence), arrival: UInt32(sequence * 160 + sequence % 2 * 80))
        }
        #expect(even.jitterMs == 0)
        #expect(uneven.jitterMs > 9 && uneven.jitterMs < 11)
    }

    @Test func `a number from nowhere is passed over, two in a row begin anew`() {
        var statistics = ReceptionStatistics()
        for sequence in 0..<10 { statistics.count(packet(sequence), arrival: nil) }
        statistics.count(packet(30_000), arrival: nil)
        #expect(statistics.highest == 9)
        statistics.count(packet(10), arrival: nil)
        statistics.count(packet(30_000), arrival: nil)
        statistics.count(packet(30_001), arrival: nil)
        #expect(statistics.highest == 30_001)
        #expect(statistics.report()?.lost == 0)
    }
}
