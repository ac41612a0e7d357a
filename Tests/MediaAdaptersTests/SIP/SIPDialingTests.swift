import Calls
import Dialog
import Live
import NIOPosix
import Synchronization
import Testing

@testable import MediaAdapters

/// Calls, registrations and transfers towards a telephone that answers exactly as each test wants.
@Suite(.serialized) struct SIPDialingTests {
    private static let challenge =
        "Digest realm=\"lab\", nonce=\"n0nce\", algorithm=MD5, qop=\"auth\""

    private static func with(
        _ phone: RawPhone, _ exchange: TalkingExchange = TalkingExchange(.echoes),
        configure: (inout SIPSettings) -> Void = { _ in }, _ body: (SIPAdapter) async throws -> Void
    ) async throws {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 30_000...38_999
        settings.credentials = [.init(realm: "lab", user: "ivr", password: "secret")]
        configure(&settings)
        let adapter = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        _ = try await adapter.start(exchange)
        do {
            try await body(adapter)
        } catch {
            await adapter.stop()
            throw error
        }
        await adapter.stop()
    }

    private static func dial(
        _ adapter: SIPAdapter, _ port: UInt16, ringing: Duration = .seconds(30)
    ) async -> DialResult {
        await adapter.dial(
            DialRequest(
                to: "sip:+12025550123@127.0.0.1:\(port)", ringing: ringing, ticket: CallTicket(3)))
    }

    /// Whether an answer to the challenge knows the password (RFC 2617, section 3.2.2).
    private static func isRight(_ request: String, method: String) throws -> Bool {
        let line = try #require(request.headerLine("Authorization"))
        func value(_ name: String) throws -> String {
            try #require(line.between("\(name)=\"", "\"") ?? line.between("\(name)=", ","))
        }
        let secret = MD5.hex("ivr:lab:secret")
        let asked = MD5.hex("\(method):\(try value("uri"))")
        let count = try #require(line.split(separator: "nc=").last?.prefix(8))
        let expected = MD5.hex("\(secret):n0nce:\(count):\(try value("cnonce")):auth:\(asked)")
        return try value("response") == expected
    }

    private static func reply(_ phone: RawPhone, _ port: UInt16, _ text: String) {
        phone.send(Array(text.utf8), to: port)
    }

    /// The port that a request came from, by its Via.
    private static func origin(of request: String) throws -> UInt16 {
        let via = try #require(request.headerLine("Via"))
        return try #require(via.between("127.0.0.1:", ";").flatMap { UInt16($0) })
    }

    @Test func `the known answers of the digest's hash`() {
        #expect(MD5.hex("") == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(MD5.hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0")
    }

    @Test func `a challenge is answered with the password of its realm, and a busy line is busy`()
        async throws
    {
        let phone = try RawPhone(peer: 0)
        let exchange = TalkingExchange(.echoes)
        try await Self.with(phone, exchange) { adapter in
            let number = phone.port
            async let result = Self.dial(adapter, number)
            let first = try await phone.receive("INVITE")
            let port = try Self.origin(of: first)
            Self.reply(
                phone, port,
                phone.response(
                    "401 Unauthorized", to: first, headers: ["WWW-Authenticate: \(Self.challenge)"]))
            let second = try await phone.receive("INVITE")
            #expect(try Self.isRight(second, method: "INVITE"))
            Self.reply(phone, port, phone.response("486 Busy Here", to: second))
            #expect(await result == .notReached(.busy, status: 486))
            #expect(exchange.abandoned == 1)
        }
    }

    @Test func `a realm that we have no password for ends the attempt`() async throws {
        let phone = try RawPhone(peer: 0)
        try await Self.with(phone, configure: { $0.credentials = [] }) { adapter in
            let number = phone.port
            async let result = Self.dial(adapter, number)
            let invite = try await phone.receive("INVITE")
            Self.reply(
                phone, try Self.origin(of: invite),
                phone.response(
                    "401 Unauthorized", to: invite, headers: ["WWW-Authenticate: \(Self.challenge)"]))
            #expect(await result == .notReached(.failed, status: 401))
        }
    }

    @Test func `a call that rings too long is cancelled`() async throws {
        let phone = try RawPhone(peer: 0)
        try await Self.with(phone) { adapter in
            let number = phone.port
            async let result = Self.dial(adapter, number, ringing: .seconds(1))
            let invite = try await phone.receive("INVITE")
            let port = try Self.origin(of: invite)
            Self.reply(phone, port, phone.response("180 Ringing", to: invite))
            #expect(await result == .notReached(.noAnswer, status: nil))
            let cancel = try await phone.receive("CANCEL")
            Self.reply(phone, port, phone.response("200 OK", to: cancel))
            Self.reply(phone, port, phone.response("487 Request Terminated", to: invite))
            _ = try await phone.receive("ACK")
        }
    }

    @Test func `what is no SIP address is not dialled`() async throws {
        let phone = try RawPhone(peer: 0)
        try await Self.with(phone) { adapter in
            let request = DialRequest(to: "sip:a@b\r\nX: y", ticket: CallTicket(1))
            #expect(await adapter.dial(request) == .notReached(.failed, status: nil))
        }
    }

