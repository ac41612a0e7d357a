import Audio
import Calls
import Dialog
import TestSupport

/// One call of the sample flow with fake speech.
struct SampleCall {
    /// What the caller can say; acts refer to these by index.
    static let sentences = [
        "speaking", "march fifteenth nineteen eighty", "four hundred fifty dollars", "the sixteenth", "yes",
        "no",
        "stop calling", "purple", "none of your business", "not here", "agent",
    ]

    var acts: [ScriptedLeg.Act]
    var fault: MemoryJournal.Fault = .none
    var synthesizer = FakeSynthesizer()
    var recognizerFailure: RecognitionFailure?
    var confidences: [Double] = []
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

    var setup: CallSetup {
        guard let today = LocalDate(year: 2026, month: 3, day: 2),
            let birth = LocalDate(year: 1980, month: 3, day: 15)
        else { preconditionFailure("no such day") }
        let spoken = Flow(
            name: flow.name, languages: ["en-US"], fields: flow.fields, defaults: flow.defaults,
            universals: flow.universals, start: flow.start, steps: flow.steps,
            fault: flow.fault, recordFrom: flow.recordFrom)
        return CallSetup(
            account: "A-1", program: FlowProgram(root: spoken), catalogue: catalogue, language: "en-US",
            currency: .usd,
            data: CallData(
                values: ["balance": SampleFlow.money(balance)], secrets: ["birth_date": .date(birth)]),
            today: today, seed: seed)
    }

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
        let recognizer = FakeRecognizer(Self.sentences, confidences: confidences)
        recognizer.failure = recognizerFailure
        let worker = InlineWorker(
            setup: setup, recognizer: recognizer, synthesizer: synthesizer, recordings: { _, _ in nil },
            journal: journal)
        var ticks: [CallRunner.Tick] = []
        let outcome = try CallRunner(setup: setup, journal: journal, longestCall: longestCall).run(
            recognizer: recognizer, worker: worker, leg: &leg, eachTick: { ticks.append($0) }, said: { _ in })
        return Result(outcome: outcome, journal: journal, sent: [], ticks: ticks)
    }
}
