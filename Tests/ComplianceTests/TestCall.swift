import Compliance
import Dialog
import FlowFiles

/// A whole call that satisfies `us-regulation-f`, to be broken by a test in one place.
///
/// Steps stand in `call.yaml`, one a line, in the order in which they were added.
struct TestCall {
    struct Wording {
        var says: Set<Says> = []
        var about: Sensitivity = .neutral
        var texts: [LanguageTag: String]
    }

    var languages: [LanguageTag] = ["en-US"]
    var policy: String? = "us-regulation-f"
    var policies = PolicyFile.shipped
    var policyChanges: [PolicyChange] = []
    /// The day on which it is proved; every shipped rule is in force then.
    var date = LocalDate(year: 2026, month: 11, day: 26)
    var fields: [DataField] = [
        DataField(name: "debtor_name", type: .name),
        DataField(name: "birth_date", type: .date, isSecret: true),
        DataField(name: "id_last4", type: .digits, isSecret: true, length: 4),
        DataField(name: "balance", type: .money, about: .debt),
        DataField(name: "product", type: .text, isOptional: true),
    ]
    var universals: [Universal] = [
        Universal(name: "repeat", action: .replay, max: 2),
        Universal(name: "help", action: .say("help"), max: 2),
        Universal(name: "agent", action: .goto("to_agent")),
        Universal(name: "stop_calling", action: .goto("cease")),
    ]
    var defaults = Defaults(
        noInput: RetryPolicy(prompts: ["sorry"], then: .step("goodbye")),
        noMatch: RetryPolicy(prompts: ["sorry"], then: .step("to_agent")))
    var start: StepID = "answered"
    var fault: Target?
    var recordFrom = RecordFrom.notice
    var steps: [Step] = []
    var subFlows: [FlowName: Flow] = [:]
    var prompts: [PromptID: Wording] = [:]
    var choices: [ChoicesName: [OutcomeName]] = ["party": ["speaking", "absent"]]
    var lexicon: [LanguageTag: [String]] = ["en-US": ["debt", "owe", "past due"]]
    var threats: [LanguageTag: [String]] = ["en-US": ["sue", "last warning"], "es-US": ["embargo"]]

