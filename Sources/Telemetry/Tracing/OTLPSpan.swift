import Synchronization
package import Tracing

/// A piece of work that is timed; any thread may use it.
package final class OTLPSpan: Tracing.Span {
    /// What a span holds at most of attributes, of events and of links; more is left out.
    static let mostParts = 32

    private struct State {
        var name: String
        var attributes = SpanAttributes()
        var events: [SpanEvent] = []
        var links: [SpanLink] = []
        var status: SpanStatus?
        var hasEnded = false
    }

    package let context: InstrumentationContext
    private let own: TraceParent
    private let parent: SpanID?
    private let kind: SpanKind
    private let startedAt: UInt64
    private let queue: SpanQueue
    private let state: Mutex<State>

    init(
        _ name: String, _ own: TraceParent, parent: SpanID?, kind: SpanKind, startedAt: UInt64,
        in context: InstrumentationContext, _ queue: SpanQueue
    ) {
        self.own = own
        self.parent = parent
        self.kind = kind
        self.startedAt = startedAt
        self.queue = queue
        var context = context
        context.traceParent = own
        self.context = context
        state = Mutex(State(name: name))
    }

    package var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    package var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { $0.attributes = newValue } }
    }

    package var isRecording: Bool { own.isSampled && state.withLock { !$0.hasEnded } }

    package func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }

    package func addEvent(_ event: SpanEvent) {
        state.withLock { if $0.events.count < Self.mostParts { $0.events.append(event) } }
    }

    package func addLink(_ link: SpanLink) {
        state.withLock { if $0.links.count < Self.mostParts { $0.links.append(link) } }
    }

    /// Keeps of what kind the error was; its text might say more than a trace may hold.
    package func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        var attributes = attributes
        attributes["exception.type"] = "\(type(of: error))"
        addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
    }

    /// Hands the span over; the second time it does nothing.
    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let last: State? = state.withLock { state in
            guard !state.hasEnded else { return nil }
            state.hasEnded = true
            return state
        }
        guard own.isSampled, let last else { return }
        queue.add(
            FinishedSpan(
                place: own, parent: parent, name: last.name, kind: kind, startedAt: startedAt,
                endedAt: max(instant().nanosecondsSinceEpoch, startedAt), attributes: last.attributes,
                events: last.events, links: last.links, status: last.status))
    }
}

/// A span that is over; times are nanoseconds since 1970.
package struct FinishedSpan: Sendable {
    let place: TraceParent
    let parent: SpanID?
    let name: String
    let kind: SpanKind
    let startedAt: UInt64
    let endedAt: UInt64
    let attributes: SpanAttributes
    let events: [SpanEvent]
    let links: [SpanLink]
    let status: SpanStatus?
}
