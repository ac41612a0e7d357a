import Audio
import Calls
import Compliance
import Dialog
import Scenarios
import TestSupport

/// A call whose caller never ends it, of a flow in which every loop has a bound.
struct UnendedCall {
    /// What the caller can say; the last but one is heard in doubt.
    static let sentences = AttackedCall.sentences + ["no", "agent", "dispute", "stop calling", "repeat"]
    private static let confidences = [0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.7, 0.95]

    let setup: CallSetup
    let transfer: TransferOutcome

    struct Result {
        let outcome: CallOutcome
        /// What no call may do; empty for a call in order.
        let violations: [String]
        /// The longest time in which neither side made a sound, in ticks.
        let silence: Int
        /// When the caller began to do nothing but the one thing, if they got so far.
        let settled: Duration
        /// The kinds of the journal's lines.
        let kinds: [String]
    }

    /// The sample flow with other ways to cut its questions, a person who is fetched, and a doubtful opt-out, by `seed`.
    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let flow = SampleFlow.flow
        var steps: [Step] = []
        for step in flow.steps {
            let bargeIn = [BargeIn.speech, .speech, .keys, .none].randomElement(using: &random) ?? .speech
            steps.append(Self.changed(step, bargeIn))
        }
        let person: [OutcomeName: Target] = ["person": .step("party"), "silence": .step("gone")]
        steps.append(
            SampleFlow.step("fetching", .wait(Wait(purpose: .person, timeout: .seconds(6), when: person))))
        let universals = flow.universals.map {
            $0.name == .stopCalling
                ? Universal(name: .stopCalling, action: .goto("cease"), keys: "*9", confirm: "help") : $0
        }
        setup = AttackedCall.setup(
            of: Flow(
                name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: universals,
                start: flow.start, steps: steps))
        transfer = TransferOutcome.allCases.randomElement(using: &random) ?? .connected
    }

    private static func changed(_ step: Step, _ bargeIn: BargeIn) -> Step {
        switch (step.id, step.kind) {
        case ("amount", .ask(let ask)):
            return SampleFlow.step(
                step.id, .ask(ask.with(bargeIn, ask.when)), visits: VisitLimit(max: 3, then: .step("gone")))
        case ("party", .ask(let ask)):
            var when = ask.when
            when["absent"] = .step("fetching")
            return SampleFlow.step(step.id, .ask(ask.with(bargeIn, when)), visits: step.visits)
        case (_, .ask(let ask)):
            return SampleFlow.step(step.id, .ask(ask.with(bargeIn, ask.when)), visits: step.visits)
        case (_, _): return step
        }
    }

    /// The longest call that the flow allows, whoever calls; nil if that isn't known.
    var longest: Duration? {
        LongestCall(
            setup.program, catalogue: setup.catalogue, limits: .ofSession, caller: .worst,
            mostPositions: 4_000_000)?.time
    }

    func run(
        _ caller: PersistentCaller, slowness: UInt64? = nil, longestCall: Duration = .seconds(900)
    ) throws -> Result {
        let journal = MemoryJournal()
        let recognizer = FakeRecognizer(Self.sentences, confidences: Self.confidences)
        let inline = InlineWorker(
            setup: setup, recognizer: recognizer, synthesizer: FakeSynthesizer(samplesPerByte: 320),
            recordings: { _, _ in nil }, journal: journal, transferOutcome: transfer)
        let worker: any CallWorker = slowness.map { SlowWorker(inline, seed: $0) } ?? inline
        var leg = caller
        var ours: Set<Int> = []
        let outcome = try CallRunner(setup: setup, journal: journal, longestCall: longestCall).run(
            recognizer: recognizer, worker: worker, leg: &leg,
            eachTick: { if $0.ours != .silence { ours.insert($0.number) } }, said: { _ in })
        var (longest, silence) = (0, 0)
        for tick in 0..<Int(outcome.duration / AudioFrame.duration) {
            silence = ours.contains(tick) || leg.active.contains(tick) ? 0 : silence + 1
            longest = max(longest, silence)
        }
        let contents = journal.contents
        var violations = JournalReview.violations(contents.lines, of: setup)
        if contents.closed.map(\.disposition) != [outcome.disposition] {
            violations.append("closed \(contents.closed.count) times, or as something else")
        }
        return Result(
            outcome: outcome, violations: violations, silence: longest,
            settled: AudioFrame.duration * leg.settles, kinds: contents.lines.map(\.kind))
    }
}

extension Ask {
    /// The same question with another way to cut it and other ways on.
    fileprivate func with(_ bargeIn: BargeIn, _ when: [OutcomeName: Target]) -> Ask {
        Ask(
            slot: slot, type: type, prompts: prompts, noInput: noInput, noMatch: noMatch, confirm: confirm,
            confirmPrompt: confirmPrompt, confidence: confidence, bargeIn: bargeIn, acceptsKeys: acceptsKeys,
            isSecret: isSecret, confirms: confirms, corrects: corrects, identifies: identifies,
            outOfRange: outOfRange, schedule: schedule, nearestPrompt: nearestPrompt, when: when)
    }
}
