import Testing
import Tracing

@testable import Telemetry

@Suite struct TraceParentTests {
    private static let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `a header is read and written`() throws {
        let parent = try #require(TraceParent(Self.header))
        #expect("\(parent.trace)" == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect("\(parent.span)" == "00f067aa0ba902b7")
        #expect(parent.isSampled)
        #expect(parent.header == Self.header)
        let later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-what comes later"
        #expect(TraceParent(later)?.isSampled == false)
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", Self.header + "-more",
        Self.header.uppercased(), "ff" + Self.header.dropFirst(2),
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01",
        "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ])
    func `what is no header of this kind is nobody's child`(text: String) {
        #expect(TraceParent(text) == nil)
    }

    @Test func `an identity has all its digits, and no two are the same`() {
        let traces = (0..<100).map { _ in TraceID.random() }
        #expect(traces.allSatisfy { TraceID($0.description) == $0 })
        #expect(Set(traces).count == traces.count)
        #expect(traces.allSatisfy { (0..<1).contains($0.place) })
    }

    @Test func `whoever samples a share keeps the same traces, and a parent decides for its children`() {
        let queue = SpanQueue(capacity: 1_000)
        for _ in 0..<400 { OTLPTracer(queue, sample: 0.25).startSpan("root").end() }
        let kept = queue.take(.max)
        #expect((20...200).contains(kept.count))
        #expect(kept.allSatisfy { $0.place.trace.place < 0.25 })
        for flags in ["00", "01"] {
            var context = InstrumentationContext.topLevel
            let tracer = OTLPTracer(queue, sample: flags == "00" ? 1 : 0)
            tracer.extract(
                "\(Self.header.dropLast(2))\(flags)", into: &context, using: OnlyHeader())
            let span = tracer.startSpan("child", context: context)
            #expect(span.isRecording == (flags == "01"))
            tracer.startSpan("grandchild", context: span.context).end()
            span.end()
        }
        let children = queue.take(.max)
        #expect(children.map(\.name) == ["grandchild", "child"])
        #expect(children.first?.parent == children.last?.place.span)
        #expect(children.last?.parent?.description == "00f067aa0ba902b7")
    }

    private struct OnlyHeader: Extractor {
        func extract(key: String, from carrier: String) -> String? { key == "traceparent" ? carrier : nil }
    }
}
