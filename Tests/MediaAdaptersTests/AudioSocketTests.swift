import Audio
import Calls
import Dialog
import Live
import MediaAdapters
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct AudioSocketMessageTests {
    private func messages(_ bytes: [UInt8]) -> [AudioSocketMessage] {
        var buffer = ByteBuffer(bytes: bytes)
        var found: [AudioSocketMessage] = []
        while let message = AudioSocketMessage.next(in: &buffer) { found.append(message) }
        return found
    }

    @Test func `messages are read as they are written`() {
        let all: [AudioSocketMessage] = [
            .identifier(Array(0..<16)), .audio([1, -2, .min, .max], sampleRateHz: 8_000),
            .audio([3], sampleRateHz: 48_000), .key("#"), .hangUp, .error,
        ]
        var buffer = ByteBuffer()
        for message in all { message.write(to: &buffer) }
        #expect(messages(Array(buffer.readableBytesView)) == all)
    }

    @Test func `a message that isn't all there waits`() {
        var buffer = ByteBuffer(bytes: [0x10, 0, 4, 1, 0, 2])
        #expect(AudioSocketMessage.next(in: &buffer) == nil)
        buffer.writeBytes([0])
        #expect(AudioSocketMessage.next(in: &buffer) == .audio([1, 2], sampleRateHz: 8_000))
    }

    @Test func `what is odd, too short or unknown is passed over`() {
        #expect(messages([0x10, 0, 3, 1, 0, 9]) == [.audio([1], sampleRateHz: 8_000)])
        #expect(messages([0x03, 0, 0]) == [.unknown(3)])
        #expect(messages([0x03, 0, 1, 65]) == [.unknown(3)])
        #expect(messages([0x01, 0, 2, 1, 2]) == [.unknown(1)])
        #expect(messages([0x77, 0, 1, 1]) == [.unknown(0x77)])
        #expect(messages([0x12, 0, 2, 1, 0]) == [.audio([1], sampleRateHz: 16_000)])
    }
}

@Suite struct PeerAllowListTests {
    @Test func `single addresses and networks are told apart`() throws {
        let list = try #require(
            PeerAllowList(["192.0.2.0/24", "2001:db8::/33", "198.51.100.7", "10.0.0.0/9"]))
        for allowed in ["192.0.2.255", "2001:db8:7fff::1", "198.51.100.7", "10.127.0.1", "::ffff:192.0.2.1"] {
            #expect(list.allows(allowed), "\(allowed)")
        }
        for other in ["192.0.3.0", "2001:db8:8000::1", "198.51.100.8", "10.128.0.1", "::1", "", "x"] {
            #expect(!list.allows(other), "\(other)")
        }
    }

    @Test(arguments: ["192.0.2.0/33", "192.0.2/24", "host", "::1/129", "", "1.2.3.4/"])
    func `what is no network is told`(text: String) {
        var wrong = ""
        #expect(PeerAllowList([text], wrong: { wrong = $0 }) == nil)
        #expect(wrong == text)
    }
}

/// An exchange that answers every call for account 7 with a tone, and keeps what it hears.
private final class ToneExchange: CallExchange {
    struct Heard {
        var offered: [OfferedCall] = []
        var keys: [Character] = []
        var loudest: Int16 = 0
        var hasEnded = false
    }
    let heard = Mutex(Heard())
    let hangsUpAfter: Int

    init(hangsUpAfter: Int = .max) { self.hangsUpAfter = hangsUpAfter }

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        heard.withLock { $0.offered.append(call) }
        let isKnown = call.parameters["account"] == "A-7"
        return loop.makeSucceededFuture(isKnown ? .admitted(CallTicket(1)) : .refused(.notFound))
    }

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) { tick(leg, loop, 0) }

    private func tick(_ leg: any LiveLeg, _ loop: any EventLoop, _ count: Int) {
        var leg = leg
        leg.send(LegOutput(frame: AudioFrame([Int16](repeating: 1_234, count: 160)), isListening: false))
        let input = leg.receive()
        heard.withLock { heard in
            heard.keys += input.keys
            heard.loudest = max(heard.loudest, input.frame.samples.max() ?? 0)
            heard.hasEnded = input.hasHungUp
        }
        if input.hasHungUp || count >= hangsUpAfter { return leg.hangUp() }
        loop.assumeIsolated().scheduleTask(in: .milliseconds(5)) { self.tick(leg, loop, count + 1) }
    }

    func abandon(_ ticket: CallTicket) {}
}

