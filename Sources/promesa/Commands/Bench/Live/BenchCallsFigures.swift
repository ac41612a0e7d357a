import Calls
import Dialog
import Foundation

/// What a measurement of live calls came to.
///
/// What could not be measured is null in JSON and `-` in text.
struct BenchCallsFigures {
    /// What the service's metrics say of the steady window.
    struct Window {
        let before: MetricsPage
        let after: MetricsPage
        let seconds: Double
        /// After the call alone, before the others.
        let idleBytes: Double?
    }

    /// What only a service that we started tells.
    struct Own {
        let comparison: CallComparison
        /// From its start to `ready`.
        let startMs: Double
        let exit: Int32
    }

    let adapter: BenchAdapter
    let calls: Int
    let placed: CallerFleet.Notes
    var window: Window?
    var own: Own?

    private static let shares: [(name: String, share: Double)] = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)]
    private static let sendShares: [(name: String, share: Double)] = [
        ("p50", 0.5), ("p99", 0.99), ("p999", 0.999),
    ]

    private var alone: CallComparison.Result? { own?.comparison.results["B-1"] }

    private var ended: [CallComparison.Result]? { own?.comparison.results.values.filter { $0.end != nil } }

    /// Calls that ended otherwise than the same call alone, or promised something else.
    private var wrong: Int? {
        ended?.count {
            $0.disposition != alone?.disposition || $0.promise != alone?.promise || $0.end != alone?.end
        }
    }

    /// Calls that were taken and have no stored end.
    private var lost: Int? { ended.map { placed.placed - placed.failed - $0.count } }

    private var drifted: Int? { ended?.count { $0.heard != alone?.heard } }

    /// Prompts that yielded though nobody spoke, of all that may.
    private var falseStops: (stops: Int, prompts: Int)? {
        guard let own else { return nil }
        var sums = (stops: 0, prompts: 0)
        for (account, result) in own.comparison.results where result.end != nil {
            let number = Int(account.rawValue.dropFirst(2)) ?? 0
            sums.stops += max(result.stopped - placed.interruptions[number, default: 0], 0)
            sums.prompts += result.prompts
        }
        return sums
    }

    /// Whether a call was lost, came out otherwise or could not be placed, or the service failed or had fewer callers.
    var hasFailed: Bool {
        (wrong ?? 0) > 0 || (lost ?? 0) > 0 || (own?.exit ?? 0) != 0 || placed.failed > 0 || placed.idle > 0
    }

    // MARK: - Figures

    private typealias Figures = [(name: String, value: Double?)]

    private var cores: Double? {
        window.flatMap { window in
            let name = "process_cpu_seconds_total"
            guard let after = window.after.values[name], let before = window.before.values[name] else {
                return nil
            }
            return (after - before) / max(window.seconds, 0.001)
        }
    }

    /// Calls that ran at once in the window on average: a caller who waits to be answered is none.
    private var running: Double? {
        window.map { Double(placed.ticks) / CallerFleet.ticksPerSecond / max($0.seconds, 0.001) }
    }

    private var memoryMB: Double? {
        window.flatMap { window in
            guard let now = window.after.values["process_resident_memory_bytes"], let idle = window.idleBytes
            else { return nil }
            return running.map { (now - idle) / max($0, 1) / 1_048_576 }
        }
    }

    /// Of a histogram in seconds, in milliseconds.
    private func metric(
        _ name: String, _ labels: [String] = [], _ shares: [(name: String, share: Double)] = shares
    ) -> Figures {
        guard let window else { return shares.map { ($0.name, nil) } }
        let values = window.after.quantiles(name, labels, since: window.before, shares.map(\.share))
        return zip(shares, values).map { ($0.name, $1.map { $0 * 1_000 }) }
            + [("n", Double(window.after.count(name, labels, since: window.before)))]
    }

    private static func quantiles(_ values: [Double]) -> Figures {
        let sorted = values.sorted()
        return shares.map { name, share in (name, sorted.quantile(share)) } + [("n", Double(sorted.count))]
    }

    private func gap(_ answers: [ResponseGap.Answer]) -> Figures {
        metric("promesa_response_gap_seconds", answers.map { "answer=\"\($0.rawValue)\"" })
    }

    private var interruptions: Figures {
        let trials = placed.stopsMs.count + placed.missedStops
        let missed = trials == 0 ? nil : Double(placed.missedStops) / Double(trials) * 100
        let wrong = falseStops.map { Double($0.stops) / Double(max($0.prompts, 1)) * 100 }
        return Self.quantiles(placed.stopsMs) + [
            ("missed", Double(placed.missedStops)), ("missedPercent", missed),
            ("false", falseStops.map { Double($0.stops) }), ("falsePercent", wrong),
            ("promptsThatMayStop", falseStops.map { Double($0.prompts) }),
        ]
    }

    private enum Value {
        case one(Double?)
        case word(String)
        case some(Figures)
        case groups([(name: String, figures: Figures)])
    }

    private var fields: [(name: String, value: Value)] {
        func count(_ number: Int?) -> Value { .one(number.map(Double.init)) }
        let speech: [ResponseGap.Answer] = [.closed, .extendable, .incomplete, .digits]
        return [
            ("adapter", .word(adapter.rawValue)), ("calls", count(calls)),
            ("callsMade", count(placed.placed)),
            ("callsNotTaken", count(placed.failed)), ("coresUsed", .one(cores)),
            ("callersWithoutAccount", count(placed.idle)), ("callsRunning", .one(running)),
            ("callsPerCore", .one(cores.flatMap { cores in running.map { $0 / max(cores, 0.001) } })),
            ("callerSpeechShare", .one(Double(placed.spokenTicks) / Double(max(placed.ticks, 1)))),
            (
                "responseGapMs",
                .groups(
                    [("all", gap(speech))] + ResponseGap.Answer.allCases.map { ($0.rawValue, gap([$0])) })
            ),
            ("responseGapAtCallerMs", .some(Self.quantiles(placed.gapsMs))),
            ("computeMs", .some(metric("promesa_response_compute_seconds"))),
            ("sendDeviationMs", .some(metric("promesa_tick_late_seconds", [], Self.sendShares))),
            ("bargeInStopMs", .some(interruptions)), ("memoryPerCallMB", .one(memoryMB)),
            ("wrongOutcomes", count(wrong)), ("lostOutcomes", count(lost)),
            ("transcriptDrift", count(drifted)),
            ("startToReadyMs", .one(own?.startMs)), ("exitCode", count(own.map { Int($0.exit) })),
        ]
    }
}

