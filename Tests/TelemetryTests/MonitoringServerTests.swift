import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Telemetry

@Suite struct MonitoringServerTests {
    /// Asks as soon as it is connected, and keeps what comes until the other side closes.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let request: String
        private let promise: EventLoopPromise<String>
        private var text = ""
        init(_ request: String, _ promise: EventLoopPromise<String>) {
            (self.request, self.promise) = (request, promise)
        }
        func channelActive(context: ChannelHandlerContext) {
            guard !request.isEmpty else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
        }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
        }
        func channelInactive(context: ChannelHandlerContext) { promise.succeed(text) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    private func ask(_ port: Int, _ request: String) async throws -> String {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: String.self)
        _ = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(request, promise))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return try await promise.futureResult.get()
    }

    private func server(_ metrics: @escaping @Sendable () -> String = { "a 1\n" }) -> MonitoringServer {
        // However long this machine takes.
        MonitoringServer(
            MonitoringServer.Pages(metrics: metrics, isReady: { false }), patience: .hours(1),
            longest: .hours(1))
    }

    @Test func `each page has its answer, and what is no page says what there is`() async throws {
        let server = server()
        let port = try await server.start(host: "127.0.0.1", port: 0)
        func status(_ line: String) async throws -> String {
            String(try await ask(port, "\(line) HTTP/1.1\r\nhost: a\r\n\r\n").prefix { !$0.isNewline })
        }
        #expect(try await status("GET /healthz") == "HTTP/1.1 200 OK")
        #expect(try await status("GET /metrics?x=y") == "HTTP/1.1 200 OK")
        #expect(try await status("GET /readyz") == "HTTP/1.1 503 Service Unavailable")
        #expect(try await status("GET /etc") == "HTTP/1.1 404 Not Found")
        let refused = try await ask(port, "POST /metrics HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n")
        #expect(refused.hasPrefix("HTTP/1.1 405 ") && refused.contains("allow: GET\r\n"))
        await server.stop()
    }

    @Test func `more connections than there may be are closed, and the others are answered`() async throws {
        let server = server()
        let port = try await server.start(host: "127.0.0.1", port: 0)
        var idle: [any Channel] = []
        for _ in 0..<MonitoringServer.mostConnections {
            idle.append(
                try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: "127.0.0.1", port: port).get())
        }
        #expect(try await ask(port, "") == "")
        try await idle.removeLast().close().get()
        var answer = ""
        // The server notices in its own time that a connection is gone.
        while answer.isEmpty {
            answer = (try? await ask(port, "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")) ?? ""
        }
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        for channel in idle { try? await channel.close().get() }
        await server.stop()
    }

    @Test func `a page that takes long is made on a thread of the server's own`() async throws {
        let loops = Mutex<[Bool]>([])
        let server = server {
            let others = MultiThreadedEventLoopGroup.singleton.makeIterator().map(\.inEventLoop)
            loops.withLock { $0 += others }
            return "a 1\n"
        }
        let port = try await server.start(host: "127.0.0.1", port: 0)
        #expect(try await ask(port, "GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n").hasSuffix("a 1\n"))
        #expect(loops.withLock { !$0.isEmpty && !$0.contains(true) })
        await server.stop()
    }
}
