import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Telemetry

/// Posts to whoever answers on this machine.
@Suite(.timeLimit(.minutes(1))) struct PostClientTests {
    /// Answers every connection with these bytes again and again.
    private final class Chatterbox: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let head: String
        private let chunk: Int

        init(head: String, chunk: Int) { (self.head, self.chunk) = (head, chunk) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: head)), promise: nil)
            goOn(context)
        }

        private func goOn(_ context: ChannelHandlerContext) {
            guard chunk > 0 else { return }
            let context = NIOLoopBound(context, eventLoop: context.eventLoop)
            let me = NIOLoopBound(self, eventLoop: context.value.eventLoop)
            context.value.writeAndFlush(wrapOutboundOut(ByteBuffer(repeating: 0x20, count: chunk)))
                .whenSuccess { me.value.goOn(context.value) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private func server(_ head: String, chunk: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Chatterbox(head: head, chunk: chunk))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private func client(_ server: any Channel) throws -> PostClient {
        let url = try #require(URL(string: "http://127.0.0.1:\(server.localAddress?.port ?? 0)/"))
        return PostClient(url, timeoutSeconds: 600)
    }

    @Test func `an answer without end has its status, and is read no further`() async throws {
        let server = try await server(
            "HTTP/1.1 202 Accepted\r\ncontent-type: text/plain\r\n\r\n", chunk: 4_096)
        #expect(try await client(server).post(Data("{}".utf8)) == 202)
        try await server.close()
    }

    @Test func `a post that nobody waits for any more ends, whenever that is`() async throws {
        let server = try await server("HTTP/1.1 200", chunk: 0)
        let client = try client(server)
        for pause in [0, 1, 20] {
            let task = Task { try await client.post(Data("{}".utf8)) }
            try await Task.sleep(for: .milliseconds(pause))
            task.cancel()
            await #expect(throws: PostClient.NoAnswer.self) { try await task.value }
        }
        try await server.close()
    }
}
