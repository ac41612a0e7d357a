import Audio
import Live

extension FuzzTarget {
    private static let audioPacket = RTPPacket(
        payloadType: 8, marker: true, sequence: 65_535, timestamp: 4_294_967_200, source: 7,
        payload: [UInt8](repeating: 0xD5, count: 160))
    private static let keyPacket = RTPPacket(
        payloadType: 101, sequence: 9, timestamp: 800, source: 7,
        payload: TelephoneEvent(code: 11, isEnd: true, duration: 800).bytes)
    /// A contributing source, an extension header of one word, four bytes of padding.
    private static let decoratedPacket: [UInt8] =
        [0xB1, 0x08, 0, 1, 0, 0, 0, 160, 0, 0, 0, 7, 0, 0, 0, 9, 0xBE, 0xDE, 0, 1, 1, 2, 3, 4]
        + [UInt8](repeating: 0xD5, count: 80) + [0, 0, 0, 4]
    private static let senderReport: RTCPPacket = {
        let block = RTCPPacket.Block(
            source: 7, fractionLost: 1, lost: -2, highest: 3, jitter: 4, lastReport: 5, delay: 6)
        let sending = RTCPPacket.Sending(ntp: 1 << 40, timestamp: 2, packets: 3, octets: 4)
        return RTCPPacket(source: 7, sending: sending, blocks: [block, block])
    }()
    private static let receiverReport = RTCPPacket(source: 8, sending: nil, blocks: [])

    static var rtp: FuzzTarget {
        FuzzTarget(
            "rtp", "RTP packets: a payload within bounds; written again they are read the same",
            samples: [audioPacket.bytes, keyPacket.bytes, decoratedPacket]
        ) { bytes in
            guard let packet = RTPPacket(bytes) else { return .refused }
            guard (1...RTPPacket.mostBytes).contains(packet.payload.count) else {
                return .broken("a payload of \(packet.payload.count) bytes")
            }
            return RTPPacket(packet.bytes) == packet
                ? .accepted : .broken("written again it is something else")
        }
    }

    static var rtcp: FuzzTarget {
        FuzzTarget(
            "rtcp", "RTCP reports: at most 31 blocks; written again they are read the same",
            samples: [senderReport.bytes, receiverReport.bytes]
        ) { bytes in
            guard let report = RTCPPacket(bytes) else { return .refused }
            guard report.blocks.count <= 31 else { return .broken("\(report.blocks.count) blocks") }
            return RTCPPacket(report.bytes) == report
                ? .accepted : .broken("written again it is something else")
        }
    }

    static var telephoneEvent: FuzzTarget {
        let samples = "0123456789*#".compactMap(TelephoneEvent.code).map {
            TelephoneEvent(code: $0, isEnd: $0 % 2 == 0, duration: 0xF100).bytes
        }
        return FuzzTarget(
            "events", "RFC 4733 events: keys of a telephone alone, and a press is one key however often told",
            samples: samples
        ) {
            var receiver = TelephoneEventReceiver()
            var timestamp: UInt32 = 0
            return { bytes in
                guard let event = TelephoneEvent(bytes) else { return .refused }
                guard TelephoneEvent(event.bytes) == event else {
                    return .broken("written again it is something else")
                }
                timestamp &+= 400
                let key = receiver.receive(event, timestamp: timestamp, source: 7)
                if let key, !"0123456789*#".contains(key) { return .broken("'\(key)' is no key") }
                if receiver.receive(event, timestamp: timestamp, source: 7) != nil {
                    return .broken("one press, told twice, is two keys")
                }
                return .accepted
            }
        }
    }

    /// A call's datagrams of both ports, and its ticks.
    static var mediaStream: FuzzTarget {
        FuzzTarget(
            "stream",
            "a call's datagrams: frames of 160 samples, keys of a telephone, reports that can be read",
            samples: [
                audioPacket.bytes, decoratedPacket, keyPacket.bytes, senderReport.bytes, receiverReport.bytes,
            ], reader: streamReader)
    }

    private static func streamReader() -> Reader {
        let address = IPAddress(version4: 0xC000_0201)
        let (peer, reports) = (
            Endpoint(address: address, port: 4_000), Endpoint(address: address, port: 4_001)
        )
        let terms = MediaTerms(
            law: .aLaw, payloadType: 8, eventPayloadType: 101, peer: peer, peerReports: reports,
            direction: .both)
        var random = SplitMix64(seed: 1)
        var stream = MediaStream(terms, using: &random)
        var now = 0.0
        return { bytes in
            now += 0.02
            let isAudio = stream.receive(bytes, from: peer, now: now)
            let isReport = stream.receiveReport(bytes, from: reports, now: now)
            let (frame, keys) = stream.next()
            guard frame.samples.count == AudioFrame.length else {
                return .broken("a frame of \(frame.samples.count) samples")
            }
            guard keys.allSatisfy({ "0123456789*#".contains($0) }) else { return .broken("no keys: \(keys)") }
            let quality = stream.quality
            guard quality.jitterMs.isFinite, quality.jitterMs >= 0, (0...1).contains(quality.remoteLoss ?? 0)
            else { return .broken("the line's quality can't be: \(quality)") }
            if let report = stream.report(now: now, ntpSeconds: now), RTCPPacket(report) == nil {
                return .broken("our own report can't be read")
            }
            return isAudio || isReport ? .accepted : .refused
        }
    }
}
