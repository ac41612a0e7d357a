import Calls
import Dialog
import Live
import Synchronization
import Tracing

/// The spans of one call: itself, its turns, and what others did for it meanwhile.
///
/// They hold how long things took, and names out of the flow; nothing of what is said, nor of whom it is about. Any thread may
/// use it, and nothing here waits.
final class CallTrace: Sendable {
    private struct State {
        /// From our first sound of the last answer to our first sound of the next.
        var turn: any Span
        var hasEnded = false
        var isStored = false
    }

    private let tracer: any Tracer
    private let call: any Span
    private let state: Mutex<State>

    init(_ setup: CallSetup, _ arrival: CallArrival, tracer: any Tracer) {
        self.tracer = tracer
        var around = InstrumentationContext.topLevel
        tracer.extract(arrival.parameters, into: &around, using: TraceHeaders())
        let times = SpanTimes()
        call = tracer.startSpan(
            "call", context: around, ofKind: arrival.direction == .inbound ? .server : .client,
            at: times.instant(of: arrival.offered))
        call.updateAttributes { attributes in
            attributes["promesa.call"] = setup.id.rawValue
            attributes["promesa.adapter"] = arrival.adapter
            attributes["promesa.direction"] = arrival.direction.rawValue
            attributes["promesa.flow"] = setup.program.root.name.rawValue
            attributes["promesa.language"] = setup.language.rawValue
        }
        let begun = ContinuousClock.now
        for (name, from, to) in [
            ("route", arrival.offered, arrival.routed), ("ring", arrival.routed, arrival.answered),
            ("open", arrival.answered, begun),
        ] {
            tracer.startSpan(name, context: call.context, at: times.instant(of: from))
                .end(at: times.instant(of: to))
        }
        state = Mutex(State(turn: tracer.startSpan("turn", context: call.context)))
    }

    /// Identifies the trace in logs; nil if its spans are not kept.
    var traceID: String? {
        guard call.isRecording else { return nil }
        var headers: [String: String] = [:]
        tracer.inject(call.context, into: &headers, using: TraceHeaders())
        let fields = headers["traceparent"]?.split(separator: "-") ?? []
        return fields.count > 1 ? String(fields[1]) : nil
    }

    /// A piece of work has begun; what is returned is told how it goes on.
    func undertake(_ work: LiveWork) -> LiveWork.Watch {
        let parent = work == .closing ? call.context : state.withLock { $0.turn.context }
        let span = tracer.startSpan(work.rawValue, context: parent)
        return { progress in
            switch progress {
            case .taken: span.addEvent("taken")
            case .done: span.end()
            case .failed:
                span.setStatus(SpanStatus(code: .error))
                span.end()
            }
        }
    }

    /// The caller hears the first sound of an answer: one turn is over, and the next begins.
    func answered(_ turn: AnsweredTurn) {
        let next = tracer.startSpan("turn", context: call.context)
        let last: any Span = state.withLock { state in
            defer { state.turn = next }
            return state.turn
        }
        let gap = turn.gap
        last.updateAttributes { attributes in
            attributes["promesa.gap_ms"] = gap.total.wholeMilliseconds
            attributes["promesa.compute_ms"] = (gap.total - gap.endpointing).wholeMilliseconds
            attributes["promesa.answer"] = gap.answer?.rawValue
            guard let place = turn.place else { return }
            attributes["promesa.flow"] = place.flow.rawValue
            attributes["promesa.step"] = place.step.rawValue
            attributes["promesa.input"] = place.input.rawValue
            attributes["promesa.outcome"] = place.outcome?.rawValue
        }
        last.end()
    }

    func ended(_ outcome: CallOutcome, _ quality: LineQuality) {
        call.updateAttributes { attributes in
            attributes["promesa.end"] = outcome.end.rawValue
            attributes["promesa.disposition"] = outcome.disposition.rawValue
            attributes["promesa.turns"] = outcome.turns.count
            attributes["promesa.frames_lost"] = quality.lost
        }
        if outcome.end == .failed { call.setStatus(SpanStatus(code: .error)) }
        finish { $0.hasEnded = true }
    }

    /// The end of the call is stored, or can't be.
    func stored(_ failure: String?) {
        if failure != nil { call.setStatus(SpanStatus(code: .error)) }
        finish { $0.isStored = true }
    }

    /// The last turn is over with the call, and the call's own span once the end is stored too.
    private func finish(_ note: (inout State) -> Void) {
        let (turn, hasEnded, isStored) = state.withLock { state in
            note(&state)
            return (state.turn, state.hasEnded, state.isStored)
        }
        if hasEnded { turn.end() }
        if hasEnded, isStored { call.end() }
    }
}

/// Finds and writes `traceparent` among a call's parameters; by SIP it comes as `X-Traceparent` too.
private struct TraceHeaders: Extractor, Injector {
    func extract(key: String, from carrier: [String: String]) -> String? {
        carrier[key] ?? carrier["x-" + key]
    }

    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
        carrier[key] = value
    }
}

/// Puts what a clock that never jumps said on the calendar's.
private struct SpanTimes {
    private let calendar = DefaultTracerClock.now
    private let steady = ContinuousClock.now

    func instant(of instant: ContinuousClock.Instant) -> DefaultTracerClock.Timestamp {
        let (seconds, attoseconds) = (steady - instant).components
        let ago = max(0, seconds) * 1_000_000_000 + max(0, attoseconds) / 1_000_000_000
        return DefaultTracerClock.Timestamp(
            nanosecondsSinceEpoch: calendar.nanosecondsSinceEpoch
                - min(UInt64(ago), calendar.nanosecondsSinceEpoch))
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int {
        Int(clamping: components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
