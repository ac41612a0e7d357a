import Dialog

/// A small call to script: a greeting, an identity check, a notice, the debt, a promise.
enum SampleFlow {
    static let retriesToAgent = Defaults(
        noInput: RetryPolicy(timeout: .seconds(5), tries: 3, prompts: ["silence"], then: .step("no_response")),
        noMatch: RetryPolicy(tries: 3, prompts: ["unclear"], then: .step("to_agent")))

    static let universals = [
        Universal(name: "repeat", action: .replay, max: 2),
        Universal(name: "help", action: .say("help"), max: 1),
        Universal(name: "agent", action: .goto("to_agent"), keys: "0"),
        Universal(name: .stopCalling, action: .goto("cease"), keys: "*9"),
        Universal(name: "dispute", action: .goto("dispute"), requiresVerification: true, before: "neutral"),
    ]

    static func money(_ cents: Int) -> Value { .money(Money(minorUnits: cents, currency: .usd)) }

    static let steps: [Step] = [
        step("answered", .wait(Wait(
            purpose: .greeting, timeout: .seconds(4),
            when: ["person": .step("opening"), "silence": .step("opening"), "machine": .step("gone"),
                "fax": .step("gone")]))),
        step("opening", .say(Say(prompts: ["identity", "opt_out"], bargeIn: .none, then: .goto(.step("party"))))),
        step("party", .ask(Ask(
            slot: "party", type: .choice("party_answers"), prompts: ["ask_party", "ask_party_again"],
            identifies: "speaking", when: ["speaking": .step("check"), "absent": .step("gone")])),
            visits: VisitLimit(max: 2, then: .step("gone"))),
        step("check", .check(Check(
            against: "birth_date", type: .date, prompts: ["ask_birth", "ask_birth_again"],
            when: ["pass": .step("notice"), "fail": .step("gone"), "unsure": .step("gone"),
                "locked": .step("gone"), "refused": .step("gone")]))),
        step("notice", .say(Say(prompts: ["legal"], bargeIn: .none, then: .goto(.step("amount"))))),
        step("amount", .ask(Ask(
            slot: "amount", type: .money(MoneyLimits(min: .amount(minorUnits: 2_500), max: .field("balance"))),
            prompts: ["ask_amount"], confirm: .whenUnsure, confirmPrompt: "confirm_amount",
            outOfRange: "too_much", when: ["next": .step("due")]))),
        step("due", .ask(Ask(
            slot: "due", type: .date(.upcoming(days: 30)), prompts: ["ask_due"], confirm: .never,
            when: ["next": .step("read_back")]))),
        step("read_back", .ask(Ask(
            slot: nil, type: .yesNo, prompts: ["read_back"], confirms: ["amount", "due"],
            when: ["said_yes": .step("save"), "said_no": .step("amount")]))),
        step("save", .commit(Commit(
            content: .promise(.full, amount: .field("amount"), due: .field("due"), instalments: 1, intervalDays: 0),
            when: ["done": .step("thanks"), "failed": .step("sorry"), "duplicate": .step("sorry")]))),
        step("thanks", .say(Say(prompts: ["confirmed"], then: .end(.committed)))),
        step("sorry", .say(Say(prompts: ["sorry"], then: .end(.disposition(.error))))),
        step("dispute", .commit(Commit(content: .dispute, when: all("gone_committed")))),
        step("gone_committed", .end(.committed)),
        step("cease", .commit(Commit(content: .stopCalling, when: all("gone_committed")))),
        step("to_agent", .transfer(Transfer(
            destination: "agent",
            when: ["connected": .step("handed_over"), "busy": .step("gone"), "no_answer": .step("gone"),
                "closed": .step("gone"), "failed": .step("gone")]))),
        step("handed_over", .end(.disposition(.transferred))),
        step("no_response", .end(.disposition(.noResponse))),
        step("gone", .end(.disposition(.notVerified))),
    ]

    static func all(_ target: StepID) -> [OutcomeName: Target] {
        ["done": .step(target), "failed": .step(target), "duplicate": .step(target)]
    }

    static func step(_ id: StepID, _ kind: StepKind, visits: VisitLimit? = nil) -> Step {
        Step(id: id, kind: kind, visits: visits)
    }

    static let flow = Flow(
        name: "sample",
        fields: [
            DataField(name: "birth_date", type: .date, isSecret: true),
            DataField(name: "balance", type: .money, about: .debt),
        ],
        defaults: retriesToAgent, universals: universals, start: "answered", steps: steps)
}

/// Drives a machine by events and keeps what it did.
struct MachineScript {
    var machine: DialogMachine
    private(set) var last: [DialogEffect] = []
    private(set) var all: [DialogEffect] = []

    init(_ program: FlowProgram = FlowProgram(root: SampleFlow.flow)) {
        guard let today = LocalDate(year: 2026, month: 3, day: 2) else { preconditionFailure("no such day") }
        machine = DialogMachine(
            program: program,
            facts: CallFacts(values: ["balance": SampleFlow.money(45_000)], today: today, currency: .usd))
    }

    @discardableResult
    mutating func after(_ events: DialogEvent...) -> [DialogEffect] {
        for event in events {
            last = machine.handle(event)
            all += last
        }
        return last
    }

    /// Lets the running playback end.
    @discardableResult
    mutating func heardOut() -> [DialogEffect] {
        guard let id = playback?.id else { return [] }
        return after(.playbackFinished(id))
    }

    var playback: Playback? {
        for effect in all.reversed() { if case .play(let playback) = effect { return playback } }
        return nil
    }

    /// What the last event made us say.
    var said: [PromptID] {
        last.flatMap { effect in
            if case .play(let playback) = effect { playback.prompts.map(\.prompt) } else { [PromptID]() }
        }
    }

    var entered: [StepID] {
        last.compactMap { if case .entered(_, let step) = $0 { step } else { nil } }
    }

    var ends: [(CallEnd, Disposition)] {
        all.compactMap { if case .end(let end, let disposition) = $0 { (end, disposition) } else { nil } }
    }

    mutating func say(_ value: Value, confidence: Double = 1) {
        after(.speechStarted, .answer(Answer(.value(value), confidence: confidence)))
    }

    /// To the first question.
    mutating func toParty() {
        after(.answered, .waitEnded(.person))
        heardOut()
    }

    /// To the question for the amount, as the verified right party.
    mutating func toAmount() {
        toParty()
        heardOut()
        say(.choice("speaking"))
        heardOut()
        after(.speechStarted, .verdict(.pass))
        heardOut()
        heardOut()
    }

    /// To the read-back of 450.00 on the 16th of March.
    mutating func toReadBack() {
        toAmount()
        say(SampleFlow.money(45_000))
        heardOut()
        if let date = LocalDate(year: 2026, month: 3, day: 16) { say(.date(date)) }
        heardOut()
    }
}
