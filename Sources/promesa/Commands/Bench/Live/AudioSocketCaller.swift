import Calls
import Dialog
import FlowFiles
import Live
import MediaAdapters
import NIOCore
import NIOPosix

/// Places calls as Asterisk's AudioSocket does: connects, sends the identifier, streams.
struct AudioSocketCaller: CallPlacer {
    let address: ListenAddress
    /// The ten bytes with which each identifier begins; none for zeros.
    var token: [UInt8] = []
    let group: any EventLoopGroup

    func start() async throws {}
    func stop() async {}

    func call(_ account: Int, connected: @escaping Connected) -> EventLoopFuture<Void> {
        let identifier = Self.identifier(token, account: account)
        return ClientBootstrap(group: group.next())
            .connectTimeout(.seconds(5))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let leg = AudioSocketCallingLeg(channel)
                    try channel.pipeline.syncOperations.addHandler(
                        AudioSocketCallingHandler(leg, identifier, connected))
                }
            }
            .connect(host: address.host, port: address.port)
            .map { _ in }
    }

    /// The account's number in the last 12 digits, one digit for each half byte.
    static func identifier(_ token: [UInt8], account: Int) -> [UInt8] {
        var bytes = Array(token.prefix(10)) + [UInt8](repeating: 0, count: 16 - min(token.count, 10))
        var rest = max(account, 0)
        for place in stride(from: 15, through: 10, by: -1) {
            bytes[place] = UInt8(rest % 10 + rest / 10 % 10 * 16)
            rest /= 100
        }
        return bytes
    }
}

/// The leg of an adapter, seen from the other side.
private final class AudioSocketCallingLeg: CallingLeg {
    let leg: AudioSocketLeg
    var arrived: (([Int16]) -> Void)?
    private let channel: any Channel

    init(_ channel: any Channel) {
        self.channel = channel
        leg = AudioSocketLeg(channel)
    }

    func receive(_ message: AudioSocketMessage) {
        if case .audio(let samples, _) = message { arrived?(samples) }
        leg.receive(message)
    }

    func send(_ output: LegOutput) { leg.send(output) }
    func receive() -> LegInput { leg.receive() }
    func hangUp() { channel.close(promise: nil) }
    func transfer(to: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void) { done(.failed) }
    func cancelTransfer() {}
    var quality: LineQuality { leg.quality }

    func press(_ keys: String) {
        var buffer = channel.allocator.buffer(capacity: 4 * keys.count)
        for key in keys { AudioSocketMessage.key(key).write(to: &buffer) }
        channel.writeAndFlush(buffer, promise: nil)
    }
}

private final class AudioSocketCallingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let leg: AudioSocketCallingLeg
    private let identifier: [UInt8]
    private let connected: CallPlacer.Connected
    private var buffer = ByteBuffer()

    init(
        _ leg: AudioSocketCallingLeg, _ identifier: [UInt8], _ connected: @escaping CallPlacer.Connected
    ) {
        self.leg = leg
        self.identifier = identifier
        self.connected = connected
    }

    func channelActive(context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: 19)
        AudioSocketMessage.identifier(identifier).write(to: &buffer)
        context.channel.writeAndFlush(buffer, promise: nil)
        connected(leg, context.eventLoop)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        if buffer.readableBytes == 0 { buffer.clear() }
        buffer.writeBuffer(&piece)
        while let message = AudioSocketMessage.next(in: &buffer) { leg.receive(message) }
    }

    func channelInactive(context: ChannelHandlerContext) { leg.leg.close() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
