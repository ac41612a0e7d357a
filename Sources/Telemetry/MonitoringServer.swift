package import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Answers `/metrics`, `/healthz` and `/readyz` over HTTP, and nothing else.
///
/// It has a thread of its own: a page reads files of the system and sorts, which would hold up the calls of an event loop.
package final class MonitoringServer: Sendable {
    /// What the pages say.
    package struct Pages: Sendable {
        /// The metrics in Prometheus's text format.
        package let metrics: @Sendable () -> String
        /// Whether new calls are taken; `/healthz` is well as long as it answers.
        package let isReady: @Sendable () -> Bool

        package init(metrics: @escaping @Sendable () -> String, isReady: @escaping @Sendable () -> Bool) {
            self.metrics = metrics
            self.isReady = isReady
        }
    }

    /// Connections at once; more are closed as they come.
    static let mostConnections = 64
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let pages: Pages
    private let patience: TimeAmount
    private let longest: TimeAmount
    private let server = Mutex<(any Channel)?>(nil)
    private let connections = Atomic<Int>(0)

    /// A connection is over once nothing was asked of it, or sent, for `patience`, and after `longest` whatever it does.
    package init(
        _ pages: Pages, patience: TimeAmount = .seconds(10), longest: TimeAmount = .seconds(15)
    ) {
        self.pages = pages
        self.patience = patience
        self.longest = longest
    }

    /// Begins to listen; returns the port.
    package func start(host: String, port: Int) async throws -> Int {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [self] channel in accept(channel) }
            .bind(host: host, port: port).get()
        server.withLock { $0 = channel }
        return channel.localAddress?.port ?? port
    }

    private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
        let before = connections.wrappingAdd(1, ordering: .relaxed).oldValue
        channel.closeFuture.whenComplete { [self] _ in connections.wrappingSubtract(1, ordering: .relaxed) }
        guard before < Self.mostConnections else { return channel.close() }
        let limit = channel.eventLoop.scheduleTask(in: longest) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in limit.cancel() }
        return channel.eventLoop.makeCompletedFuture {
            try Self.configure(channel.pipeline.syncOperations, pages, patience: patience)
        }
    }

    /// What reads a connection and answers it.
    package static func configure(
        _ pipeline: ChannelPipeline.SynchronousOperations, _ pages: Pages, patience: TimeAmount = .seconds(10)
    ) throws {
        // A connection has one answer: no help with more requests, and none to those that can't be read.
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false)
        try pipeline.addHandlers([
            IdleStateHandler(allTimeout: patience), MonitoringHandler(pages),
        ])
    }

    package func stop() async {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        try? await channel?.close().get()
        try? await group.shutdownGracefully()
    }
}

private final class MonitoringHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let pages: MonitoringServer.Pages
    private var asked: HTTPRequestHead?
    private var hasAnswered = false

    init(_ pages: MonitoringServer.Pages) { self.pages = pages }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): asked = head
        case .body: break
        case .end:
            guard let asked, !hasAnswered else { return }
            hasAnswered = true
            answer(asked, context)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let path = head.uri.split(separator: "?", maxSplits: 1).first.map(String.init) ?? ""
        let (status, text): (HTTPResponseStatus, String) =
            switch (head.method, path) {
            case (.GET, "/metrics"): (.ok, pages.metrics())
            case (.GET, "/healthz"): (.ok, "ok\n")
            case (.GET, "/readyz"):
                pages.isReady() ? (.ok, "ready\n") : (.serviceUnavailable, "no new calls are taken\n")
            case (.GET, _): (.notFound, "there are /metrics, /healthz and /readyz\n")
            default: (.methodNotAllowed, "only GET\n")
            }
        let body = context.channel.allocator.buffer(string: text)
        var headers: HTTPHeaders = [
            "content-type": "text/plain; version=0.0.4; charset=utf-8",
            "content-length": "\(body.readableBytes)", "connection": "close",
        ]
        if status == .methodNotAllowed { headers.add(name: "allow", value: "GET") }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
            promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
