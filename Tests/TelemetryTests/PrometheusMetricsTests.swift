import CoreMetrics
import NIOCore
import NIOPosix
import Telemetry
import Testing

@Suite struct PrometheusMetricsTests {
    @Test func `counters, gauges and histograms are told in the text format`() {
        let metrics = PrometheusMetrics(buckets: ["wait_seconds": [0.1, 1]], help: ["calls_total": "Calls."])
        metrics.makeCounter(label: "calls_total", dimensions: [("end", "a\"b")]).increment(by: 2)
        metrics.makeCounter(label: "calls_total", dimensions: [("end", "a\"b")]).increment(by: 1)
        metrics.makeRecorder(label: "running", dimensions: [], aggregate: false).record(4.5)
        let timer = metrics.makeTimer(label: "wait_seconds", dimensions: [])
        for milliseconds in [50, 100, 500, 5_000] { timer.recordNanoseconds(Int64(milliseconds) * 1_000_000) }
        #expect(
            metrics.text() == """
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{end="a\\"b"} 3
                # TYPE running gauge
                running 4.5
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.1"} 2
                wait_seconds_bucket{le="1.0"} 3
                wait_seconds_bucket{le="+Inf"} 4
                wait_seconds_sum 5.65
                wait_seconds_count 4
                # TYPE promesa_metrics_dropped_total counter
                promesa_metrics_dropped_total 0

                """)
    }

    @Test func `too many series are counted and not kept`() {
        let metrics = PrometheusMetrics(buckets: [:], seriesLimit: 2)
        for number in 0..<5 {
            metrics.makeCounter(label: "c", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        let text = metrics.text()
        #expect(text.contains("c{n=\"1\"} 1"))
        #expect(!text.contains("c{n=\"2\"}"))
        #expect(text.contains("promesa_metrics_dropped_total 3"))
    }

    @Test func `one name is of one kind`() {
        let metrics = PrometheusMetrics(buckets: [:])
        metrics.makeCounter(label: "x", dimensions: []).increment(by: 1)
        metrics.makeRecorder(label: "x", dimensions: [], aggregate: false).record(9.0)
        #expect(metrics.text().contains("x 1\n"))
        #expect(metrics.text().contains("promesa_metrics_dropped_total 1"))
    }
}
