import FlowFiles
import Foundation
import NIOCore
import NIOPosix

/// The metrics of a service at one moment.
struct MetricsPage {
    /// By name with labels.
    private(set) var values: [String: Double] = [:]

    /// Asks a service for its page; a service that doesn't answer in time has none.
    init(
        of address: ListenAddress, on group: any EventLoopGroup, timeout: TimeAmount = .seconds(10)
    ) throws {
        do {
            self.init(text: try Self.fetch(address, group, timeout))
        } catch {
            throw CommandFailure(.environment, "promesa: error: no metrics at \(address): \(error)")
        }
    }

    init(text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "),
                let value = Double(line[line.index(after: space)...])
            else { continue }
            values[String(line[..<space])] = value
        }
    }

    private struct NoAnswer: Error, CustomStringConvertible {
        var description: String { "it didn't answer in time" }
    }

    private static func fetch(
        _ address: ListenAddress, _ group: any EventLoopGroup, _ timeout: TimeAmount
    ) throws -> String {
        let channel = try ClientBootstrap(group: group).connectTimeout(timeout)
            .connect(host: address.host, port: address.port).wait()
        // Made once somebody is there: a promise that nobody keeps is a fault.
        let body = channel.eventLoop.makePromise(of: String.self)
        let limit = channel.eventLoop.scheduleTask(in: timeout) { body.fail(NoAnswer()) }
        defer {
            limit.cancel()
            channel.close(promise: nil)
        }
        do {
            try channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(PageCollector(body))
            }.wait()
        } catch {
            body.fail(error)
            throw error
        }
        channel.writeAndFlush(ByteBuffer(string: "GET /metrics HTTP/1.0\r\n\r\n"), promise: nil)
        return try body.futureResult.wait()
    }

    /// The quantiles of a histogram since an earlier page, in the metric's unit: linear between bounds.
    ///
    /// With `labels` such as `answer="closed"` only the series that have one of them count, all together.
    func quantiles(
        _ name: String, _ labels: [String] = [], since earlier: MetricsPage, _ shares: [Double]
    ) -> [Double?] {
        let buckets = buckets(name, labels, since: earlier)
        guard let total = buckets.last?.count, total > 0 else { return shares.map { _ in nil } }
        return shares.map { share in
            var (low, below) = (0.0, 0.0)
            for (bound, count) in buckets {
                if count >= share * total {
                    guard bound.isFinite, count > below else { return low }
                    return low + (bound - low) * (share * total - below) / (count - below)
                }
                (low, below) = (bound, count)
            }
            return low
        }
    }
}

extension MetricsPage {
    /// How many values a histogram took since an earlier page.
    func count(_ name: String, _ labels: [String] = [], since earlier: MetricsPage) -> Int {
        Int(buckets(name, labels, since: earlier).last?.count ?? 0)
    }

    private func buckets(
        _ name: String, _ labels: [String], since earlier: MetricsPage
    ) -> [(bound: Double, count: Double)] {
        var counts: [Double: Double] = [:]
        let begin = "le=\""
        for (key, value) in values where key.hasPrefix(name + "_bucket{") {
            guard labels.isEmpty || labels.contains(where: key.contains),
                let place = key.range(of: begin)
            else { continue }
            let text = key[place.upperBound...].prefix { $0 != "\"" }
            guard let bound = text == "+Inf" ? .infinity : Double(text) else { continue }
            counts[bound, default: 0] += value - (earlier.values[key] ?? 0)
        }
        return counts.map { (bound: $0.key, count: $0.value) }.sorted { $0.bound < $1.bound }
    }
}

/// Collects what comes until the other side closes.
private final class PageCollector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let page: EventLoopPromise<String>
    private var buffer = ByteBuffer()

    init(_ page: EventLoopPromise<String>) { self.page = page }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        buffer.writeBuffer(&piece)
    }

    /// Whoever is gone already can't answer.
    func handlerAdded(context: ChannelHandlerContext) {
        if !context.channel.isActive { page.fail(ChannelError.ioOnClosedChannel) }
    }

    func channelInactive(context: ChannelHandlerContext) { page.succeed(String(buffer: buffer)) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        page.fail(error)
        context.close(promise: nil)
    }
}
