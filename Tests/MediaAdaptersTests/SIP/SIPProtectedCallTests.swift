import Audio
import Calls
import Dialog
import Live
import NIOPosix
import Testing

@testable import MediaAdapters

/// Calls whose audio is protected, between two user agents of ours and with a telephone of the tests.
@Suite(.serialized) struct SIPProtectedCallTests {
    private static let key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"

    /// How a call between two settings turns out, and whether each side heard the other.
    private func call(
        _ caller: SIPSettings.SRTPUse, _ callee: SIPSettings.SRTPUse
    ) async throws -> (result: DialResult, isHeard: Bool) {
        let callerSide = TalkingExchange(.says(TestVoice.noise(seconds: 60)))
        let calleeSide = TalkingExchange(.echoes)
        var outcome = (result: DialResult.answered, isHeard: false)
        try await SIPWorld.with(
            caller: callerSide, callee: calleeSide, configure: { $0.srtp = callee },
            configureCaller: { $0.srtp = caller }
        ) { world in
            outcome.result = await world.dial()
            guard outcome.result == .answered else { return }
            try await eventually("each side hears the other") {
                [callerSide, calleeSide].allSatisfy { side in
                    side.calls.first.map { $0.heard.count { $0 != 0 } > 8_000 } ?? false
                }
            }
            outcome.isHeard = true
            #expect(callerSide.calls[0].quality.unauthentic + calleeSide.calls[0].quality.unauthentic == 0)
        }
        return outcome
    }

    @Test(arguments: [
        (SIPSettings.SRTPUse.required, SIPSettings.SRTPUse.ifAsked), (.offered, .required),
        (.offered, .never), (.ifAsked, .offered),
    ])
    func `two of us agree, and hear each other`(
        caller: SIPSettings.SRTPUse, callee: SIPSettings.SRTPUse
    ) async throws {
        let outcome = try await call(caller, callee)
        #expect(outcome.result == .answered)
        #expect(outcome.isHeard)
    }

    @Test(arguments: [
        (SIPSettings.SRTPUse.required, SIPSettings.SRTPUse.never), (.ifAsked, .required), (.never, .required),
    ])
    func `what can't be agreed on is refused`(
        caller: SIPSettings.SRTPUse, callee: SIPSettings.SRTPUse
    ) async throws {
        let outcome = try await call(caller, callee)
        #expect(outcome.result == .notReached(.failed, status: 488))
    }

    private static func offer(_ phone: RawPhone, media: UInt16, key: String) -> String {
        phone.description(port: media).replacing("RTP/AVP", with: "RTP/SAVP")
            + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:\(key)\r\n"
    }

