/// A dialogue as a flow file declares it: a statechart of steps.
///
/// A file with `outcomes` is a sub-flow: it has `inputs`, ends with `return`, and is run by another flow.
package struct Flow: Sendable, Hashable {
    package let name: FlowName
    package let version: Int
    /// Empty in a sub-flow, which speaks the languages of its root.
    package let languages: [LanguageTag]
    /// The rule set that must be provable, such as `us-regulation-f`; nil in a sub-flow.
    package let policy: String?
    /// What the flow makes stricter or, by a waiver, looser than its policy; empty in a sub-flow.
    package let policyChanges: [PolicyChange]
    /// Data of the call (root flow) or inputs (sub-flow), in file order.
    package let fields: [DataField]
    /// Nil for a root flow.
    package let outcomes: [OutcomeName]?
    package let defaults: Defaults
    package let universals: [Universal]
    package let start: StepID
    /// In file order; identifiers are unique.
    package let steps: [Step]
    /// Where a call goes whose recogniser or synthesiser fails; the call ends as failed if nothing says.
    package let fault: Target?
    /// From when on a call may be recorded; a root flow's alone counts.
    package let recordFrom: RecordFrom
    package let position: SourcePosition
    private let index: [StepID: Int]

    package init(
        name: FlowName, version: Int = 1, languages: [LanguageTag] = [], policy: String? = nil,
        policyChanges: [PolicyChange] = [], fields: [DataField] = [], outcomes: [OutcomeName]? = nil,
        defaults: Defaults = Defaults(),
        universals: [Universal] = [], start: StepID, steps: [Step], fault: Target? = nil,
        recordFrom: RecordFrom = .notice, position: SourcePosition = .unknown
    ) {
        self.name = name
        self.version = version
        self.languages = languages
        self.policy = policy
        self.policyChanges = policyChanges
        self.fields = fields
        self.outcomes = outcomes
        self.defaults = defaults
        self.universals = universals
        self.start = start
        self.steps = steps
        self.fault = fault
        self.recordFrom = recordFrom
        self.position = position
        index = Dictionary(steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same flow with other steps.
    package func with(steps: [Step]) -> Flow {
        Flow(
            name: name, version: version, languages: languages, policy: policy,
            policyChanges: policyChanges, fields: fields, outcomes: outcomes, defaults: defaults,
            universals: universals, start: start, steps: steps,
            fault: fault, recordFrom: recordFrom, position: position)
    }

    package var isSubFlow: Bool { outcomes != nil }

    /// The `ask` steps that fill a slot, in file order.
    package func stepsAsking(for slot: FieldName) -> [(step: StepID, ask: Ask)] {
        steps.compactMap { step in
            if case .ask(let ask) = step.kind, ask.slot == slot { (step.id, ask) } else { nil }
        }
    }

    package subscript(step: StepID) -> Step? { index[step].map { steps[$0] } }
}

/// From when on a call may be recorded.
package enum RecordFrom: String, Sendable, Hashable, CaseIterable {
    /// Once the caller has heard the whole recording notice.
    case notice
    /// From the first frame on.
    case answer
    /// Not at all.
    case never
}

/// A root flow with every sub-flow that it reaches, each once, by name.
package struct FlowProgram: Sendable, Hashable {
    package let root: Flow
    package let subFlows: [FlowName: Flow]

    package init(root: Flow, subFlows: [FlowName: Flow] = [:]) {
        self.root = root
        self.subFlows = subFlows
    }

    package func flow(_ name: FlowName) -> Flow? { name == root.name ? root : subFlows[name] }

    /// The root flow, then its sub-flows by name.
    package var flows: [Flow] { [root] + subFlows.values.sorted { $0.name < $1.name } }
}

/// A typed datum that a call is given, or an input of a sub-flow.
package struct DataField: Sendable, Hashable {
    package enum Origin: String, Sendable, CaseIterable {
        /// The account file; the default.
        case account
        /// `organisation.yaml`.
        case organisation
        /// Computed from the account and the promise rules: see `PromiseTerms`.
        case terms
    }

    package let name: FieldName
    package let type: ValueType
    package let origin: Origin
    package let about: Sensitivity
    /// A secret is compared with what the caller says; it is never spoken, journalled or logged.
    package let isSecret: Bool
    /// For `digits`: how many.
    package let length: Int?
    /// An absent optional datum leaves `$name` unset (`decide` can test it); an absent one that is not optional refuses the call.
    package let isOptional: Bool
    package let position: SourcePosition

    package init(
        name: FieldName, type: ValueType, origin: Origin = .account, about: Sensitivity = .neutral,
        isSecret: Bool = false, length: Int? = nil, isOptional: Bool = false,
        position: SourcePosition = .unknown
    ) {
        self.name = name
        self.type = type
        self.origin = origin
        self.about = about
        self.isSecret = isSecret
        self.length = length
        self.isOptional = isOptional
        self.position = position
    }
}

/// What applies to every listening step of a flow that does not say otherwise.
package struct Defaults: Sendable, Hashable {
    package let noInput: RetryPolicy
    package let noMatch: RetryPolicy
    package init(noInput: RetryPolicy = RetryPolicy(), noMatch: RetryPolicy = RetryPolicy()) {
        self.noInput = noInput
        self.noMatch = noMatch
    }
}

/// How often to try when the caller says nothing, or nothing that fits; what is nil is inherited.
package struct RetryPolicy: Sendable, Hashable {
    /// `noinput` only: silence after the end of the prompt.
    package let timeout: Duration?
    /// Attempts in all, the first included; 1 or more.
    package let tries: Int?
    /// Said before the question is put again, such as "I didn't get that".
    package let prompts: [PromptID]?
    /// Where to go when the attempts are used up.
    package let then: Target?

    package init(timeout: Duration? = nil, tries: Int? = nil, prompts: [PromptID]? = nil, then: Target? = nil)
    {
        self.timeout = timeout
        self.tries = tries
        self.prompts = prompts
        self.then = then
    }
}

/// Where an edge leads.
package enum Target: Sendable, Hashable {
    /// A step of the same flow.
    case step(StepID)
    /// An outcome of this sub-flow, which returns to the step that runs it.
    case outcome(OutcomeName)
}

/// A command that the caller can give in every listening step.
package struct Universal: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        /// Says the last prompts again.
        case replay
        /// Says a prompt, then puts the question again.
        case say(PromptID)
        /// Leaves for a step of the root flow; frames in between are dropped.
        case goto(StepID)
    }

    package let name: UniversalName
    package let action: Action
    /// Uses per entry of a step, after which the step's `nomatch.then` applies; nil for `goto`.
    package let max: Int?
    /// Keys that give the command, such as `*9`.
    package let keys: String?
    /// Whether the command is live only once the right party is verified.
    package let requiresVerification: Bool
    /// Said instead, before verification, if `requiresVerification`; then the question is put again.
    package let before: PromptID?
    /// Asks once whether a doubtful spoken opt-out was meant; `stop_calling` only.
    ///
    /// Anything but a no, silence included, is a yes. Nil: a doubtful opt-out is obeyed at once.
    package let confirm: PromptID?
    /// The language that is spoken from then on; a `goto` only, which leads to the notices in that language.
    package let language: LanguageSwitch?
    package let position: SourcePosition

    package init(
        name: UniversalName, action: Action, max: Int? = nil, keys: String? = nil,
        requiresVerification: Bool = false, before: PromptID? = nil, confirm: PromptID? = nil,
        language: LanguageSwitch? = nil, position: SourcePosition = .unknown
    ) {
        self.name = name
        self.action = action
        self.max = max
        self.keys = keys
        self.requiresVerification = requiresVerification
        self.before = before
        self.confirm = confirm
        self.language = language
        self.position = position
    }
}
