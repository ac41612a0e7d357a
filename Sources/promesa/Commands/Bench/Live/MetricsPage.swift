import FlowFiles
import NIOCore
import NIOPosix

/// The metrics of a service at one moment.
struct MetricsPage {
    /// By name with labels.
    private(set) var values: [String: Double] = [:]

    init(of address: ListenAddress, on group: any EventLoopGroup) throws {
        for line in try Self.fetch(address, group).split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "),
                let value = Double(line[line.index(after: space)...])
            else { continue }
            values[String(line[..<space])] = value
        }
    }

    private static func fetch(_ address: ListenAddress, _ group: any EventLoopGroup) throws -> String {
        let body = group.next().makePromise(of: String.self)
        let channel = try ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PageCollector(body))
                }
            }
            .connect(host: address.host, port: address.port).wait()
        channel.writeAndFlush(ByteBuffer(string: "GET /metrics HTTP/1.0\r\n\r\n"), promise: nil)
        return try body.futureResult.wait()
    }

    /// The quantiles of a histogram since an earlier page, in the metric's unit: linear between bounds.
    func quantiles(_ name: String, _ labels: String = "", since earlier: MetricsPage, _ shares: [Double])
        -> [Double?]
    {
        let prefix = "\(name)_bucket{" + (labels.isEmpty ? "" : labels + ",") + "le=\""
        let buckets = values.compactMap { key, value -> (bound: Double, count: Double)? in
            guard key.hasPrefix(prefix) else { return nil }
            let text = key.dropFirst(prefix.count).prefix { $0 != "\"" }
            guard let bound = text == "+Inf" ? .infinity : Double(text) else { return nil }
            return (bound, value - (earlier.values[key] ?? 0))
        }.sorted { $0.bound < $1.bound }
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

    func channelInactive(context: ChannelHandlerContext) { page.succeed(String(buffer: buffer)) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        page.fail(error)
        context.close(promise: nil)
    }
}
