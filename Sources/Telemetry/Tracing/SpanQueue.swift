package import CoreMetrics
import Synchronization

/// Spans that have ended and are still to be sent; bounded, and never waited for.
package final class SpanQueue: Sendable {
    private let capacity: Int
    private let waiting = Mutex<[FinishedSpan]>([])
    private let full: Counter
    private let unsent: Counter

    package init(capacity: Int, metrics: any MetricsFactory = MetricsSystem.factory) {
        self.capacity = capacity
        func dropped(_ why: String) -> Counter {
            Counter(label: "promesa_spans_dropped_total", dimensions: [("why", why)], factory: metrics)
        }
        full = dropped("full")
        unsent = dropped("unsent")
    }

    package var count: Int { waiting.withLock { $0.count } }

    /// Takes a span; one for which there is no room is counted and gone.
    func add(_ span: FinishedSpan) {
        let isTaken = waiting.withLock { waiting in
            guard waiting.count < capacity else { return false }
            waiting.append(span)
            return true
        }
        if !isTaken { full.increment() }
    }

    /// The oldest spans, at most so many.
    func take(_ most: Int) -> [FinishedSpan] {
        waiting.withLock { waiting in
            let taken = Array(waiting.prefix(most))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Counts spans that were taken from here and that the receiver didn't take.
    func drop(_ spans: [FinishedSpan]) { unsent.increment(by: spans.count) }
}