    @Test func `we register with the password, and take ourselves off in the end`() async throws {
        let phone = try RawPhone(peer: 0)
        let registrar = "sip:127.0.0.1:\(phone.port)"
        let identity = "sip:ivr@127.0.0.1:\(phone.port)"
        func accept(_ request: String) throws {
            let contact = request.headerLine("Contact")?.split(separator: ";expires").first.map(String.init)
            Self.reply(
                phone, try Self.origin(of: request),
                phone.response("200 OK", to: request, headers: [contact.map { $0 + ";expires=120" } ?? ""]))
        }
        try await Self.with(
            phone, configure: { $0.registrations = [.init(registrar: registrar, identity: identity)] }
        ) { adapter in
            let first = try await phone.receive("REGISTER")
            #expect(await adapter.registrations() == [identity: false])
            Self.reply(
                phone, try Self.origin(of: first),
                phone.response(
                    "401 Unauthorized", to: first, headers: ["WWW-Authenticate: \(Self.challenge)"]))
            let second = try await phone.receive("REGISTER")
            #expect(try Self.isRight(second, method: "REGISTER"))
            try accept(second)
            try await eventually("the registration stands") {
                await adapter.registrations() == [identity: true]
            }
            async let stopped: Void = adapter.stop()
            let last = try await phone.receive("REGISTER")
            #expect(last.headerLine("Contact")?.contains("expires=0") ?? false)
            try accept(last)
            await stopped
        }
    }

    /// Calls the telephone, which answers, and asks it to transfer the call; hands REFER over.
    private static func transferring(
        _ body: (_ phone: RawPhone, _ port: UInt16, _ refer: String, TalkingExchange, Told) async throws ->
            Void
    ) async throws {
        let phone = try RawPhone(peer: 0)
        let exchange = TalkingExchange(.echoes)
        try await Self.with(phone, exchange) { adapter in
            let number = phone.port
            async let result = Self.dial(adapter, number)
            let invite = try await phone.receive("INVITE")
            let port = try Self.origin(of: invite)
            let description = phone.description(port: 9_100)
            Self.reply(phone, port, phone.response("200 OK", to: invite, body: description))
            #expect(await result == .answered)
            _ = try await phone.receive("ACK")
            let told = Told()
            exchange.onLeg { leg in
                let handOff = HandOff(
                    call: CallID("20260302-abc"), account: AccountID("A-1"), language: LanguageTag("en-US"),
                    verified: nil)
                leg.transfer(to: "+12025550199", handOff) { told.set($0) }
            }
            try await body(phone, port, try await phone.receive("REFER"), exchange, told)
        }
    }

    @Test(arguments: [
        ("200 OK", TransferOutcome.connected), ("486 Busy Here", .busy), ("480 Gone", .noAnswer),
    ])
    func `a transfer is asked for, and told as its target answers`(
        status: String, expected: TransferOutcome
    ) async throws {
        try await Self.transferring { phone, port, refer, _, told in
            #expect(refer.headerLine("Refer-To") == "Refer-To: <sip:+12025550199@127.0.0.1:\(phone.port)>")
            #expect(refer.headerLine("X-Promesa-Call") == "X-Promesa-Call: 20260302-abc")
            #expect(!refer.contains("A-1"))
            Self.reply(phone, port, phone.response("202 Accepted", to: refer))
            for (cseq, fragment) in [(1, "180 Ringing"), (2, status)] {
                Self.reply(phone, port, try Self.notify(phone, refer, cseq: cseq, fragment))
                _ = try await phone.receive("SIP/2.0 200")
            }
            try await eventually("the outcome is told") { told.outcome == expected }
        }
    }

    @Test func `a transfer that is refused is told, and the call goes on`() async throws {
        try await Self.transferring { phone, port, refer, exchange, told in
            Self.reply(phone, port, phone.response("603 Decline", to: refer))
            try await eventually("the outcome is told") { told.outcome == .closed }
            #expect(!exchange.calls[0].hasHungUp)
        }
    }

    @Test func `a transfer that is given up tells nothing more, and another may follow`() async throws {
        try await Self.transferring { phone, port, refer, exchange, told in
            Self.reply(phone, port, phone.response("202 Accepted", to: refer))
            exchange.onLeg { $0.cancelTransfer() }
            Self.reply(phone, port, try Self.notify(phone, refer, cseq: 1, "200 OK"))
            _ = try await phone.receive("SIP/2.0")
            #expect(told.outcome == nil)
            exchange.onLeg { leg in
                let handOff = HandOff(
                    call: CallID("c"), account: AccountID("A-1"), language: LanguageTag("en-US"),
                    verified: nil)
                leg.transfer(to: "sip:agents@127.0.0.1:9", handOff) { told.set($0) }
            }
            try await eventually("it asks again") {
                phone.hasReceived { $0.contains("<sip:agents@127.0.0.1") }
            }
        }
    }

    /// The telephone's report on a transfer, in the call that REFER belongs to.
    private static func notify(
        _ phone: RawPhone, _ refer: String, cseq: Int, _ fragment: String
    ) throws -> String {
        let from = try #require(refer.headerLine("To")).dropFirst("To".count)
        let to = try #require(refer.headerLine("From")).dropFirst("From".count)
        let isLast = !fragment.hasPrefix("1")
        let body = "SIP/2.0 \(fragment)\r\n"
        return [
            "NOTIFY sip:promesa@127.0.0.1:\(try origin(of: refer)) SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:\(phone.port);branch=z9hG4bKnotify\(cseq)", "Max-Forwards: 70",
            "From\(from)", "To\(to)", try #require(refer.headerLine("Call-ID")), "CSeq: \(cseq) NOTIFY",
            "Contact: <sip:phone@127.0.0.1:\(phone.port)>", "Event: refer",
            "Subscription-State: \(isLast ? "terminated;reason=noresource" : "active;expires=60")",
            "Content-Type: message/sipfrag", "Content-Length: \(body.utf8.count)", "", body,
        ].joined(separator: "\r\n")
    }
}

/// An outcome that another thread tells.
private final class Told: Sendable {
    private let told = Mutex<TransferOutcome?>(nil)
    var outcome: TransferOutcome? { told.withLock { $0 } }
    func set(_ outcome: TransferOutcome) { told.withLock { $0 = outcome } }
}
