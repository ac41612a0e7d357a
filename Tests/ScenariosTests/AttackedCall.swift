import Audio
import Calls
import Dialog
import Scenarios
import TestSupport

/// One call of the sample flow whose caller is disturbed at given moments.
struct AttackedCall {
    /// What the caller can say; acts refer to these by index.
    static let sentences = [
        "speaking", "march fifteenth nineteen eighty", "four hundred fifty dollars", "the sixteenth", "yes",
    ]
    /// A whole call, to a promise.
    static let wholeCall: [ScriptedLeg.Act] = [.says(0), .says(1), .says(2), .says(3), .says(4)]

    struct Result {
        let outcome: CallOutcome
        let contents: MemoryJournal.Contents
        /// What no call may do; empty for a call in order.
        let violations: [String]

        /// The ticks at which anything happened.
        var ticks: [Int] { Set(contents.lines.map { $0.mediaMilliseconds / 20 }).sorted() }
    }

    static var setup: CallSetup { setup(of: SampleFlow.flow) }

    static func setup(of flow: Flow) -> CallSetup {
        guard let today = LocalDate(iso: "2026-03-02"), let birth = LocalDate(iso: "1980-03-15") else {
            preconditionFailure("no such day")
        }
        let spoken = Flow(
            name: flow.name, languages: ["en-US"], fields: flow.fields, defaults: flow.defaults,
            universals: flow.universals, start: flow.start, steps: flow.steps)
        return CallSetup(
            account: "A-1", program: FlowProgram(root: spoken), catalogue: SampleFlow.catalogue,
            language: "en-US",
            currency: .usd,
            data: CallData(
                values: ["balance": SampleFlow.money(45_000)], secrets: ["birth_date": .date(birth)]),
            today: today, seed: 1)
    }

    /// Runs the call; `worker` may stand between the session and the one that does the jobs.
    static func run(
        _ leg: some CallLeg, fault: MemoryJournal.Fault = .none, slowness: UInt64? = nil
    ) throws -> Result {
        let setup = self.setup
        let journal = MemoryJournal(fault)
        let recognizer = FakeRecognizer(sentences)
        let inline = InlineWorker(
            setup: setup, recognizer: recognizer, synthesizer: FakeSynthesizer(), recordings: { _, _ in nil },
            journal: journal)
        let worker: any CallWorker = slowness.map { SlowWorker(inline, seed: $0) } ?? inline
        var leg = leg
        let outcome = try CallRunner(setup: setup, journal: journal, longestCall: .seconds(240)).run(
            recognizer: recognizer, worker: worker, leg: &leg, eachTick: { _ in }, said: { _ in })
        let contents = journal.contents
        var violations = fault == .appendsFail ? [] : JournalReview.violations(contents.lines, of: setup)
        if contents.closed.count != 1 { violations.append("closed \(contents.closed.count) times") }
        if contents.closed.first?.disposition != outcome.disposition {
            violations.append("closed as something else")
        }
        return Result(outcome: outcome, contents: contents, violations: violations)
    }
}

/// A scripted caller to whom something happens at given ticks, whatever the script has.
struct DisturbedLeg: CallLeg {
    private var script: ScriptedLeg
    private let disturbances: [Int: LegInput]
    private var tick = 0
    private var isGone = false

    init(_ acts: [ScriptedLeg.Act], _ disturbances: [Int: LegInput]) {
        script = ScriptedLeg(acts)
        self.disturbances = disturbances
    }

    mutating func send(_ output: LegOutput) { script.send(output) }

    mutating func receive() -> LegInput {
        tick += 1
        var input = script.receive()
        if let disturbance = disturbances[tick] {
            input.keys += disturbance.keys
            isGone = isGone || disturbance.hasHungUp
        }
        input.hasHungUp = input.hasHungUp || isGone
        return input
    }
}

/// Delivers results later than the worker behind it has them: those of the store in order, others in any.
final class SlowWorker: CallWorker {
    private let worker: any CallWorker
    private var random: SeededGenerator
    private var held: [(due: Int, id: JobID, result: CallJobResult)] = []
    private var lastStored = 0

    init(_ worker: any CallWorker, seed: UInt64) {
        self.worker = worker
        random = SeededGenerator(seed: seed)
    }

    func start(_ job: CallJob, _ id: JobID, at tick: Int) { worker.start(job, id, at: tick) }

    func finished(by tick: Int) -> [(id: JobID, result: CallJobResult)] {
        for (id, result) in worker.finished(by: tick) {
            var due = tick == .max ? tick : tick + Int.random(in: 0...40, using: &random)
            switch result {
            case .committed, .written:
                due = max(due, lastStored)
                lastStored = due
            case .recognized, .spoken, .transferred, .failed: break
            }
            held.append((due, id, result))
        }
        let ready = held.filter { $0.due <= tick }
        held.removeAll { $0.due <= tick }
        return ready.map { ($0.id, $0.result) }
    }
}
