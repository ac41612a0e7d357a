import Testing

@testable import MediaAdapters

@Suite struct SRTPSessionTests {
    private func packet(_ sequence: UInt16, source: UInt32 = 7) -> [UInt8] {
        RTPPacket(
            payloadType: 0, sequence: sequence, timestamp: 160 &* UInt32(sequence), source: source,
            payload: (0..<160).map { UInt8(truncatingIfNeeded: $0 &+ Int(sequence)) }
        ).bytes
    }

    private let report = RTCPPacket(source: 7, sending: nil, blocks: []).bytes

    private func sessions(
        _ suite: SRTPSuite = .aesCM128HMAC80, key: SRTPKey? = nil
    ) throws -> (sending: SRTPSession, receiving: SRTPSession) {
        let key = key ?? .random(for: suite)
        return (try SRTPSession(suite, key, .sending), try SRTPSession(suite, key, .receiving))
    }

    /// RFC 3711, appendix B.3 gives the keys that come of this master key; libsrtp's own vector of a packet under it.
    @Test func `the known answer of a protected packet`() throws {
        let master: [UInt8] = [
            0xE1, 0xF9, 0x7A, 0x0D, 0x3E, 0x01, 0x8B, 0xE0, 0xD6, 0x4F, 0xA3, 0x2C, 0x06, 0xDE, 0x41, 0x39,
            0x0E, 0xC6, 0x75, 0xAD, 0x49, 0x8A, 0xFE, 0xEB, 0xB6, 0x96, 0x0B, 0x3A, 0xAB, 0xE6,
        ]
        let plain: [UInt8] =
            [0x80, 0x0F, 0x12, 0x34, 0xDE, 0xCA, 0xFB, 0xAD, 0xCA, 0xFE, 0xBA, 0xBE]
            + [UInt8](repeating: 0xAB, count: 16)
        let closed: [UInt8] = [
            0x80, 0x0F, 0x12, 0x34, 0xDE, 0xCA, 0xFB, 0xAD, 0xCA, 0xFE, 0xBA, 0xBE, 0x4E, 0x55, 0xDC, 0x4C,
            0xE7, 0x99, 0x78, 0xD8, 0x8C, 0xA4, 0xD2, 0x15, 0x94, 0x9D, 0x24, 0x02, 0xB7, 0x8D, 0x6A, 0xCC,
            0x99, 0xEA, 0x17, 0x9B, 0x8D, 0xBB,
        ]
        let (sending, receiving) = try sessions(key: SRTPKey(bytes: master))
        #expect(sending.protect(plain, .packet) == closed)
        #expect(receiving.open(closed, .packet) == plain)
    }

    @Test(arguments: SRTPSuite.allCases)
    func `what one side protects the other opens, packets and reports`(suite: SRTPSuite) throws {
        let (sending, receiving) = try sessions(suite)
        for sequence in UInt16(32_700)...32_900 {
            let plain = packet(sequence)
            let closed = try #require(sending.protect(plain, .packet))
            #expect(closed.count > plain.count)
            #expect(closed[12..<172] != plain[12..<172])
            #expect(receiving.open(closed, .packet) == plain)
        }
        let closed = try #require(sending.protect(report, .report))
        #expect(closed.count > report.count)
        #expect(receiving.open(closed, .report) == report)
    }

    @Test(arguments: SRTPSuite.allCases)
    func `what was changed, came before, or is under another key is not opened`(suite: SRTPSuite) throws {
        let (sending, receiving) = try sessions(suite)
        let stranger = try sessions(suite).receiving
        let closed = try #require(sending.protect(packet(1), .packet))
        let closedReport = try #require(sending.protect(report, .report))
        for place in closed.indices {
            var changed = closed
            changed[place] ^= 0x01
            #expect(receiving.open(changed, .packet) == nil, "byte \(place)")
        }
        for place in closedReport.indices {
            var changed = closedReport
            changed[place] ^= 0x01
            #expect(receiving.open(changed, .report) == nil, "byte \(place)")
        }
        #expect(stranger.open(closed, .packet) == nil)
        #expect(stranger.open(closedReport, .report) == nil)
        #expect(receiving.open(closed, .packet) == packet(1))
        #expect(receiving.open(closedReport, .report) == report)
        // None of the damage used its numbers up; now they are.
        #expect(receiving.open(closed, .packet) == nil)
        #expect(receiving.open(closedReport, .report) == nil)
    }

    @Test func `packets may overtake each other, and numbers may wrap`() throws {
        let (sending, receiving) = try sessions()
        let numbers = (65_000..<66_500).map { UInt16(truncatingIfNeeded: $0) }
        var opened = 0
        var held: [UInt8]?
        for number in numbers {
            let closed = try #require(sending.protect(packet(number), .packet))
            // Each tenth comes after its successor.
            if number % 10 == 0, held == nil {
                held = closed
                continue
            }
            if receiving.open(closed, .packet) != nil { opened += 1 }
            if let late = held, receiving.open(late, .packet) != nil { opened += 1 }
            held = nil
        }
        #expect(opened == numbers.count)
    }

    @Test func `a key is told by its identifier`() throws {
        var key = SRTPKey.random(for: .aesCM128HMAC80)
        let bare = try sessions(key: key)
        key.identifier = SRTPKey.Identifier(value: 0x0102, length: 4)
        let named = try sessions(key: key)
        let closed = try #require(named.sending.protect(packet(1), .packet))
        #expect(closed.count == packet(1).count + 10 + 4)
        #expect(named.receiving.open(closed, .packet) == packet(1))
        let closedReport = try #require(named.sending.protect(report, .report))
        #expect(named.receiving.open(closedReport, .report) == report)
        let unnamed = try #require(bare.sending.protect(packet(2), .packet))
        #expect(named.receiving.open(unnamed, .packet) == nil)
    }

    @Test func `a key that has lived out opens nothing more`() throws {
        var key = SRTPKey.random(for: .aesCM128HMAC80)
        key.lifetime = 3
        let (sending, receiving) = try sessions(key: key)
        let opened = try (UInt16(0)..<5).map { number in
            receiving.open(try #require(sending.protect(packet(number), .packet)), .packet) != nil
        }
        #expect(opened == [true, true, true, false, false])
    }

    @Test func `no more sources than may be are listened to`() throws {
        let (sending, receiving) = try sessions()
        let opened = try (UInt32(1)...100).map { source in
            receiving.open(try #require(sending.protect(packet(1, source: source), .packet)), .packet) != nil
        }
        #expect(opened.count { $0 } == SRTPSession.mostSources)
        #expect(opened.prefix(SRTPSession.mostSources).allSatisfy { $0 })
    }

    @Test func `what is no packet doesn't reach the library`() throws {
        let (sending, receiving) = try sessions()
        for bytes in [[], [0x80], [UInt8](repeating: 0, count: 40), [UInt8](repeating: 0x8F, count: 40)] {
            #expect(receiving.open(bytes, .packet) == nil)
            #expect(sending.protect(bytes, .packet) == nil)
        }
        let long = [0x80] + [UInt8](repeating: 1, count: 2_048)
        #expect(sending.protect(long, .packet) == nil)
        #expect(receiving.open(long, .report) == nil)
        #expect(throws: SRTPSession.Failure.self) {
            try SRTPSession(.aesGCM128, .random(for: .aesGCM256), .sending)
        }
    }
}
