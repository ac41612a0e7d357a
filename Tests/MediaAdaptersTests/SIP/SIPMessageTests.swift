import Audio
import Calls
import Dialog
import Foundation
import Live
import Testing

@testable import MediaAdapters

/// What the user agent says on the wire, to a telephone that says exactly what each test wants.
@Suite(.serialized) struct SIPMessageTests {
    private static func port(_ world: SIPWorld) throws -> UInt16 {
        let text = try #require(world.listening.first?.between(":", "/"))
        return try #require(UInt16(text))
    }

    private static func with(
        _ exchange: TalkingExchange = TalkingExchange(.echoes),
        configure: (inout SIPSettings) -> Void = { _ in },
        _ body: (SIPWorld, RawPhone) async throws -> Void
    ) async throws {
        try await SIPWorld.with(caller: TalkingExchange(.echoes), callee: exchange, configure: configure) {
            try await body($0, RawPhone(peer: try port($0)))
        }
    }

    /// Calls and is answered; returns the response with its description.
    private static func call(_ phone: RawPhone, media: UInt16, headers: [String] = []) async throws -> String
    {
        phone.send(
            phone.request("INVITE", cseq: 1, headers: headers, body: phone.description(port: media)))
        let answer = try await phone.receive("SIP/2.0 200")
        phone.send(phone.request("ACK", cseq: 1, toTag: try tag(of: answer)))
        return answer
    }

    private static func tag(of message: String) throws -> String {
        let line = try #require(message.headerLine("To"))
        return String(try #require(line.split(separator: "tag=").last))
    }

    @Test func `a request for what we can is answered, what we can't is refused`() async throws {
        try await Self.with { _, phone in
            phone.send(phone.request("OPTIONS", cseq: 1))
            let answer = try await phone.receive("SIP/2.0")
            #expect(answer.hasPrefix("SIP/2.0 200"))
            #expect(answer.headerLine("Allow")?.contains("INVITE") ?? false)
            phone.send(phone.request("SUBSCRIBE", cseq: 2, headers: ["Event: presence"]))
            let reply1 = try await phone.receive("SIP/2.0")
            #expect(reply1.hasPrefix("SIP/2.0 405"))
            phone.send(phone.request("BYE", cseq: 3, toTag: "nobody"))
            let reply2 = try await phone.receive("SIP/2.0")
            #expect(reply2.hasPrefix("SIP/2.0 481"))
        }
    }

    @Test func `who is not allowed is turned away`() async throws {
        let peers = try #require(PeerAllowList(["192.0.2.0/24"]))
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange, configure: { $0.peers = peers }) { _, phone in
            phone.send(phone.request("INVITE", cseq: 1, body: phone.description(port: 9_000)))
            let reply3 = try await phone.receive("SIP/2.0")
            #expect(reply3.hasPrefix("SIP/2.0 403"))
            #expect(exchange.offered.isEmpty)
        }
    }

    @Test func `an offer without audio that we have is not acceptable`() async throws {
        try await Self.with { _, phone in
            let secure = phone.description(port: 9_000).replacing("RTP/AVP", with: "RTP/SAVP")
            phone.send(phone.request("INVITE", cseq: 1, body: secure))
            let reply4 = try await phone.receive("SIP/2.0")
            #expect(reply4.hasPrefix("SIP/2.0 488"))
            phone.send(phone.request("INVITE", cseq: 1, call: "raw-2", body: "v=nonsense"))
            let reply5 = try await phone.receive("SIP/2.0")
            #expect(reply5.hasPrefix("SIP/2.0 488"))
        }
    }

