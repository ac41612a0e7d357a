import Audio
import Live
import Testing

@testable import MediaAdapters

@Suite struct MediaStreamTests {
    private static func endpoint(_ address: String, _ port: UInt16) throws -> Endpoint {
        Endpoint(address: try #require(IPAddress(address)), port: port)
    }

    private static func terms(
        _ direction: MediaTerms.Direction = .both, port: UInt16 = 4_000
    ) throws -> MediaTerms {
        MediaTerms(
            law: .muLaw, payloadType: 0, eventPayloadType: 101, peer: try endpoint("192.0.2.1", port),
            peerReports: try endpoint("192.0.2.1", port + 1), direction: direction)
    }

    private func stream(_ terms: MediaTerms, seed: UInt64 = 1) -> MediaStream {
        var generator = SplitMix64(seed: seed)
        return MediaStream(terms, using: &generator)
    }

    /// A value that µ-law carries as it is.
    private static let level = G711.muLaw.carried([8_000])[0]
    private let loud = AudioFrame([Int16](repeating: level, count: 160))

    /// Lets one stream speak to another for some ticks and returns what was heard.
    private func talk(
        _ speaker: inout MediaStream, _ listener: inout MediaStream, ticks: Int, after start: Int = 0,
        from sender: Endpoint
    )
        -> (heard: [Int16], keys: String)
    {
        var heard: [Int16] = []
        var keys = ""
        for tick in 0..<ticks {
            for bytes in speaker.send(loud) {
                _ = listener.receive(bytes, from: sender, now: Double(start + tick) / 50)
            }
            let (frame, pressed) = listener.next()
            heard += frame.samples
            keys += String(pressed)
        }
        return (heard, keys)
    }

    @Test func `speech and keys come through`() throws {
        var speaker = stream(try Self.terms())
        var listener = stream(try Self.terms(), seed: 2)
        let peer = try Self.endpoint("192.0.2.1", 4_000)
        let first = talk(&speaker, &listener, ticks: 20, from: peer)
        #expect(first.heard.count { $0 == Self.level } > 17 * 160)
        speaker.press("42#")
        let second = talk(&speaker, &listener, ticks: 40, after: 20, from: peer)
        #expect(second.keys == "42#")
        #expect(listener.quality.lost == 0)
        #expect(listener.quality.jitterMs == 0)
    }

    @Test func `only the address of the description is listened to`() throws {
        var speaker = stream(try Self.terms())
        var listener = stream(try Self.terms(), seed: 2)
        let stranger = talk(&speaker, &listener, ticks: 20, from: try Self.endpoint("192.0.2.9", 4_000))
        #expect(stranger.heard.allSatisfy { $0 == 0 })
        #expect(listener.quality.discarded == 20)
    }

    @Test func `held, music is not heard and nothing is sent, until it goes on`() throws {
        var speaker = stream(try Self.terms())
        var listener = stream(try Self.terms(), seed: 2)
        let peer = try Self.endpoint("192.0.2.1", 4_000)
        _ = talk(&speaker, &listener, ticks: 10, from: peer)
        listener.change(to: try Self.terms(.init(sends: false, receives: false)))
        #expect(talk(&speaker, &listener, ticks: 50, from: peer).heard.allSatisfy { $0 == 0 })
        #expect(listener.send(loud).isEmpty)
        listener.change(to: try Self.terms())
        #expect(talk(&speaker, &listener, ticks: 20, from: peer).heard.count { $0 == Self.level } > 15 * 160)
        #expect(listener.send(loud).count == 1)
    }

    @Test func `a new source that begins with a key is heard at once`() throws {
        var listener = stream(try Self.terms())
        let peer = try Self.endpoint("192.0.2.1", 4_000)
        let payload = G711.muLaw.encode(loud.samples)
        for number in UInt16(0)..<20 {
            let packet = RTPPacket(
                payloadType: 0, sequence: number, timestamp: 20_000 + 160 * UInt32(number), source: 1,
                payload: payload)
            _ = listener.receive(packet.bytes, from: peer, now: Double(number) / 50)
            _ = listener.next()
        }
        let key = RTPPacket(
            payloadType: 101, marker: true, sequence: 500, timestamp: 12_000, source: 2,
            payload: TelephoneEvent(code: 7, isEnd: true, duration: 160).bytes)
        _ = listener.receive(key.bytes, from: peer, now: 0.4)
        #expect(listener.next().keys == ["7"])
        // Its timestamps are a second behind: by those of the source before, all of it would be too late.
        var heard: [Int16] = []
        for number in UInt16(0)..<20 {
            let packet = RTPPacket(
                payloadType: 0, sequence: 501 + number, timestamp: 12_160 + 160 * UInt32(number), source: 2,
                payload: payload)
            _ = listener.receive(packet.bytes, from: peer, now: 0.4 + Double(number) / 50)
            heard += listener.next().frame.samples
        }
        #expect(heard.count { $0 == Self.level } > 15 * 160)
        #expect(listener.quality.discarded == 0)
    }

    @Test func `payload types that were not agreed on are dropped`() throws {
        var listener = stream(try Self.terms())
        let peer = try Self.endpoint("192.0.2.1", 4_000)
        for type in [UInt8(8), 96, 127] {
            let packet = RTPPacket(
                payloadType: type, sequence: 1, timestamp: 1, source: 1, payload: [11, 0, 0, 1])
            let isTaken = listener.receive(packet.bytes, from: peer, now: 0)
            #expect(!isTaken)
        }
        #expect(listener.next().keys.isEmpty)
    }

    @Test func `every five seconds one side tells the other what was lost`() throws {
        var speaker = stream(try Self.terms())
        var listener = stream(try Self.terms(), seed: 2)
        let peer = try Self.endpoint("192.0.2.1", 4_000)
        var reports = 0
        for tick in 0..<500 {
            let now = Double(tick) / 50
            for bytes in speaker.send(loud) where tick % 4 != 0 {
                _ = listener.receive(bytes, from: peer, now: now)
            }
            _ = listener.next()
            guard let report = listener.report(now: now, ntpSeconds: 4_000_000_000) else { continue }
            reports += 1
            let reportPeer = try Self.endpoint("192.0.2.1", 4_001)
            let isTaken = speaker.receiveReport(report, from: reportPeer, now: now)
            #expect(isTaken)
        }
        #expect(reports == 2)
        #expect(speaker.quality.remoteLoss.map { $0 > 0.2 && $0 < 0.3 } ?? false)
        #expect(listener.quality.lost > 100)
    }

    @Test func `a port other than the named one is taken until the named one speaks`() throws {
        var latch = PeerLatch(try Self.endpoint("192.0.2.1", 4_000))
        func accepts(_ address: String, _ port: UInt16) throws -> Bool {
            latch.accepts(try Self.endpoint(address, port))
        }
        #expect(try accepts("192.0.2.1", 9_999))
        #expect(try !accepts("192.0.2.1", 8_888))
        #expect(try accepts("192.0.2.1", 4_000))
        #expect(try !accepts("192.0.2.1", 9_999))
        #expect(try !accepts("192.0.2.2", 4_000))
        latch.move(to: try Self.endpoint("192.0.2.2", 4_000))
        #expect(try accepts("192.0.2.2", 4_000))
    }
}
