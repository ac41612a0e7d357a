// The fields of `sockaddr_in` belong to it, for its header is the first that brings them.
import CLibRe
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// The two sockets of one call: audio on an even port, reports on the next.
final class MediaSockets {
    /// Attempts at other pairs when one is taken by somebody else.
    static let mostAttempts = 16

    let port: UInt16
    private let audio: any Channel
    private let reports: any Channel
    private let receiver: DatagramReceiver
    private let ports: SharedPorts

    fileprivate init(
        port: UInt16, audio: any Channel, reports: any Channel, receiver: DatagramReceiver, ports: SharedPorts
    ) {
        self.port = port
        self.audio = audio
        self.reports = reports
        self.receiver = receiver
        self.ports = ports
    }

    /// Who takes what arrives; on the event loop.
    var received: ((DatagramReceiver.Kind, [UInt8], Endpoint) -> Void)? {
        get { receiver.received }
        set { receiver.received = newValue }
    }

    func sendAudio(_ bytes: [UInt8], to peer: Endpoint) { Self.send(bytes, to: peer, audio) }
    func sendReport(_ bytes: [UInt8], to peer: Endpoint) { Self.send(bytes, to: peer, reports) }

    /// What the system can't take at once is lost, as on any network: it must not pile up here.
    private static func send(_ bytes: [UInt8], to peer: Endpoint, _ channel: any Channel) {
        guard channel.isWritable, let address = try? SocketAddress(peer) else { return }
        let envelope = AddressedEnvelope(remoteAddress: address, data: channel.allocator.buffer(bytes: bytes))
        channel.writeAndFlush(envelope, promise: nil)
    }

    /// Closes both and gives the ports back.
    func close() {
        receiver.received = nil
        let (ports, port) = (ports, port)
        let closing = audio.close().and(reports.close())
        closing.whenComplete { _ in ports.giveBack(port) }
    }
}

/// The pairs of ports of an adapter, used by all its event loops.
final class SharedPorts: Sendable {
    private let pool: Mutex<PortPool>
    private let address: String

    init(_ range: ClosedRange<UInt16>, address: String) {
        pool = Mutex(PortPool(range))
        self.address = address
    }

    fileprivate func giveBack(_ port: UInt16) { pool.withLock { $0.giveBack(port) } }

    /// Opens a pair on an event loop; fails if no pair can be had.
    func open(on loop: any EventLoop) -> EventLoopFuture<NIOLoopBound<MediaSockets>> {
        open(on: loop, attemptsLeft: MediaSockets.mostAttempts)
    }

    private func open(
        on loop: any EventLoop, attemptsLeft: Int
    ) -> EventLoopFuture<NIOLoopBound<MediaSockets>> {
        guard attemptsLeft > 0, let port = pool.withLock({ $0.take() }) else {
            return loop.makeFailedFuture(NoPorts())
        }
        let receiver = DatagramReceiver()
        let bound = NIOLoopBound(receiver, eventLoop: loop)
        let audio = bind(port, .audio, bound, on: loop)
        return audio.flatMap { [self] audio in
            bind(port + 1, .report, bound, on: loop).map { reports in
                let sockets = MediaSockets(
                    port: port, audio: audio, reports: reports, receiver: bound.value, ports: self)
                return NIOLoopBound(sockets, eventLoop: loop)
            }.flatMapError { error in
                audio.close().flatMapThrowing { throw error }
            }
        }.flatMapError { [self] _ in
            giveBack(port)
            return open(on: loop, attemptsLeft: attemptsLeft - 1)
        }
    }

    private func bind(
        _ port: UInt16, _ kind: DatagramReceiver.Kind, _ receiver: NIOLoopBound<DatagramReceiver>,
        on loop: any EventLoop
    ) -> EventLoopFuture<any Channel> {
        DatagramBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        DatagramHandler(kind: kind, receiver: receiver.value))
                }
            }
            .bind(host: address, port: Int(port))
    }

    private struct NoPorts: Error {}
}

/// Where the datagrams of a call go.
final class DatagramReceiver {
    enum Kind: Sendable { case audio, report }
    var received: ((Kind, [UInt8], Endpoint) -> Void)?
}

private final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let kind: DatagramReceiver.Kind
    private let receiver: DatagramReceiver

    init(kind: DatagramReceiver.Kind, receiver: DatagramReceiver) {
        self.kind = kind
        self.receiver = receiver
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let sender = Endpoint(envelope.remoteAddress) else { return }
        receiver.received?(kind, Array(envelope.data.readableBytesView), sender)
    }

    /// An unreachable port of the other side shows here; the call goes on until signalling ends it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

extension Endpoint {
    /// An internet address of NIO; nil for a path.
    init?(_ address: SocketAddress) {
        guard let port = address.port.flatMap({ UInt16(exactly: $0) }) else { return nil }
        switch address {
        case .v4(let v4):
            self.init(address: IPAddress(version4: UInt32(bigEndian: v4.address.sin_addr.s_addr)), port: port)
        case .v6(let v6):
            let bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
            let words = [0, 4, 8, 12].map { UInt64(bytes.bigEndian32(at: $0)) }
            let address = IPAddress(high: words[0] << 32 | words[1], low: words[2] << 32 | words[3])
            self.init(address: address, port: port)
        case .unixDomainSocket: return nil
        }
    }
}

extension SocketAddress {
    init(_ endpoint: Endpoint) throws {
        try self.init(ipAddress: endpoint.address.description, port: Int(endpoint.port))
    }
}
