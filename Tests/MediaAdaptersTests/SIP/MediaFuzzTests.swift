import Audio
import Testing

@testable import MediaAdapters

/// Whoever can send a datagram must not be able to stop us: damaged input of any kind is read without a trap.
@Suite struct MediaFuzzTests {
    private let seed: UInt64 = 20_261_127

    @Test func `a hundred thousand damaged datagrams do no harm`() throws {
        var random = SplitMix64(seed: seed)
        let address = try #require(IPAddress("192.0.2.1"))
        let peer = Endpoint(address: address, port: 4_000)
        let terms = MediaTerms(
            law: .aLaw, payloadType: 8, eventPayloadType: 101, peer: peer,
            peerReports: Endpoint(address: address, port: 4_001), direction: .both)
        var stream = MediaStream(terms, using: &random)
        var other = MediaStream(terms, using: &random)
        let block = RTCPPacket.Block(
            source: 7, fractionLost: 1, lost: 2, highest: 3, jitter: 4, lastReport: 5, delay: 6)
        let sending = RTCPPacket.Sending(ntp: 1, timestamp: 2, packets: 3, octets: 4)
        let report = RTCPPacket(source: 7, sending: sending, blocks: [block, block]).bytes
        var accepted = 0
        for round in 0..<100_000 {
            if round % 40 == 0 { other.press("19*#") }
            let good = other.send(AudioFrame([Int16](repeating: Int16(round % 9_000), count: 160)))
            let now = Double(round) / 50
            for bytes in good {
                accepted += stream.receive(Mutation.of(bytes, &random), from: peer, now: now) ? 1 : 0
            }
            let reportPeer = Endpoint(address: address, port: 4_001)
            _ = stream.receiveReport(Mutation.of(report, &random), from: reportPeer, now: now)
            let (frame, keys) = stream.next()
            #expect(frame.samples.count == 160)
            #expect(keys.allSatisfy { "0123456789*#".contains($0) })
            if let bytes = stream.report(now: now, ntpSeconds: now) { #expect(RTCPPacket(bytes) != nil) }
        }
        // The damage was not such that nothing was read at all.
        #expect(accepted > 10_000)
    }

    @Test func `ten thousand damaged descriptions do no harm`() {
        var random = SplitMix64(seed: seed)
        let text = MediaNegotiationTests.phone + "m=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
        var negotiation = MediaNegotiation(
            address: IPAddress(version4: 0x7F00_0001), laws: [.muLaw, .aLaw], id: 1)
        var answered = 0
        for _ in 0..<10_000 {
            let damaged = String(decoding: Mutation.of(Array(text.utf8), &random), as: UTF8.self)
            guard let offer = SessionDescription(damaged) else { continue }
            guard let (answer, _) = negotiation.answer(offer, port: 20_000) else { continue }
            answered += 1
            #expect(answer.hasPrefix("v=0\r\n"))
        }
        #expect(answered > 1_000)
    }
}
