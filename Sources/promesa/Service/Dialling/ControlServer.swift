import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Takes orders on a Unix domain socket that only our own user can open.
final class ControlServer: Sendable {
    private let path: String
    private let group: any EventLoopGroup
    private let desk: DialDesk
    private let server = Mutex<(any Channel)?>(nil)

    init(path: String, desk: DialDesk, on group: any EventLoopGroup) {
        self.path = path
        self.desk = desk
        self.group = group
    }

    /// Begins to listen; fails if another service listens there.
    func start() async throws {
        let descriptor = try ControlSocket.bound(to: path)
        let desk = desk
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        IdleStateHandler(readTimeout: .seconds(10)), ControlHandler(desk),
                    ])
                }
            }
            .withBoundSocket(descriptor).get()
        server.withLock { $0 = channel }
    }

    func stop() async {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        guard let channel else { return }
        try? await channel.close().get()
        unlink(path)
    }
}

/// One connection: an order in one line of JSON, and replies in a line each.
private final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let desk: DialDesk
    private var line = OrderLine()

    init(_ desk: DialDesk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch line.take(unwrapInboundIn(data).readableBytesView) {
        case .waiting, .over: break
        case .tooLong: context.close(promise: nil)
        case .unreadable:
            let why = "the order can't be read; is promesa of another version than the service?"
            Self.reply(DialReply(failure: why), on: context.channel)
            context.close(promise: nil)
        case .order(let order): take(order, context.channel)
        }
    }

    private func take(_ order: DialOrder, _ channel: any Channel) {
        let desk = desk
        let reply: @Sendable (DialReply) -> Void = { Self.reply($0, on: channel) }
        Task {
            await desk.take(order, reply)
            channel.close(promise: nil)
        }
    }

    private static func reply(_ reply: DialReply, on channel: any Channel) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var bytes = try? encoder.encode(reply) else { return }
        bytes.append(UInt8(ascii: "\n"))
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Whoever has ordered waits for a telephone to be answered.
        if event is IdleStateHandler.IdleStateEvent, !line.isOver { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
