import NIOCore
package import NIOHTTP1
import NIOPosix
import Synchronization

/// Takes posts on this machine, answers as it is told, and keeps what came.
package final class PostReceiver: Sendable {
    package struct Post: Sendable {
        package let path: String
        package let headers: HTTPHeaders
        package let body: String
    }

    private let posts = Mutex<[Post]>([])
    private let status = Mutex(HTTPResponseStatus.ok)
    private let isDown = Mutex(false)
    private let server = Mutex<(any Channel)?>(nil)

    package init() {}

    package var received: [Post] { posts.withLock { $0 } }
    /// A redirect leads to `/elsewhere`.
    package func answer(_ new: HTTPResponseStatus) { status.withLock { $0 = new } }

    /// Whether every connection is broken off.
    package func beDown(_ new: Bool) { isDown.withLock { $0 = new } }

    /// Begins to listen; returns the port.
    package func start() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.withLock { $0 = channel }
        return channel.localAddress?.port ?? 0
    }

    package func stop() async throws {
        let channel = server.withLock { server in
            defer { server = nil }
            return server
        }
        try await channel?.close().get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let receiver: PostReceiver
        private var path = ""
        private var headers = HTTPHeaders()
        private var body = ""

        init(_ receiver: PostReceiver) { self.receiver = receiver }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (path, headers, body) = (head.uri, head.headers, "")
            case .body(let part): body += String(buffer: part)
            case .end:
                if receiver.isDown.withLock({ $0 }) { return context.close(promise: nil) }
                receiver.posts.withLock { $0.append(Post(path: path, headers: headers, body: body)) }
                var head = HTTPResponseHead(
                    version: .http1_1, status: receiver.status.withLock { $0 },
                    headers: ["content-length": "0", "connection": "close"])
                if (300..<400).contains(head.status.code) {
                    head.headers.add(name: "location", value: "/elsewhere")
                }
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