/// Collects what the server sends.
private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let messages = Mutex<[AudioSocketMessage]>([])
    let isClosed = Mutex(false)
    private let buffer = Mutex(ByteBuffer())

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        buffer.withLock { buffer in
            buffer.writeBuffer(&piece)
            while let message = AudioSocketMessage.next(in: &buffer) {
                messages.withLock { $0.append(message) }
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) { isClosed.withLock { $0 = true } }
}

@Suite struct AudioSocketAdapterTests {
    private static let token = "0123456789abcdef0123"

    private struct Line {
        let channel: any Channel
        let collector: Collector

        func send(_ messages: [AudioSocketMessage]) async {
            var buffer = ByteBuffer()
            for message in messages { message.write(to: &buffer) }
            // The other side may close before it has read all of it.
            try? await channel.writeAndFlush(buffer).get()
        }
    }

    /// Waits for what must come, for as long as a busy machine may need.
    private func until(_ what: @Sendable () -> Bool) async throws {
        for _ in 0..<12_000 where !what() { try await Task.sleep(for: .milliseconds(10)) }
        #expect(what())
    }

    private func with(
        _ exchange: ToneExchange, token: String? = nil, _ body: (Line) async throws -> Void
    ) async throws {
        var settings = AudioSocketSettings()
        settings.port = 0
        // A busy machine may take its time.
        settings.introduction = .seconds(600)
        settings.accountPrefix = "A-"
        settings.token = token.flatMap { AudioSocketToken($0) }
        let group = MultiThreadedEventLoopGroup.singleton
        let adapter = AudioSocketAdapter(settings, on: group)
        let address = try #require(try await adapter.start(exchange).first)
        let port = try #require(Int(address.split(separator: ":").last ?? ""))
        let collector = Collector()
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { $0.pipeline.addHandler(collector) }
            .connect(host: "127.0.0.1", port: port).get()
        try await body(Line(channel: channel, collector: collector))
        try? await channel.close().get()
        await adapter.stop()
    }

    private func identifier(_ prefix: String = token, account: UInt8 = 7) -> AudioSocketMessage {
        let digits = Array(prefix + "00000000000" + "\(account)")
        return .identifier(
            stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) })
    }

    @Test func `a call is offered by its account, heard, and spoken to`() async throws {
        let exchange = ToneExchange()
        try await with(exchange) { line in
            let speech = AudioSocketMessage.audio([Int16](repeating: 99, count: 160), sampleRateHz: 8_000)
            await line.send([identifier(), speech, speech, speech, .key("5"), .key("*")])
            try await until { exchange.heard.withLock { $0.keys == ["5", "*"] && $0.loudest == 99 } }
            try await until {
                line.collector.messages.withLock {
                    $0.contains(.audio([Int16](repeating: 1_234, count: 160), sampleRateHz: 8_000))
                }
            }
            #expect(exchange.heard.withLock { $0.offered.first?.parameters["account"] } == "A-7")
        }
        try await until { exchange.heard.withLock { $0.hasEnded } }
    }

    @Test func `we hang up with a message of its own, and close`() async throws {
        let exchange = ToneExchange(hangsUpAfter: 3)
        try await with(exchange) { line in
            await line.send([identifier()])
            try await until { line.collector.isClosed.withLock { $0 } }
            #expect(line.collector.messages.withLock { $0.last } == .hangUp)
        }
    }

    @Test func `a call that isn't admitted is ended`() async throws {
        try await with(ToneExchange()) { line in
            await line.send([identifier(account: 8)])
            try await until { line.collector.isClosed.withLock { $0 } }
            #expect(line.collector.messages.withLock { $0 } == [.hangUp])
        }
    }

    @Test func `an identifier without the token is offered to nobody`() async throws {
        let exchange = ToneExchange()
        try await with(exchange, token: "ffffffffffffffffffff") { line in
            await line.send([identifier()])
            try await until { line.collector.isClosed.withLock { $0 } }
        }
        #expect(exchange.heard.withLock { $0.offered.isEmpty })
    }

    @Test func `whoever doesn't begin with an identifier is closed`() async throws {
        let exchange = ToneExchange()
        try await with(exchange) { line in
            await line.send([.key("1")])
            try await until { line.collector.isClosed.withLock { $0 } }
        }
        #expect(exchange.heard.withLock { $0.offered.isEmpty })
    }

    @Test func `a port in use is said by its address`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        var settings = AudioSocketSettings()
        settings.port = 0
        let first = AudioSocketAdapter(settings, on: group)
        let address = try #require(try await first.start(ToneExchange()).first)
        settings.port = try #require(Int(address.split(separator: ":").last ?? ""))
        await #expect(throws: AdapterFailure.self) {
            _ = try await AudioSocketAdapter(settings, on: group).start(ToneExchange())
        }
        await first.stop()
    }
}