    private static func with(
        _ exchange: TalkingExchange, _ body: (UInt16) async throws -> Void
    ) async throws {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 55_000...55_999
        let adapter = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        let listening = try await adapter.start(exchange)
        do {
            try await body(try #require(listening.first?.between(":", "/").flatMap { UInt16($0) }))
        } catch {
            await adapter.stop()
            throw error
        }
        await adapter.stop()
    }

    /// What a telephone that protects by hand sends and gets.
    private struct Media {
        let socket: RawPhone
        /// Where the other side receives.
        let port: UInt16
        let sending: SRTPSession
        let receiving: SRTPSession

        init(_ answer: String, _ socket: RawPhone, key: String) throws {
            let media = try #require(SessionDescription(answer)?.media.first)
            let theirs = try #require(media.crypto.first)
            let ours = try CryptoAttribute("1 AES_CM_128_HMAC_SHA1_80 inline:\(key)")
            self.socket = socket
            port = media.port
            sending = try SRTPSession(ours.suite, ours.key, .sending)
            receiving = try SRTPSession(theirs.suite, theirs.key, .receiving)
            #expect(media.profile == "RTP/SAVP")
        }

        func send(_ numbers: Range<UInt16>, source: UInt32, again: Bool = false) throws {
            let payload = G711.muLaw.encode([Int16](repeating: 9_000, count: 160))
            for number in numbers {
                let packet = RTPPacket(
                    payloadType: 0, sequence: number, timestamp: 160 * UInt32(number), source: source,
                    payload: payload)
                let closed = try #require(sending.protect(packet.bytes, .packet))
                for _ in 0..<(again ? 2 : 1) { socket.send(closed, to: port) }
            }
        }
    }

    private static func body(_ message: String) throws -> String {
        let start = try #require(message.firstRange(of: "\r\n\r\n"))
        return String(message[start.upperBound...])
    }

    @Test func `a telephone's keys are taken and renewed, forged and repeated packets are not heard`()
        async throws
    {
        let exchange = TalkingExchange(.says(TestVoice.noise(seconds: 60)))
        try await Self.with(exchange) { port in
            let phone = try RawPhone(peer: port)
            let socket = try RawPhone(peer: 0)
            phone.send(
                phone.request(
                    "INVITE", cseq: 1, body: Self.offer(phone, media: socket.port, key: Self.key)))
            let answer = try await phone.receive("SIP/2.0 200")
            let tag = try #require(answer.headerLine("To")?.split(separator: "tag=").last.map(String.init))
            phone.send(phone.request("ACK", cseq: 1, toTag: tag))
            #expect(!answer.contains(Self.key))
            let media = try Media(try Self.body(answer), socket, key: Self.key)
            try await eventually("the call runs") { exchange.calls.count == 1 }

            try media.send(0..<20, source: 5, again: true)
            socket.send([0x80, 0] + [UInt8](repeating: 3, count: 180), to: media.port)
            try await eventually("we heard it once, and what was forged or repeated is counted") {
                exchange.calls[0].heard.count { $0 > 8_000 } > 10 * 160
                    && exchange.calls[0].quality.unauthentic == 21
            }
            try await eventually("what we say is under the key of our answer") {
                socket.receivedBytes().contains { media.receiving.open($0, .packet) != nil }
            }

            // New keys, both ways.
            let next = String(Self.key.reversed())
            phone.send(
                phone.request(
                    "INVITE", cseq: 2, toTag: tag,
                    body: Self.offer(phone, media: socket.port, key: next)))
            let renewed = try await phone.receive("SIP/2.0 200")
            phone.send(phone.request("ACK", cseq: 2, toTag: tag))
            let second = try Media(try Self.body(renewed), socket, key: next)
            let before = exchange.calls[0].heard.count { $0 > 8_000 }
            try second.send(100..<120, source: 5)
            try await eventually("we hear what comes under the new key") {
                exchange.calls[0].heard.count { $0 > 8_000 } > before + 10 * 160
            }
            try await eventually("what we say is under a new key, too") {
                socket.receivedBytes().contains { second.receiving.open($0, .packet) != nil }
            }
            let clear = phone.description(port: socket.port)
            phone.send(phone.request("INVITE", cseq: 3, toTag: tag, body: clear))
            _ = try await phone.receive("SIP/2.0 488")
            phone.send(phone.request("BYE", cseq: 4, toTag: tag))
            try await eventually("the call is over") { exchange.calls[0].hasHungUp }
        }
    }

    @Test func `who asks for what can't be had is told the line, and no key`() async throws {
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange) { port in
            let phone = try RawPhone(peer: port)
            let wrong = Self.offer(phone, media: 4_000, key: Self.key + "AAAA")
            phone.send(phone.request("INVITE", cseq: 1, body: wrong))
            let refusal = try await phone.receive("SIP/2.0 488")
            #expect(
                refusal.headerLine("Warning")
                    == "Warning: 399 promesa \"line 9: a=crypto: its key is not 30 bytes in base64\"")
            #expect(!refusal.contains(Self.key.prefix(8)))
            #expect(exchange.offered.isEmpty)
        }
    }

    @Test func `keys over a signalling in the clear are warned of`() {
        var settings = SIPSettings()
        #expect(settings.warning == nil)
        settings.srtp = .required
        #expect(settings.warning?.contains("on udp the keys travel in the clear") == true)
        settings.listeners = [.init(.tls), .init(.tcp)]
        #expect(settings.warning?.contains("on tcp") == true)
        settings.listeners = [.init(.tls)]
        #expect(settings.warning == nil)
    }
}
