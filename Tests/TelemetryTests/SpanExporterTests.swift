import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import TestSupport
import Testing
import Tracing

@testable import Telemetry

/// Spans on their way to a collector on this machine that isn't always there.
@Suite struct SpanExporterTests {
    private let metrics = PrometheusMetrics(buckets: [:])

    private func exporter(_ queue: SpanQueue, port: Int) throws -> SpanExporter {
        var settings = SpanExporter.Settings(
            url: try #require(URL(string: "http://127.0.0.1:\(port)/v1/traces")))
        settings.serviceName = "test"
        settings.headers = ["Authorization": "Bearer of-good-news"]
        settings.delay = RetryDelay(first: .milliseconds(1), longest: .milliseconds(2))
        settings.idle = .milliseconds(1)
        return SpanExporter(settings, queue, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func dropped(_ why: String) -> Int {
        let line = metrics.text().split(separator: "\n").first { $0.contains("why=\"\(why)\"") }
        return line?.split(separator: " ").last.flatMap { Int($0) } ?? -1
    }

    /// The spans of a post, as the collector reads them.
    private func spans(_ post: PostReceiver.Post) throws -> [[String: Any]] {
        let whole = try JSONSerialization.jsonObject(with: Data(post.body.utf8)) as? [String: Any]
        let resource = (whole?["resourceSpans"] as? [[String: Any]])?.first
        let scope = (resource?["scopeSpans"] as? [[String: Any]])?.first
        return scope?["spans"] as? [[String: Any]] ?? []
    }

    @Test func `a span arrives with its name, times, attributes and status`() async throws {
        let receiver = PostReceiver()
        let queue = SpanQueue(capacity: 10, metrics: metrics)
        let exporter = try exporter(queue, port: try await receiver.start())
        let tracer = OTLPTracer(queue)
        let parent = tracer.startSpan("call", context: .topLevel, ofKind: .server)
        let child = tracer.startSpan(
            "turn", context: parent.context,
            at: DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 1_700_000_000_000_000_000))
        child.attributes["step"] = "ask"
        child.attributes["gap"] = 311
        child.attributes["share"] = 0.5
        child.attributes["isKeys"] = true
        child.attributes["endless"] = Double.infinity
        child.attributes["long"] = String(repeating: "é", count: 1_000)
        child.addEvent("taken")
        child.recordError(CancellationError())
        child.setStatus(SpanStatus(code: .error))
        child.end()
        child.end()
        await exporter.stop()
        let post = try #require(receiver.received.first)
        #expect(receiver.received.count == 1)
        #expect(post.path == "/v1/traces")
        #expect(post.headers.first(name: "content-type") == "application/json")
        #expect(post.headers.first(name: "authorization") == "Bearer of-good-news")
        #expect(post.body.contains(#"{"key":"service.name","value":{"stringValue":"test"}}"#))
        let spans = try spans(post)
        #expect(spans.count == 1, "the parent hasn't ended")
        let span = try #require(spans.first)
        let place = try #require(parent.context.traceParent)
        #expect(span["traceId"] as? String == "\(place.trace)")
        #expect(span["parentSpanId"] as? String == "\(place.span)")
        #expect((span["spanId"] as? String)?.count == 16)
        #expect(span["startTimeUnixNano"] as? String == "1700000000000000000")
        #expect(span["kind"] as? Int == 1)
        #expect((span["status"] as? [String: Any])?["code"] as? Int == 2)
        #expect(
            (span["events"] as? [[String: Any]])?.map { $0["name"] as? String } == ["taken", "exception"])
        for attribute in [
            #"{"key":"gap","value":{"intValue":"311"}}"#, #"{"key":"isKeys","value":{"boolValue":true}}"#,
            #"{"key":"share","value":{"doubleValue":0.5}}"#, #"{"key":"step","value":{"stringValue":"ask"}}"#,
            #"{"key":"endless","value":{"stringValue":"inf"}}"#,
        ] { #expect(post.body.contains(attribute)) }
        #expect(!post.body.contains(String(repeating: "é", count: 257)))
        try await receiver.stop()
    }

    @Test func `what a full queue can't take is counted, and nobody waits`() {
        let queue = SpanQueue(capacity: 3, metrics: metrics)
        for _ in 0..<10 { OTLPTracer(queue).startSpan("call").end() }
        #expect(queue.count == 3)
        #expect(dropped("full") == 7)
        #expect(dropped("unsent") == 0)
        #expect(queue.take(2).count == 2)
        OTLPTracer(queue).startSpan("call").end()
        #expect(queue.count == 2)
    }

    @Test func `a collector that comes back is sent what waited`() async throws {
        let receiver = PostReceiver()
        let queue = SpanQueue(capacity: 1_000, metrics: metrics)
        let exporter = try exporter(queue, port: try await receiver.start())
        receiver.answer(.serviceUnavailable)
        for _ in 0..<3 { OTLPTracer(queue).startSpan("call").end() }
        exporter.start()
        while receiver.received.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        receiver.answer(.ok)
        while queue.count > 0 { try await Task.sleep(for: .milliseconds(1)) }
        await exporter.stop()
        #expect(try spans(try #require(receiver.received.last)).isEmpty == false)
        #expect(dropped("full") == 0)
        try await receiver.stop()
    }

    @Test(arguments: [true, false])
    func `a collector that is down, or refuses, costs a bounded number of tries`(isDown: Bool) async throws {
        let receiver = PostReceiver()
        let queue = SpanQueue(capacity: 1_000, metrics: metrics)
        let exporter = try exporter(queue, port: try await receiver.start())
        if isDown { receiver.beDown(true) } else { receiver.answer(.badRequest) }
        for _ in 0..<300 { OTLPTracer(queue).startSpan("call").end() }
        exporter.start()
        while dropped("unsent") < 300 { try await Task.sleep(for: .milliseconds(1)) }
        await exporter.stop()
        #expect(dropped("unsent") == 300)
        #expect(queue.count == 0)
        #expect(receiver.received.count == (isDown ? 0 : 2), "256 and 44, once each")
        try await receiver.stop()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a collector that is silent doesn't hold up the end`() async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let queue = SpanQueue(capacity: 10, metrics: metrics)
        var settings = SpanExporter.Settings(
            url: try #require(
                URL(string: "http://127.0.0.1:\(server.localAddress?.port ?? 0)/v1/traces")))
        settings.idle = .milliseconds(1)
        settings.timeoutSeconds = 600
        let exporter = SpanExporter(
            settings, queue, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        exporter.start()
        let tracer = OTLPTracer(queue)
        tracer.startSpan("call", context: .topLevel, ofKind: .server).end()
        while queue.count > 0 { try await Task.sleep(for: .milliseconds(1)) }
        tracer.startSpan("call", context: .topLevel, ofKind: .server).end()
        await exporter.stop()
        #expect(dropped("unsent") == 2)
        try await server.close()
    }

    @Test func `what waits at the end is sent, and a redirect is not followed`() async throws {
        let receiver = PostReceiver()
        let queue = SpanQueue(capacity: 1_000, metrics: metrics)
        let exporter = try exporter(queue, port: try await receiver.start())
        receiver.answer(.temporaryRedirect)
        OTLPTracer(queue).startSpan("call").end()
        await exporter.stop()
        #expect(receiver.received.map(\.path) == ["/v1/traces"])
        #expect(dropped("unsent") == 1)
        try await receiver.stop()
    }
}
