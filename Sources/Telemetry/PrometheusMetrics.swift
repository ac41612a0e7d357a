package import CoreMetrics
import Synchronization

/// Keeps metrics for Prometheus to fetch: a backend of swift-metrics.
///
/// Bounded: what comes after `seriesLimit` series is counted as dropped and not kept. Counters end in `_total`, timers in
/// `_seconds`; a recorder with `buckets` of its name is a histogram, any other a gauge.
package final class PrometheusMetrics: MetricsFactory {
    /// Names and labels, in the order of their labels.
    private struct Key: Hashable, Comparable {
        let name: String
        let labels: String

        static func < (left: Key, right: Key) -> Bool {
            (left.name, left.labels) < (right.name, right.labels)
        }
    }

    private enum Series {
        case counter(CounterSeries)
        case gauge(GaugeSeries)
        case histogram(HistogramSeries)

        var type: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    private let series = Mutex<[Key: Series]>([:])
    private let dropped = CounterSeries()
    private let seriesLimit: Int
    private let buckets: [String: [Double]]
    private let help: [String: String]

    /// `buckets` are the upper bounds of histograms by name, ascending; `help` says what a metric is, by name.
    package init(
        buckets: [String: [Double]], help: [String: String] = [:], seriesLimit: Int = 1_000
    ) {
        self.buckets = buckets
        self.help = help
        self.seriesLimit = seriesLimit
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        kept(label, dimensions, .counter(CounterSeries())) {
            if case .counter(let it) = $0 { it } else { nil }
        }
            ?? CounterSeries()
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard let bounds = buckets[label] else {
            return kept(label, dimensions, .gauge(GaugeSeries())) {
                if case .gauge(let it) = $0 { it } else { nil }
            } ?? GaugeSeries()
        }
        return kept(label, dimensions, .histogram(HistogramSeries(bounds))) {
            if case .histogram(let it) = $0 { it } else { nil }
        } ?? HistogramSeries(bounds)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let bounds = buckets[label] ?? []
        return kept(label, dimensions, .histogram(HistogramSeries(bounds))) {
            if case .histogram(let it) = $0 { it } else { nil }
        } ?? HistogramSeries(bounds)
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of a name and labels, made if it is new; nil if there are too many or it is of another kind.
    private func kept<Kind>(
        _ name: String, _ dimensions: [(String, String)], _ new: @autoclosure () -> Series,
        as kind: (Series) -> Kind?
    ) -> Kind? {
        let labels = dimensions.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let key = Key(name: Self.name(name), labels: labels)
        let found = series.withLock { series -> Series? in
            if let known = series[key] { return known }
            guard series.count < seriesLimit else { return nil }
            let made = new()
            series[key] = made
            return made
        }
        guard let found, let kept = kind(found) else {
            dropped.increment(by: 1)
            return nil
        }
        return kept
    }

    /// Everything in the text format 0.0.4.
    package func text() -> String {
        let all = series.withLock { $0 }.sorted { $0.key < $1.key }
        var lines: [String] = []
        var last = ""
        for (key, series) in all {
            if key.name != last {
                last = key.name
                if let help = help[key.name] { lines.append("# HELP \(key.name) \(help)") }
                lines.append("# TYPE \(key.name) \(series.type)")
            }
            switch series {
            case .counter(let counter): lines.append("\(Self.series(key)) \(counter.value)")
            case .gauge(let gauge): lines.append("\(Self.series(key)) \(gauge.value)")
            case .histogram(let histogram): lines += Self.lines(key, histogram)
            }
        }
        lines.append("# TYPE promesa_metrics_dropped_total counter")
        lines.append("promesa_metrics_dropped_total \(dropped.value)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func series(_ key: Key, _ suffix: String = "", _ more: String = "") -> String {
        let labels = [key.labels, more].filter { !$0.isEmpty }.joined(separator: ",")
        return key.name + suffix + (labels.isEmpty ? "" : "{\(labels)}")
    }

    private static func lines(_ key: Key, _ histogram: HistogramSeries) -> [String] {
        let state = histogram.state
        var sum = 0
        var lines: [String] = []
        for (bound, count) in zip(histogram.bounds, state.counts) {
            sum += count
            lines.append("\(series(key, "_bucket", "le=\"\(bound)\"")) \(sum)")
        }
        lines.append("\(series(key, "_bucket", "le=\"+Inf\"")) \(state.total)")
        lines.append("\(series(key, "_sum")) \(state.sum)")
        lines.append("\(series(key, "_count")) \(state.total)")
        return lines
    }

    /// Prometheus knows letters, digits and `_`.
    private static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }
}

/// Only goes up.
final class CounterSeries: CounterHandler {
    private let count = Atomic<Int64>(0)
    var value: Int64 { count.load(ordering: .relaxed) }
    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

/// The latest value.
final class GaugeSeries: RecorderHandler {
    private let bits = Atomic<UInt64>(0)
    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
}

/// How many values fell below each bound.
final class HistogramSeries: RecorderHandler, TimerHandler {
    struct State {
        var counts: [Int]
        var total = 0
        var sum = 0.0
    }

    let bounds: [Double]
    private let kept: Mutex<State>

    init(_ bounds: [Double]) {
        self.bounds = bounds
        kept = Mutex(State(counts: [Int](repeating: 0, count: bounds.count)))
    }

    var state: State { kept.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let index = bounds.firstIndex { value <= $0 }
        kept.withLock { state in
            if let index { state.counts[index] += 1 }
            state.total += 1
            state.sum += value
        }
    }

    /// Prometheus counts time in seconds.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