// MARK: - Output

extension BenchCallsFigures {
    func json() throws -> String {
        func object(_ figures: Figures) -> [String: Any] {
            Dictionary(uniqueKeysWithValues: figures.map { ($0.name, Self.number($0.value)) })
        }
        let values = fields.map { name, value -> (String, Any) in
            switch value {
            case .one(let number): (name, Self.number(number))
            case .word(let word): (name, word)
            case .some(let figures): (name, object(figures))
            case .groups(let groups):
                (name, Dictionary(uniqueKeysWithValues: groups.map { ($0.name, object($0.figures)) }))
            }
        }
        let data = try JSONSerialization.data(
            withJSONObject: Dictionary(uniqueKeysWithValues: values), options: [.sortedKeys])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    var text: String {
        var lines: [String] = []
        for (name, value) in fields {
            switch value {
            case .one(let number): lines.append(Self.line(name, Self.word(number)))
            case .word(let word): lines.append(Self.line(name, word))
            case .some(let figures): lines.append(Self.line(name, Self.words(figures)))
            case .groups(let groups):
                lines += groups.map { Self.line("\(name) \($0.name)", Self.words($0.figures)) }
            }
        }
        let promise = alone?.promise.joined(separator: ", ") ?? ""
        lines.append(Self.line("outcome alone", "\(alone?.disposition?.rawValue ?? "-") \(promise)"))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

    private static func number(_ number: Double?) -> Any {
        guard let number, number.isFinite else { return NSNull() }
        let short = rounded(number)
        return short == short.rounded() ? Int(short) as Any : short as Any
    }

    private static func word(_ number: Double?) -> String {
        number == nil ? "-" : "\(self.number(number))"
    }

    private static func words(_ figures: Figures) -> String {
        figures.map { "\($0.name) \(word($0.value))" }.joined(separator: "  ")
    }

    private static func line(_ name: String, _ value: String) -> String {
        name.padding(toLength: max(26, name.count + 1), withPad: " ", startingAt: 0) + value
    }
}