    init() {
        addPrompts()
        self["answered"] = .wait(
            for: .greeting,
            ["person": "opening", "silence": "opening", "machine": "machine", "fax": "machine"])
        self["opening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "party")
        self["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "goodbye"])
        self["birth_date"] = .check("birth_date", pass: "notice", else: "goodbye")
        self["notice"] = .say("legal_notice", bargeIn: .none, to: "balance")
        self["balance"] = .say("state_balance", to: "amount")
        self["amount"] = .money("amount", to: "due")
        self["due"] = .date("due", to: "read_back")
        self["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "goodbye")
        self["save"] = .promise(amount: "amount", due: "due", done: "thanks", else: "goodbye")
        self["thanks"] = .say("confirmation", bargeIn: .none, end: .committed)
        self["goodbye"] = .say("goodbye", bargeIn: .none, end: .disposition(.noResponse))
        self["machine"] = .end(.disposition(.answeringMachine))
        self["to_agent"] = .transfer(connected: "gone", else: "goodbye")
        self["gone"] = .end(.disposition(.transferred))
        self["cease"] = .commit(.stopCalling, done: "stopped", else: "stopped")
        self["stopped"] = .say("stopped", bargeIn: .none, end: .disposition(.doNotCall))
        self["cease_again"] = .commit(.stopCalling, done: "quiet", else: "quiet")
        self["quiet"] = .end(.disposition(.doNotCall))
        bound("cease", max: 1, then: "cease_again")
    }

    /// Has a machine told whom to call, after its tone.
    mutating func leavesMessages(
        _ text: String = "This is Lakeside. Please call {contact}.",
        says: Set<Says> = [.voicemail, .businessIdentity, .contactName, .replyRequest, .callbackNumber]
    ) {
        fields.append(DataField(name: "contact", type: .name, origin: .organisation))
        prompt("message", text, says: says)
        self["answered"] = .wait(
            for: .greeting,
            ["person": "opening", "silence": "opening", "machine": "tone", "fax": "machine"])
        self["tone"] = .wait(for: .beep, ["beep": "message", "no_beep": "machine"])
        self["message"] = .say("message", bargeIn: .none, end: .disposition(.limitedContentMessage))
    }

    private mutating func addPrompts() {
        prompt("identity", "This is {debtor_name}'s caller, Lakeside.", says: [.businessIdentity])
        prompt("opt_out", "Say stop calling at any time.", says: [.optOut])
        prompt("automated", "I'm a machine.", says: [.automatedNotice])
        prompt("recording", "This call is recorded.", says: [.recordingNotice])
        prompt("party", "Is that {debtor_name}?")
        prompt("birth_date", "When were you born?")
        prompt("legal_notice", "This is an attempt to collect a debt.", says: [.legalNotice], about: .debt)
        prompt("state_balance", "The balance is {balance}.")
        prompt("amount", "How much?")
        prompt("due", "When?")
        prompt("read_back", "{amount} on {due}, yes?", says: [.readBack])
        prompt("confirmation", "Your reference is {promise_reference}.", says: [.promiseConfirmation])
        for neutral in ["goodbye", "sorry", "help", "stopped"] as [PromptID] {
            prompt(neutral, "\(neutral).")
        }
    }

    // MARK: Changing it

    /// The kind of a step; setting one that is not there adds it.
    subscript(step: StepID) -> StepKind {
        get { steps.first { $0.id == step }?.kind ?? .end(.committed) }
        set { set(step, newValue, visits: steps.first { $0.id == step }?.visits) }
    }

    mutating func bound(_ step: StepID, max: Int, then: StepID) {
        set(step, self[step], visits: VisitLimit(max: max, then: .step(then)))
    }

    private mutating func set(_ step: StepID, _ kind: StepKind, visits: VisitLimit?) {
        let place = steps.firstIndex { $0.id == step } ?? steps.count
        let position = SourcePosition(file: "call.yaml", line: place + 1, column: 1)
        let new = Step(id: step, kind: kind, visits: visits, position: position)
        if place < steps.count { steps[place] = new } else { steps.append(new) }
    }

    mutating func remove(_ gone: StepID...) { steps.removeAll { gone.contains($0.id) } }

    mutating func prompt(
        _ id: PromptID, _ text: String, says: Set<Says> = [], about: Sensitivity = .neutral,
        others: [LanguageTag: String] = [:]
    ) {
        let texts = others.merging(["en-US": text]) { _, new in new }
        prompts[id] = Wording(says: says, about: about, texts: texts)
    }

    mutating func subFlow(
        _ name: FlowName, inputs: [DataField] = [], outcomes: [OutcomeName], start: StepID,
        _ steps: KeyValuePairs<StepID, StepKind>
    ) {
        let steps = steps.enumerated().map { index, step in
            Step(
                id: step.key, kind: step.value,
                position: SourcePosition(file: "\(name).yaml", line: index + 1, column: 1))
        }
        subFlows[name] = Flow(name: name, fields: inputs, outcomes: outcomes, start: start, steps: steps)
    }

    // MARK: What is proved

    var program: FlowProgram {
        FlowProgram(
            root: Flow(
                name: "call", languages: languages, policy: policy, policyChanges: policyChanges,
                fields: fields, defaults: defaults, universals: universals, start: start, steps: steps,
                fault: fault, recordFrom: recordFrom,
                position: SourcePosition(file: "call.yaml", line: 0, column: 1)),
            subFlows: subFlows)
    }

    var catalogue: PromptCatalogue {
        var catalogue = PromptCatalogue()
        for (id, prompt) in prompts {
            catalogue.declarations[id] = PromptDeclaration(
                id: id, says: prompt.says, about: prompt.about, position: .unknown)
        }
        for (name, values) in choices {
            catalogue.choices[name] = ChoicesDeclaration(
                name: name, choices: values.map { .init(value: $0, keys: nil) }, position: .unknown)
        }
        for language in languages {
            let texts = prompts.compactMapValues { prompt in
                prompt.texts[language].map { PromptText(variants: [Self.segments($0)], position: .unknown) }
            }
            catalogue.languages[language] = LanguagePrompts(
                texts: texts, debtLexicon: lexicon[language] ?? [], threatLexicon: threats[language] ?? [])
        }
        return catalogue
    }

    private static func segments(_ text: String) -> [PromptSegment] {
        var parts: [PromptPart] = []
        for piece in text.split(separator: "{", omittingEmptySubsequences: false) {
            let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2 {
                parts += [.placeholder(FieldName(String(halves[0]))), .text(String(halves[1]))]
            } else {
                parts.append(.text(String(piece)))
            }
        }
        return [PromptSegment(parts: parts)]
    }

    func prover(
        under policy: String? = nil, room: Int = ComplianceProver.roomForCloserLooks
    ) -> ComplianceProver {
        guard let date else { preconditionFailure("the test's date is no date") }
        return ComplianceProver(
            program: program, catalogue: catalogue, policies: policies, on: date, policy: policy, room: room)
    }

    func findings() -> [Diagnostic] { prover().findings() }

    /// The rules that are broken, each once, in order of position.
    func rules() -> [String] {
        findings().compactMap(\.rule).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The finding of a rule; the only one, if there is one.
    func finding(_ rule: String) -> Diagnostic? {
        let found = findings().filter { $0.rule == rule }
        return found.count == 1 ? found[0] : nil
    }
}
