package import Live
package import NIOCore
import NIOPosix
import Synchronization

/// Takes calls from Asterisk's AudioSocket: a TCP server, one connection a call.
package final class AudioSocketAdapter: MediaAdapter {
    package let name = "audiosocket"
    private let settings: AudioSocketSettings
    private let group: any EventLoopGroup
    private let server = Mutex<(any Channel)?>(nil)

    package init(_ settings: AudioSocketSettings, on group: any EventLoopGroup) {
        self.settings = settings
        self.group = group
    }

    package func start(_ exchange: any CallExchange) async throws(AdapterFailure) -> [String] {
        let settings = settings
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(
                .writeBufferWaterMark, value: .init(low: 8_000, high: 32_000)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AudioSocketHandler(settings, exchange))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: settings.host, port: settings.port).get()
            server.withLock { $0 = channel }
            return [channel.localAddress.map(Self.text) ?? settings.host]
        } catch {
            throw .cannotListen(
                "\(settings.host):\(settings.port) for AudioSocket: \(error); choose another port, or stop what uses it"
            )
        }
    }

    package func drain() async {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        try? await channel?.close().get()
    }

    package func stop() async { await drain() }

    private static func text(_ address: SocketAddress) -> String {
        "\(address.ipAddress ?? "?"):\(address.port ?? 0)"
    }
}

/// One connection: finds out what call it is, and then passes on what comes.
private final class AudioSocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum State {
        /// The identifier has not come yet; then the exchange is asked.
        case unidentified
        /// The exchange is being asked.
        case asking
        case connected(AudioSocketLeg)
        case closed
    }

    /// What may wait while the exchange is asked: a second of audio.
    private static let longestBacklog = 17_000

    private let settings: AudioSocketSettings
    private let exchange: any CallExchange
    private var state = State.unidentified
    private var buffer = ByteBuffer()

    init(_ settings: AudioSocketSettings, _ exchange: any CallExchange) {
        self.settings = settings
        self.exchange = exchange
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let address = context.remoteAddress?.ipAddress, settings.peers.allows(address) else {
            return close(context)
        }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(settings.introduction)) {
            let (handler, context) = bound.value
            if case .unidentified = handler.state { handler.close(context) }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        if buffer.readableBytes == 0 { buffer.clear() }
        buffer.writeBuffer(&piece)
        if case .asking = state {
            if buffer.readableBytes > Self.longestBacklog { close(context) }
            return
        }
        process(context)
    }

    private func process(_ context: ChannelHandlerContext) {
        while let message = AudioSocketMessage.next(in: &buffer) {
            switch state {
            case .unidentified:
                guard case .identifier(let bytes) = message else { return close(context) }
                ask(AudioSocketIdentifier(bytes), context)
                return
            case .connected(let leg): leg.receive(message)
            case .asking, .closed: return
            }
        }
        // A message is at most 65,538 bytes; more can't wait here.
        if buffer.readerIndex > 65_536 { buffer.discardReadBytes() }
    }

    private func ask(_ identifier: AudioSocketIdentifier, _ context: ChannelHandlerContext) {
        if let token = settings.token, !token.fits(identifier.digits) { return close(context) }
        var parameters = ["uuid": identifier.digits]
        if let account = identifier.account { parameters["account"] = settings.accountPrefix + account }
        state = .asking
        let offered = OfferedCall(
            adapter: "audiosocket", called: nil, caller: nil, parameters: parameters,
            peer: context.remoteAddress?.description ?? "?")
        exchange.admit(offered, on: context.eventLoop).assumeIsolated().whenComplete { [self] result in
            switch (result, state) {
            case (.success(.admitted(let ticket)), .asking):
                let leg = AudioSocketLeg(context.channel)
                state = .connected(leg)
                exchange.connect(ticket, leg, on: context.eventLoop)
                process(context)
            case (.success(.admitted(let ticket)), _): exchange.abandon(ticket)
            case (.success(.refused), _), (.failure, _): refuse(context)
            }
        }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        guard case .asking = state else { return }
        var buffer = context.channel.allocator.buffer(capacity: 3)
        AudioSocketMessage.hangUp.write(to: &buffer)
        context.writeAndFlush(NIOAny(buffer), promise: nil)
        close(context)
    }

    private func close(_ context: ChannelHandlerContext) {
        if case .connected(let leg) = state { leg.close() }
        state = .closed
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .connected(let leg) = state { leg.close() }
        state = .closed
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context) }
}
