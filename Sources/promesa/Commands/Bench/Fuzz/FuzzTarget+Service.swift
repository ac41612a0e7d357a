import Foundation
import MediaAdapters
import NIOCore
import NIOEmbedded
import Telemetry

extension FuzzTarget {
    /// Every reader of what comes from outside: calls, orders, and those who ask for metrics.
    static var all: [FuzzTarget] { media + [order, monitoring] }

    /// What `promesa dial` sends to the service.
    static var order: FuzzTarget {
        let orders = [
            DialOrder(to: "+12025550123", flow: "early-recovery", account: "A-1", isDryRun: true),
            DialOrder(to: "sip:+12025550123@127.0.0.1:5070", flow: "a.yaml", account: "ñ", isDryRun: false),
        ]
        return FuzzTarget(
            "order",
            "orders to place a call: the same in pieces, read again as written, a number of digits alone",
            samples: orders.compactMap { try? JSONEncoder().encode($0) }.map { Array($0) + [0x0A] },
            reading: readOrder)
    }

    private static func readOrder(_ bytes: [UInt8]) -> Verdict {
        var whole = OrderLine()
        let step = whole.take(bytes)
        var pieces = OrderLine()
        let first = pieces.take(bytes[..<(bytes.count / 2)])
        let second = pieces.take(bytes[(bytes.count / 2)...])
        guard (first == .waiting ? second : first) == step else {
            return .broken("read in two pieces it is something else")
        }
        guard case .order(let order) = step else { return .refused }
        guard let again = try? JSONEncoder().encode(order),
            (try? JSONDecoder().decode(DialOrder.self, from: again)) == order
        else { return .broken("written again it is something else") }
        if let target = DialTarget(order.to, gateways: ["127.0.0.1:5070"]) {
            let digits = target.number.hasPrefix("+") ? target.number.dropFirst() : target.number[...]
            guard (3...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
                target.address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { return .broken("'\(target.address)' is no number at the gateway") }
        }
        return .accepted
    }

    /// Requests for metrics, health and readiness.
    static var monitoring: FuzzTarget {
        let requests = [
            "GET /metrics HTTP/1.1\r\nHost: localhost:9464\r\nAccept: text/plain\r\n\r\n",
            "GET /healthz?verbose=1 HTTP/1.0\r\n\r\n",
            "GET /readyz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
            "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n",
        ]
        return FuzzTarget(
            "http",
            "requests to the monitoring server: one answer at the most, of a known status, and it closes",
            samples: requests.map { Array($0.utf8) }, reading: readRequest)
    }

    private static func readRequest(_ bytes: [UInt8]) -> Verdict {
        let pages = MonitoringServer.Pages(metrics: { "calls 1\n" }, isReady: { true })
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        var answer = ByteBuffer()
        do {
            try MonitoringServer.configure(channel.pipeline.syncOperations, pages)
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
            while var piece = try channel.readOutbound(as: ByteBuffer.self) { answer.writeBuffer(&piece) }
        } catch {
            return .broken("the connection fails: \(error)")
        }
        guard answer.readableBytes > 0 else { return .refused }
        let text = String(buffer: answer)
        guard text.ranges(of: "HTTP/1.").count == 1, text.utf8.count < 1_024 else {
            return .broken("more than one answer: \(text)")
        }
        let status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
        guard let status, [200, 404, 405].contains(status) else { return .broken("answered by \(text)") }
        guard !channel.isActive else { return .broken("the connection stays after the answer") }
        return status == 200 ? .accepted : .refused
    }
}
