package import Tracing

/// Makes spans, and hands those that have ended to an exporter: a tracer for swift-distributed-tracing.
package struct OTLPTracer: Tracer {
    private let queue: SpanQueue
    /// The share of traces that is kept, where nobody upstream decided; 0…1.
    private let sample: Double

    package init(_ queue: SpanQueue, sample: Double = 1) {
        self.queue = queue
        self.sample = sample
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> OTLPSpan {
        let context = context()
        let parent = context.traceParent
        let trace = parent?.trace ?? TraceID.random()
        let own = TraceParent(
            trace: trace, span: .random(), isSampled: parent?.isSampled ?? (trace.place < sample))
        return OTLPSpan(
            operationName, own, parent: parent?.span, kind: kind,
            startedAt: instant().nanosecondsSinceEpoch, in: context, queue)
    }

    /// Nothing waits here for long: the exporter sends what is in the queue by itself.
    package func forceFlush() {}

    package func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: "traceparent", from: carrier).flatMap({ TraceParent($0) })
        else { return }
        context.traceParent = parent
    }

    package func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let parent = context.traceParent else { return }
        injector.inject(parent.header, forKey: "traceparent", into: &carrier)
    }
}
