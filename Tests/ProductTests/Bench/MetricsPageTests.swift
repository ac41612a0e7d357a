import FlowFiles
import NIOCore
import NIOPosix
import Testing

@testable import promesa

/// Metrics of a service that isn't well.
@Suite struct MetricsPageTests {
    private let group = MultiThreadedEventLoopGroup.singleton

    /// A port on which connections are taken and nothing is said.
    private func silentPort() async throws -> (any Channel, ListenAddress) {
        let channel = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        return (channel, ListenAddress(host: "127.0.0.1", port: channel.localAddress?.port ?? 0))
    }

    private func page(_ address: ListenAddress) async throws -> MetricsPage {
        // It waits for its answer, which an event loop or a task must not.
        try await NIOThreadPool.singleton.runIfActive { [group] in
            try MetricsPage(of: address, on: group, timeout: .milliseconds(200))
        }
    }

    @Test func `a service that says nothing is given up`() async throws {
        let (channel, address) = try await silentPort()
        await #expect(throws: CommandFailure.self) { try await page(address) }
        try await channel.close().get()
    }

    @Test func `a service that isn't there has no metrics`() async throws {
        let (channel, address) = try await silentPort()
        try await channel.close().get()
        await #expect(throws: CommandFailure.self) { try await page(address) }
    }
}
