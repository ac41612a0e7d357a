import Dialog
import Foundation

/// What a measurement of live calls came to.
struct BenchCallsFigures {
    /// What was read off the service for the steady window.
    struct Window {
        let cores: Double
        let memoryMB: Double
        let before: MetricsPage
        let after: MetricsPage
    }

    let calls: Int
    let placed: CallerFleet.Notes
    let window: Window
    let comparison: CallComparison
    let startMs: Double
    let exit: Int32

    private static let shares = [0.5, 0.95, 0.99]

    private var alone: CallComparison.Result? { comparison.results["B-1"] }

    /// Calls that ended otherwise than the same call alone, or promised something else.
    private var wrong: Int {
        comparison.results.values.filter {
            $0.end != nil
                && ($0.disposition != alone?.disposition || $0.promise != alone?.promise
                    || $0.end != alone?.end)
        }.count
    }

    /// Calls that were placed and have no stored end.
    private var lost: Int {
        placed.placed - comparison.results.values.filter { $0.end != nil }.count
    }

    private var drifted: Int {
        comparison.results.values.filter { $0.end != nil && $0.heard != alone?.heard }.count
    }

    var hasFailed: Bool { wrong > 0 || lost > 0 || exit != 0 }

    private func milliseconds(_ name: String, _ labels: String = "", _ shares: [Double]) -> [Double?] {
        window.after.quantiles(name, labels, since: window.before, shares).map { $0.map { $0 * 1_000 } }
    }

    private func quantiles(_ values: [Double]) -> [Double?] {
        let sorted = values.sorted()
        return Self.shares.map { share in
            sorted.isEmpty ? nil : sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
        }
    }

    private var fields: [(String, Any)] {
        func named(_ values: [Double?], _ names: [String] = ["p50", "p95", "p99"]) -> [String: Double] {
            Dictionary(
                uniqueKeysWithValues: zip(names, values).compactMap { name, value in
                    value.map { (name, ($0 * 100).rounded() / 100) }
                })
        }
        let compute = milliseconds("promesa_response_compute_seconds", "", Self.shares)
        return [
            ("calls", calls), ("callsMade", placed.placed),
            ("coresUsed", (window.cores * 1_000).rounded() / 1_000),
            ("callsPerCore", (Double(calls) / max(window.cores, 0.001) * 10).rounded() / 10),
            (
                "callerSpeechShare",
                (Double(placed.spokenTicks) / Double(max(placed.ticks, 1)) * 1_000).rounded() / 1_000
            ),
            ("responseGapMs", named(quantiles(placed.gapsMs))),
            (
                "responseGapByServiceMs",
                named(milliseconds("promesa_response_gap_seconds", "", Self.shares))
            ),
            ("computeMs", named(compute)),
            (
                "sendDeviationMs",
                named(
                    milliseconds("promesa_tick_late_seconds", "", [0.5, 0.99, 0.999]), ["p50", "p99", "p999"])
            ),
            ("memoryPerCallMB", (window.memoryMB / Double(calls) * 100).rounded() / 100),
            ("wrongOutcomes", wrong), ("lostOutcomes", lost), ("transcriptDrift", drifted),
            ("startToReadyMs", startMs), ("exitCode", Int(exit)),
        ]
    }

    func json() throws -> String {
        let object = Dictionary(uniqueKeysWithValues: fields)
        let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    var text: String {
        let lines = fields.map { name, value -> String in
            guard let values = value as? [String: Double] else { return Self.line(name, "\(value)") }
            return Self.line(
                name,
                values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "  "))
        }
        let outcome = Self.line(
            "outcome alone",
            "\(alone?.disposition?.rawValue ?? "-") \(alone?.promise.joined(separator: ", ") ?? "")")
        return (lines + [outcome]).joined(separator: "\n") + "\n"
    }

    private static func line(_ name: String, _ value: String) -> String {
        name.padding(toLength: 24, withPad: " ", startingAt: 0) + value
    }
}
