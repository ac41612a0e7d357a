import Audio
import Calls
import Dialog
import TestSupport

extension SampleFlow {
    /// Steps at which a call of one question or two ends, each with a disposition that tells which it was.
    static let endings: [Step] = [
        step("done", .end(.disposition(.transferred))), step("gone", .end(.disposition(.notVerified))),
        step("to_agent", .end(.disposition(.hardship))),
        step("no_response", .end(.disposition(.noResponse))),
        step("cease", .end(.disposition(.doNotCall))),
    ]
}

/// One call of the sample flow with fake speech.
struct SampleCall {
    static let sentences = SampleSetup.sentences

    var acts: [ScriptedLeg.Act]
    var fault: MemoryJournal.Fault = .none
    var synthesizer = FakeSynthesizer()
    var latencies = JobLatencies()
    var recognizerFailure: RecognitionFailure?
    var confidences: [Double] = []
    var alternatives: [Int: String] = [:]
    var seed: UInt64 = 1
    var catalogue = SampleFlow.catalogue
    var balance = 45_000
    var flow = SampleFlow.flow
    var longestCall: Duration = .seconds(300)

    struct Result {
        let outcome: CallOutcome
        let journal: MemoryJournal
        var sent: [AudioFrame]
        let ticks: [CallRunner.Tick]
        var kinds: [String] { journal.contents.lines.map(\.kind) }
    }

    init(_ acts: ScriptedLeg.Act..., fault: MemoryJournal.Fault = .none) {
        self.acts = acts
        self.fault = fault
    }

    var setup: CallSetup { SampleSetup.make(flow, catalogue, balance: balance, seed: seed) }

    func run() throws -> Result {
        var leg = ScriptedLeg(acts)
        var result = try run(&leg)
        result.sent = leg.sent
        return result
    }

    /// Runs over a leg of the test's own.
    func run(_ leg: inout some CallLeg) throws -> Result {
        let setup = self.setup
        let journal = MemoryJournal(fault)
        let recognizer = FakeRecognizer(
            Self.sentences, confidences: confidences, alternatives: alternatives)
        recognizer.failure = recognizerFailure
        let worker = InlineWorker(
            setup: setup, recognizer: recognizer, synthesizer: synthesizer, recordings: { _, _ in nil },
            journal: journal, latencies: latencies)
        var ticks: [CallRunner.Tick] = []
        let outcome = try CallRunner(setup: setup, journal: journal, longestCall: longestCall).run(
            recognizer: recognizer, worker: worker, leg: &leg, eachTick: { ticks.append($0) }, said: { _ in })
        return Result(outcome: outcome, journal: journal, sent: [], ticks: ticks)
    }
}
