import Calls
import Dialog
import Foundation
import Testing

@testable import promesa

@Suite struct BenchFiguresTests {
    private static let before = """
        # HELP process_cpu_seconds_total …
        process_cpu_seconds_total 10.0
        process_resident_memory_bytes 104857600.0
        promesa_response_gap_seconds_bucket{answer="closed",le="0.3"} 5
        promesa_response_gap_seconds_bucket{answer="closed",le="0.5"} 5
        promesa_response_gap_seconds_bucket{answer="closed",le="+Inf"} 5
        """

    private static let after = """
        process_cpu_seconds_total 15.0
        process_resident_memory_bytes 209715200.0
        promesa_response_gap_seconds_bucket{answer="closed",le="0.3"} 5
        promesa_response_gap_seconds_bucket{answer="closed",le="0.5"} 15
        promesa_response_gap_seconds_bucket{answer="closed",le="+Inf"} 15
        promesa_response_gap_seconds_bucket{answer="digits",le="0.3"} 0
        promesa_response_gap_seconds_bucket{answer="digits",le="0.5"} 0
        promesa_response_gap_seconds_bucket{answer="digits",le="1.0"} 30
        promesa_response_gap_seconds_bucket{answer="digits",le="+Inf"} 30
        promesa_response_gap_seconds_bucket{answer="keys",le="0.3"} 70
        promesa_response_gap_seconds_bucket{answer="keys",le="0.5"} 70
        promesa_response_gap_seconds_bucket{answer="keys",le="+Inf"} 70
        promesa_tick_late_seconds_bucket{le="0.001"} 990
        promesa_tick_late_seconds_bucket{le="0.003"} 1000
        promesa_tick_late_seconds_bucket{le="+Inf"} 1000
        """

    private var notes: CallerFleet.Notes {
        var notes = CallerFleet.Notes()
        notes.gapsMs = (1...100).map { Double($0) * 10 }
        notes.stopsMs = (1...49).map { 100 + Double($0) }
        notes.missedStops = 1
        // Ten seconds of fifty calls.
        (notes.ticks, notes.spokenTicks) = (25_000, 6_250)
        notes.placed = 5
        notes.interruptions = [3: 2]
        return notes
    }

    private func result(
        _ disposition: Disposition = .promiseToPay, heard: [String] = ["answer yes "],
        end: CallEnd? = .weHungUp,
        stopped: Int = 0
    ) -> CallComparison.Result {
        .init(
            end: end, disposition: end == nil ? nil : disposition, promise: ["full announced"], heard: heard,
            prompts: 10, stopped: stopped)
    }

    private func object(_ figures: BenchCallsFigures) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(figures.json().utf8)) as? [String: Any])
    }

    private func number(_ object: [String: Any], _ path: String...) -> Double? {
        let group = path.dropLast().reduce(object as [String: Any]?) { $0?[$1] as? [String: Any] }
        return path.last.flatMap { group?[$0] as? Double }
    }

    @Test func `metrics are those of the window, gaps by kind of answer, and keys are no speech`() throws {
        var figures = BenchCallsFigures(adapter: .sip, calls: 50, placed: notes)
        figures.window = .init(
            before: MetricsPage(text: Self.before), after: MetricsPage(text: Self.after), seconds: 10,
            idleBytes: 104_857_600)
        let object = try object(figures)
        #expect(object["adapter"] as? String == "sip")
        #expect(number(object, "coresUsed") == 0.5)
        #expect(number(object, "callsPerCore") == 100)
        #expect(number(object, "memoryPerCallMB") == 2)
        #expect(number(object, "callerSpeechShare") == 0.25)
        // Ten of the fifteen closed answers came in the window, all between 0.3 and 0.5 s.
        #expect(number(object, "responseGapMs", "closed", "n") == 10)
        #expect(number(object, "responseGapMs", "closed", "p50") == 400)
        #expect(number(object, "responseGapMs", "digits", "p50") == 750)
        #expect(number(object, "responseGapMs", "keys", "n") == 70)
        #expect(number(object, "responseGapMs", "all", "n") == 40)
        #expect(number(object, "responseGapAtCallerMs", "p50") == 510)
        #expect(number(object, "responseGapAtCallerMs", "p95") == 960)
        #expect(number(object, "sendDeviationMs", "p999") == 2.8)
    }

    @Test func `calls are held against the first one, and barge-ins counted`() throws {
        var figures = BenchCallsFigures(adapter: .audiosocket, calls: 4, placed: notes)
        let results: [AccountID: CallComparison.Result] = [
            "B-1": result(), "B-2": result(heard: ["answer no "], stopped: 1),
            "B-3": result(stopped: 2), "B-4": result(.noResponse), "B-5": result(end: nil),
        ]
        figures.own = .init(comparison: CallComparison(results: results), startMs: 500, exit: 0)
        let object = try object(figures)
        #expect(number(object, "wrongOutcomes") == 1)
        #expect(number(object, "lostOutcomes") == 1)
        #expect(number(object, "transcriptDrift") == 1)
        #expect(number(object, "bargeInStopMs", "p50") == 125)
        #expect(number(object, "bargeInStopMs", "missedPercent") == 2)
        // The caller about B-3 spoke over two prompts; nobody spoke over the one of B-2.
        #expect(number(object, "bargeInStopMs", "false") == 1)
        #expect(number(object, "bargeInStopMs", "falsePercent") == 2.5)
        #expect(figures.hasFailed)
    }

    @Test func `fewer calls than there should be are told, and count as they are`() throws {
        var notes = notes
        notes.ticks = 12_500
        notes.idle = 25
        var figures = BenchCallsFigures(adapter: .sip, calls: 50, placed: notes)
        figures.window = .init(
            before: MetricsPage(text: Self.before), after: MetricsPage(text: Self.after), seconds: 10,
            idleBytes: 104_857_600)
        let object = try object(figures)
        #expect(number(object, "callsRunning") == 25)
        #expect(number(object, "callsPerCore") == 50)
        #expect(number(object, "memoryPerCallMB") == 4)
        #expect(number(object, "callersWithoutAccount") == 25)
        #expect(figures.hasFailed)
    }

    @Test func `what a running service doesn't tell is null`() throws {
        let figures = BenchCallsFigures(adapter: .sip, calls: 50, placed: notes)
        let object = try object(figures)
        for name in [
            "coresUsed", "callsPerCore", "memoryPerCallMB", "wrongOutcomes", "lostOutcomes",
            "transcriptDrift", "startToReadyMs", "exitCode",
        ] { #expect(object[name] is NSNull, "\(name)") }
        let stops = try #require(object["bargeInStopMs"] as? [String: Any])
        #expect(stops["false"] is NSNull)
        #expect(number(object, "bargeInStopMs", "missed") == 1)
        #expect(number(object, "responseGapAtCallerMs", "n") == 100)
        #expect(!figures.hasFailed)
        #expect(figures.text.contains("coresUsed                 -\n"))
    }
}
