import Audio
import CLibRe

extension FuzzTarget {
    private static let phone = """
        v=0\r
        o=- 1 1 IN IP4 192.0.2.5\r
        s=call\r
        c=IN IP4 192.0.2.5\r
        t=0 0\r
        m=audio 4000 RTP/AVP 9 8 0 96\r
        a=rtpmap:9 G722/8000\r
        a=rtpmap:96 telephone-event/8000\r
        a=rtcp:4009 IN IP4 192.0.2.5\r
        a=sendonly\r
        m=video 4002 RTP/AVP 97\r
        a=rtpmap:97 H264/90000\r

        """

    static var sessionDescription: FuzzTarget {
        let six = phone.replacing("IP4 192.0.2.5", with: "IP6 2001:db8::5")
        let protected =
            phone.replacing("RTP/AVP 9", with: "RTP/SAVP 9").replacing(
                "a=sendonly",
                with:
                    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4"
            )
        return FuzzTarget(
            "sdp",
            "session descriptions: bounded; our answer is printable and has a stream for each of theirs, one taken",
            samples: [Array(phone.utf8), Array(six.utf8), Array(protected.utf8)], reading: readDescription)
    }

    private static func readDescription(_ bytes: [UInt8]) -> Verdict {
        guard let offer = SessionDescription(String(decoding: bytes, as: UTF8.self)) else { return .refused }
        guard offer.media.count <= 16, offer.media.allSatisfy({ $0.formats.count <= 64 }) else {
            return .broken("too much of it was read")
        }
        var negotiation = MediaNegotiation(
            address: IPAddress(version4: 0x7F00_0001), laws: [.muLaw, .aLaw], id: 1)
        guard let (text, terms) = negotiation.answer(offer, port: 20_000) else { return .refused }
        // A body goes to C as a text that ends with its first zero.
        guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0D || $0 == 0x0A }) else {
            return .broken("our answer is not printable")
        }
        guard let answer = SessionDescription(text), answer.media.count == offer.media.count else {
            return .broken("our answer has other streams than the offer")
        }
        guard answer.media.map(\.port).filter({ $0 > 0 }) == [20_000] else {
            return .broken("our answer takes other than one stream")
        }
        if let protection = terms.protection {
            let keys = answer.media.flatMap(\.crypto).map(\.key)
            return keys == [protection.ours] ? .accepted : .broken("our answer has other keys than ours")
        }
        guard negotiation.accept(answer)?.law == terms.law else {
            return .broken("our answer is another codec")
        }
        return .accepted
    }

    private static let invite = """
        INVITE sip:promesa@127.0.0.1:5060 SIP/2.0\r
        Via: SIP/2.0/UDP 127.0.0.1:5090;branch=z9hG4bK-1;rport\r
        Max-Forwards: 70\r
        From: "A \\"caller\\"" <sip:%2B12025550100@127.0.0.1:5090>;tag=phone\r
        To: <sip:promesa@127.0.0.1:5060>\r
        Call-ID: one@127.0.0.1\r
        CSeq: 1 INVITE\r
        Contact: <sip:phone@127.0.0.1:5090>\r
        X-Account: A-1001\r
        Require: timer\r
        Content-Type: application/sdp\r
        Content-Length: 130\r
        \r

        """
    private static let response = """
        SIP/2.0 486 Busy Here\r
        v: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK-2;received=127.0.0.1\r
        f: <sip:promesa@127.0.0.1>;tag=1\r
        t: <sip:phone@127.0.0.1:5090>;tag=2\r
        i: two\r
        CSeq: 2 INVITE\r
        l: 0\r
        \r

        """

    /// A message as libre reads it, and what we take out of it.
    static var sipMessage: FuzzTarget {
        FuzzTarget(
            "sip",
            "SIP messages: libre reads them, and no value that we take is long or has control characters",
            samples: [Array((invite + phone).utf8), Array(response.utf8)]
        ) {
            // With its thread libre stops printing what it can't read.
            _ = try? LibreThread.running()
            return readMessage
        }
    }

    private static func readMessage(_ bytes: [UInt8]) -> Verdict {
        guard let buffer = mbuf_alloc(max(bytes.count, 1)) else { return .refused }
        defer { mem_deref(buffer) }
        guard mbuf_write_mem(buffer, bytes, bytes.count) == 0 else { return .refused }
        buffer.pointee.pos = 0
        var decoded: UnsafeMutablePointer<sip_msg>?
        guard sip_msg_decode(&decoded, buffer) == 0, let decoded else { return .refused }
        defer { mem_deref(decoded) }
        let message = UnsafePointer(decoded)
        var values = message.headers(beginning: "x-").merging(message.headers(beginning: "require")) { $1 }
        guard values.count <= 64 else { return .broken("\(values.count) headers") }
        values["called"] = SIPAdapter.user(message.pointee.uri.user) ?? ""
        values["caller"] = SIPAdapter.user(message.pointee.from.uri.user) ?? ""
        for (name, value) in values {
            // A byte that is no text becomes a character of three.
            guard value.utf8.count <= 3 * 1_024 else { return .broken("\(name) is too long") }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                return .broken("\(name) has a control character")
            }
        }
        guard message.body.utf8.count <= 3 * bytes.count else { return .broken("the body is too long") }
        return .accepted
    }

    /// Values of headers that we read ourselves.
    static var sipValues: FuzzTarget {
        let samples = [
            "sip:+12025550123@gateway.example:5060;transport=tcp", "+12025550199", "agents", "192.0.2.1",
            "[2001:db8::1]", "::ffff:192.0.2.7", "SIP/2.0 180 Ringing\r\n", "%2B12025550100",
        ]
        return FuzzTarget(
            "values",
            "addresses, users and status lines: a destination can't end its header; addresses are written as read",
            samples: samples.map { Array($0.utf8) }, reading: readValue)
    }

    private static func readValue(_ bytes: [UInt8]) -> Verdict {
        let text = String(decoding: bytes, as: UTF8.self)
        var isKnown = false
        if let uri = SIPURI.destination(text, host: "192.0.2.9:5060") {
            isKnown = true
            guard SIPURI.isSafe(uri), uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3E }) else {
                return .broken("'\(uri)' could end its header")
            }
        }
        if let address = IPAddress(text) {
            isKnown = true
            guard IPAddress(address.description) == address else {
                return .broken("\(address) is another address than \(text)")
            }
        }
        if let status = SIPStatus.status(ofFragment: text) {
            isKnown = true
            guard (100...699).contains(status) else { return .broken("a status of \(status)") }
            _ = (SIPStatus.disposition(status: status), SIPStatus.transfer(status: status))
        }
        let plain = text.percentDecoded
        guard plain.utf8.count <= 3 * text.utf8.count else { return .broken("decoding makes it longer") }
        if plain != text { isKnown = true }
        return isKnown ? .accepted : .refused
    }
}