    @Test func `headers of the caller's own come along with a call`() async throws {
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange) { _, phone in
            _ = try await Self.call(phone, media: 9_000, headers: ["X-Account-Ref: 4711", "Subject: none"])
            let offered = try #require(exchange.offered.first)
            #expect(offered.parameters == ["x-account-ref": "4711"])
            #expect(offered.called == "promesa")
            #expect(offered.caller == "+12025550100")
            #expect(offered.peer == "127.0.0.1:\(phone.port)")
        }
    }

    @Test func `a hold is silence for us, and over with the next offer`() async throws {
        let exchange = TalkingExchange(.says(TestVoice.noise(seconds: 60)))
        try await Self.with(exchange) { _, phone in
            let media = try RawPhone(peer: 0)
            let answer = try await Self.call(phone, media: media.port)
            let tag = try Self.tag(of: answer)
            let port = try #require(answer.between("m=audio ", " ").flatMap { UInt16($0) })
            var sequence: UInt16 = 0

            func speak(_ ticks: Int) async throws {
                for _ in 0..<ticks {
                    sequence += 1
                    let packet = RTPPacket(
                        payloadType: 0, sequence: sequence, timestamp: UInt32(sequence) * 160, source: 1,
                        payload: [UInt8](repeating: 0x80, count: 160))
                    media.send(packet.bytes, to: port)
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            func loud() -> Int { exchange.calls.first.map { $0.heard.count { abs(Int($0)) > 20_000 } } ?? 0 }

            try await eventually("the call runs") { !exchange.calls.isEmpty }
            try await speak(30)
            try await eventually("the phone is heard") { loud() > 10 * 160 }

            phone.send(
                phone.request(
                    "INVITE", cseq: 2, toTag: tag,
                    body: phone.description(port: media.port, direction: "sendonly")))
            let held = try await phone.receive("SIP/2.0 200")
            #expect(held.contains("a=recvonly"))
            phone.send(phone.request("ACK", cseq: 2, toTag: tag))
            // What was in the buffer has been played by now, or is thrown away.
            try await speak(10)
            let before = loud()
            try await speak(30)
            #expect(loud() == before)

            phone.send(
                phone.request("INVITE", cseq: 3, toTag: tag, body: phone.description(port: media.port)))
            let reply6 = try await phone.receive("SIP/2.0 200")
            #expect(reply6.contains("a=sendrecv"))
            phone.send(phone.request("ACK", cseq: 3, toTag: tag))
            try await speak(30)
            try await eventually("the phone is heard again") { loud() > before + 10 * 160 }
            phone.send(phone.request("BYE", cseq: 4, toTag: tag))
            _ = try await phone.receive("SIP/2.0 200")
            try await eventually("we are told") { exchange.calls.first?.hasHungUp ?? false }
        }
    }

    @Test func `an INVITE without an offer is offered one, and answered in ACK`() async throws {
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange) { _, phone in
            phone.send(phone.request("INVITE", cseq: 1))
            let offer = try await phone.receive("SIP/2.0 200")
            #expect(offer.contains("m=audio"))
            phone.send(
                phone.request(
                    "ACK", cseq: 1, toTag: try Self.tag(of: offer), body: phone.description(port: 9_000)))
            try await eventually("the call runs") { !exchange.calls.isEmpty }
        }
    }

    @Test func `a caller who gives up before the answer leaves no call behind`() async throws {
        let exchange = TalkingExchange(.echoes, hesitating: true)
        try await Self.with(exchange) { _, phone in
            phone.send(phone.request("INVITE", cseq: 1, branch: "one", body: phone.description(port: 9_000)))
            _ = try await phone.receive("SIP/2.0 180")
            // It rings before the exchange is asked.
            try await eventually("the exchange is asked") { exchange.waiting == 1 }
            phone.send(phone.request("CANCEL", cseq: 1, branch: "one"))
            let end = try await phone.receive("SIP/2.0 487")
            #expect(end.headerLine("CSeq")?.contains("INVITE") ?? false)
            exchange.decide()
            try await eventually("the place is given back") { exchange.abandoned == 1 }
            #expect(exchange.calls.isEmpty)
        }
    }

    @Test func `an extension that we don't know is named in the refusal`() async throws {
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange) { _, phone in
            phone.send(
                phone.request(
                    "INVITE", cseq: 1, headers: ["Require: 100rel"], body: phone.description(port: 9_000)))
            let reply = try await phone.receive("SIP/2.0")
            #expect(reply.hasPrefix("SIP/2.0 420"))
            #expect(reply.headerLine("Unsupported") == "Unsupported: 100rel")
            #expect(exchange.offered.isEmpty)
        }
    }

    @Test func `damaged requests do no harm`() async throws {
        // A longer run by hand: PROMESA_SIP_FUZZ=200000.
        let count = ProcessInfo.processInfo.environment["PROMESA_SIP_FUZZ"].flatMap { Int($0) } ?? 3_000
        let exchange = TalkingExchange(.echoes)
        try await Self.with(exchange, configure: { $0.mostCalls = 50 }) { _, phone in
            var random = SplitMix64(seed: 4_711)
            let methods = [
                "INVITE", "OPTIONS", "BYE", "CANCEL", "ACK", "NOTIFY", "REFER", "SUBSCRIBE", "INFO",
            ]
            for round in 0..<count {
                let method = methods[round % methods.count]
                let call = "fuzz-\(round / 20)"
                let good = phone.request(
                    method, cseq: 1 + round % 5, toTag: round % 3 == 0 ? "x" : "", call: call,
                    headers: ["Event: refer", "Subscription-State: active", "X-Ref: 1"],
                    body: phone.description(port: 9_000))
                phone.send(Array(Mutation.of(Array(good.utf8), &random).prefix(4_096)), to: phone.peer)
                // A socket's buffer holds some hundred; what overflows would try nothing.
                if round % 50 == 0 { try await Task.sleep(for: .milliseconds(5)) }
            }
            // The first ones may find no place in the socket's buffer.
            try await eventually("it still answers") {
                phone.send(phone.request("OPTIONS", cseq: 9, call: "after"))
                return phone.hasReceived { $0.hasPrefix("SIP/2.0 200") && $0.contains("Call-ID: after") }
            }
            #expect(!exchange.offered.isEmpty)
        }
    }
}
