import Calls
import Compliance
import Dialog
import Live
import Logging
import Metrics
import NIOCore
import Telemetry
import Tracing

/// Counts, logs and traces what a service does; nothing of what is said or of whom it is about.
final class ServiceTelemetry: ServiceObserver {
    private static let milliseconds: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
    ]
    private static let seconds: [Double] =
        stride(from: 0.02, through: 1.0, by: 0.02).map { ($0 * 100).rounded() / 100 } + [1.5, 2, 3, 5, 10]

    /// Every metric of the service, and what it means.
    static let meanings: [String: String] = [
        "promesa_calls": "Calls that have a place now.",
        "promesa_calls_total": "Calls that ended, by how and as what.",
        "promesa_calls_refused_total": "Calls that were not taken, by why.",
        "promesa_dials_total": "Orders to place a call, by what came of them.",
        "promesa_recordings_failed_total": "Recordings that ended before their calls.",
        "promesa_webhook_waiting": "Outcomes that are still to be told.",
        "promesa_webhook_posts_total": "Posts of outcomes, told or failed.",
        "promesa_calls_unstored_total": "Calls whose end could not be stored.",
        "promesa_tick_late_seconds": "How late a frame was sent.",
        "promesa_tick_work_seconds": "How long a frame's work took.",
        "promesa_response_gap_seconds": "From the caller's last sound to our first, by kind of answer.",
        "promesa_response_compute_seconds":
            "The part of the gap that is not waiting for more speech, by kind of answer.",
        "promesa_frames_total": "The callers' frames: received, or lost and concealed.",
        "promesa_packets_unauthentic_total":
            "Datagrams of protected calls that were dropped as not authentic.",
        "promesa_recognizers": "Recognisers that were made.",
        "promesa_spans_dropped_total": "Spans that nobody will see, by why.",
    ]

    /// Keeps our metrics, with their bounds and meanings.
    static func backend() -> PrometheusMetrics {
        PrometheusMetrics(
            buckets: [
                "promesa_tick_late_seconds": milliseconds, "promesa_tick_work_seconds": milliseconds,
                "promesa_response_gap_seconds": seconds, "promesa_response_compute_seconds": seconds,
            ],
            help: meanings)
    }

    private let log: Logger
    private let late = Timer(label: "promesa_tick_late_seconds")
    private let work = Timer(label: "promesa_tick_work_seconds")
    private let gaps = timers("promesa_response_gap_seconds")
    private let computes = timers("promesa_response_compute_seconds")

    /// One for each kind of answer, as a closed one is waited for less long than one that may go on.
    private static func timers(_ label: String) -> [ResponseGap.Answer: Timer] {
        Dictionary(
            uniqueKeysWithValues: ResponseGap.Answer.allCases.map {
                ($0, Timer(label: label, dimensions: [("answer", $0.rawValue)]))
            })
    }

    /// Nil if calls are not recorded.
    private let recordings: RecordingFolder?
    /// Nil if calls are not traced.
    private let tracer: (any Tracer)?

    init(_ log: Logger, recordings: RecordingFolder? = nil, tracer: (any Tracer)? = nil) {
        self.log = log
        self.recordings = recordings
        self.tracer = tracer
    }

    func refused(_ call: OfferedCall, _ why: CallRefusal) {
        Counter(
            label: "promesa_calls_refused_total",
            dimensions: [("adapter", call.adapter), ("why", why.refusal.rawValue)]
        ).increment()
        log.notice(
            "a call was not taken",
            metadata: [
                "adapter": "\(call.adapter)", "peer": "\(call.peer)", "why": "\(why.refusal.rawValue)",
                "reason": "\(why.reason)",
            ])
    }

    func couldNotRun(_ call: CallID, _ why: CallRefusal) {
        Counter(
            label: "promesa_calls_refused_total",
            dimensions: [("adapter", ""), ("why", why.refusal.rawValue)]
        ).increment()
        log.error("an answered call is not run", metadata: ["call": "\(call)", "reason": "\(why.reason)"])
    }

    /// An order to place a call: `refused`, `not_reached`, `answered`, or `dropped` when it was answered.
    func dialled(_ outcome: String, _ refusals: [DialFinding]) {
        Counter(label: "promesa_dials_total", dimensions: [("outcome", outcome)]).increment()
        guard !refusals.isEmpty else { return }
        let rules = refusals.map(\.rule).joined(separator: ", ")
        log.notice("a call was not placed", metadata: ["outcome": "\(outcome)", "rules": "\(rules)"])
    }

    func attemptNotEnded(_ call: CallID, _ why: String) {
        log.error(
            "how an attempt turned out could not be stored; it counts, and is closed as ERR at the next start",
            metadata: ["call": "\(call)", "reason": "\(why)"])
    }

    func begins(_ setup: CallSetup, _ arrival: CallArrival) -> LiveCall.Observer {
        let trace = tracer.map { CallTrace(setup, arrival, tracer: $0) }
        var log = log
        log[metadataKey: "call"] = "\(setup.id)"
        if let traceID = trace?.traceID { log[metadataKey: "trace_id"] = "\(traceID)" }
        var observer = LiveCall.Observer()
        let (late, work, gaps, computes) = (late, work, gaps, computes)
        observer.wasLate = { late.recordNanoseconds($0.nanoseconds) }
        observer.worked = { work.recordNanoseconds($0.nanoseconds) }
        observer.answered = { turn in
            trace?.answered(turn)
            guard let kind = turn.gap.answer else { return }
            gaps[kind]?.recordNanoseconds(turn.gap.total.nanoseconds)
            computes[kind]?.recordNanoseconds((turn.gap.total - turn.gap.endpointing).nanoseconds)
        }
        if let trace { observer.undertaken = { trace.undertake($0) } }
        let recorder = recordings?.recorder(of: setup.id)
        if let recorder {
            observer.ticked = {
                recorder.take(
                    caller: $0.caller, ours: $0.ours, isSecret: $0.isSecret, isAfterNotice: $0.isAfterNotice)
            }
        }
        observer.ended = { [log] outcome, quality in
            recorder?.finish()
            Self.count(outcome, quality)
            trace?.ended(outcome, quality)
            Self.tell(outcome, quality, log)
        }
        observer.stored = { [log] failure in
            trace?.stored(failure)
            guard let failure else { return }
            Counter(label: "promesa_calls_unstored_total").increment()
            log.critical(
                "the end of a call could not be stored; it is closed as ERR at the next start, its promise is kept",
                metadata: ["reason": "\(failure)"])
        }
        log.info("a call begins", metadata: ["flow": "\(setup.program.root.name)"])
        return observer
    }

    private static func tell(_ outcome: CallOutcome, _ quality: LineQuality, _ log: Logger) {
        log.info(
            "a call ended",
            metadata: [
                "flow": "\(outcome.flow)", "end": "\(outcome.end.rawValue)",
                "disposition": "\(outcome.disposition.rawValue)",
                "seconds": "\(outcome.duration.components.seconds)", "turns": "\(outcome.turns.count)",
                "troubles": "\(outcome.troubles.joined(separator: "; "))",
                "frames_lost": "\(quality.lost)",
            ])
    }

    private static func count(_ outcome: CallOutcome, _ quality: LineQuality) {
        Counter(
            label: "promesa_calls_total",
            dimensions: [("end", outcome.end.rawValue), ("disposition", outcome.disposition.rawValue)]
        ).increment()
        Counter(label: "promesa_frames_total", dimensions: [("kind", "received")])
            .increment(by: quality.received)
        Counter(label: "promesa_frames_total", dimensions: [("kind", "lost")]).increment(by: quality.lost)
        Counter(label: "promesa_packets_unauthentic_total").increment(by: quality.unauthentic)
    }
}

extension Duration {
    /// At most what an `Int64` holds.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : whole + attoseconds / 1_000_000_000
    }
}
