import Calls
import Dialog
import Live
import MediaAdapters
import NIOCore
import NIOPosix

/// Places calls as Asterisk's AudioSocket does: connects, sends the identifier, streams.
struct AudioSocketCaller: Sendable {
    let host: String
    let port: Int

    /// Calls about an account, by its number, and hands the leg over on its event loop.
    func call(
        _ account: Int, on loop: any EventLoop, connected: @escaping @Sendable (any CallingLeg) -> Void
    ) -> EventLoopFuture<Void> {
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(5))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let leg = AudioSocketCallingLeg(channel)
                    try channel.pipeline.syncOperations.addHandler(
                        AudioSocketCallingHandler(leg, account: account, connected))
                }
            }
            .connect(host: host, port: port)
            .map { _ in }
    }
}

/// The leg of an adapter, seen from the other side.
private final class AudioSocketCallingLeg: CallingLeg {
    let leg: AudioSocketLeg
    private let channel: any Channel

    init(_ channel: any Channel) {
        self.channel = channel
        leg = AudioSocketLeg(channel)
    }

    func send(_ output: LegOutput) { leg.send(output) }
    func receive() -> LegInput { leg.receive() }
    func hangUp() { channel.close(promise: nil) }
    func transfer(to: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void) { done(.failed) }
    func cancelTransfer() {}
    var quality: LineQuality { leg.quality }

    func press(_ keys: [Character]) {
        var buffer = channel.allocator.buffer(capacity: 4 * keys.count)
        for key in keys { AudioSocketMessage.key(key).write(to: &buffer) }
        channel.writeAndFlush(buffer, promise: nil)
    }
}

private final class AudioSocketCallingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let leg: AudioSocketCallingLeg
    private let account: Int
    private let connected: @Sendable (any CallingLeg) -> Void
    private var buffer = ByteBuffer()

    init(
        _ leg: AudioSocketCallingLeg, account: Int, _ connected: @escaping @Sendable (any CallingLeg) -> Void
    ) {
        self.leg = leg
        self.account = account
        self.connected = connected
    }

    func channelActive(context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: 19)
        // The account's number in the last 12 digits, one digit for each half byte.
        var bytes = [UInt8](repeating: 0, count: 16)
        var rest = max(account, 0)
        for place in stride(from: 15, through: 10, by: -1) {
            bytes[place] = UInt8(rest % 10 + rest / 10 % 10 * 16)
            rest /= 100
        }
        AudioSocketMessage.identifier(bytes).write(to: &buffer)
        context.channel.writeAndFlush(buffer, promise: nil)
        connected(leg)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        if buffer.readableBytes == 0 { buffer.clear() }
        buffer.writeBuffer(&piece)
        while let message = AudioSocketMessage.next(in: &buffer) { leg.leg.receive(message) }
    }

    func channelInactive(context: ChannelHandlerContext) { leg.leg.close() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
