/// One step of a flow.
package struct Step: Sendable, Hashable {
    package let id: StepID
    package let kind: StepKind
    package let visits: VisitLimit?
    /// Where a fault in this step leads; nil for where the flow says.
    package let fault: Target?
    package let position: SourcePosition
    /// Where in the file each edge's target is written.
    ///
    /// The key is the outcome's name; `next` for what follows plainly (a `return` included), `noinput` and `nomatch`
    /// for their own `then`, `fault`, `visits` for the bound's, `otherwise`, and `case1`, `case2`, … for a `decide`.
    package let edgePositions: [OutcomeName: SourcePosition]

    package init(
        id: StepID, kind: StepKind, visits: VisitLimit? = nil, fault: Target? = nil,
        position: SourcePosition = .unknown,
        edgePositions: [OutcomeName: SourcePosition] = [:]
    ) {
        self.id = id
        self.kind = kind
        self.visits = visits
        self.fault = fault
        self.position = position
        self.edgePositions = edgePositions
    }
}

/// A bound on how often a step may be entered in one call.
package struct VisitLimit: Sendable, Hashable {
    package let max: Int
    /// Taken instead of entering the step once more.
    package let then: Target
    package init(max: Int, then: Target) {
        self.max = max
        self.then = then
    }
}

package enum StepKind: Sendable, Hashable {
    /// Plays prompts, then goes on.
    case say(Say)
    /// Puts a question and fills a slot.
    case ask(Ask)
    /// Puts an identity question and compares the answer with an expected secret.
    case check(Check)
    /// Goes on by the first comparison that holds.
    case decide(Decide)
    /// Runs a sub-flow.
    case run(Run)
    /// Makes something durable.
    case commit(Commit)
    /// Hands the call to a human agent.
    case transfer(Transfer)
    /// Waits for whoever or whatever answers.
    case wait(Wait)
    /// Ends the call.
    case end(Ending)
    /// Ends the sub-flow.
    case `return`(OutcomeName)
}

/// What follows a `say`.
package enum Continuation: Sendable, Hashable {
    case goto(Target)
    case end(Ending)
}

/// What an `end` sets as the call's disposition.
package enum Ending: Sendable, Hashable {
    /// The disposition that the last commit set.
    case committed
    case disposition(Disposition)
}

/// What may cut a prompt short; opt-out is heard under each of them.
package enum BargeIn: String, Sendable, Hashable, CaseIterable {
    case speech, keys, none
}

package struct Say: Sendable, Hashable {
    /// At least one, played in order.
    package let prompts: [PromptID]
    package let bargeIn: BargeIn
    package let then: Continuation
    package init(prompts: [PromptID], bargeIn: BargeIn = .speech, then: Continuation) {
        self.prompts = prompts
        self.bargeIn = bargeIn
        self.then = then
    }
}

/// A VoiceXML field: prompts, a grammar, retries, confirmation.
package struct Ask: Sendable, Hashable {
    /// Nil only for `yes_no`, whose answer is its outcome.
    package let slot: FieldName?
    package let type: AskType
    /// At least one: the first attempt's, the second's, …; the last repeats.
    package let prompts: [PromptID]
    package let noInput: RetryPolicy
    package let noMatch: RetryPolicy
    package let confirm: ConfirmMode
    /// Said to confirm a value, which it interpolates; required unless `confirm` is `never`.
    package let confirmPrompt: PromptID?
    package let confidence: ConfidenceLevels
    package let bargeIn: BargeIn
    /// Whether keys are taken for an answer; universals' keys always are.
    package let acceptsKeys: Bool
    package let isSecret: Bool
    /// A read-back: the slots that a yes confirms.
    ///
    /// The prompts interpolate them and one `says: read_back`.
    package let confirms: [FieldName]
    /// By confirmed slot: the `ask` step that a corrected value answers; the one that was asked last if it isn't here.
    package let corrects: [FieldName: StepID]
    /// The answer by which the person says that they are the right party (verification level L0).
    package let identifies: OutcomeName?
    /// Said when the value is understood but outside its limits; counts as a `nomatch`.
    package let outOfRange: PromptID?
    /// Which days or times within the limits fit; nil: all.
    package let schedule: Schedule?
    /// Offers the nearest day or time that fits instead of one that doesn't; speaks the slot, and asks yes or no.
    package let nearestPrompt: PromptID?
    /// By outcome.
    ///
    /// The values of a `choice`; `said_yes` and `said_no`; `next` for all others.
    package let when: [OutcomeName: Target]

    package init(
        slot: FieldName?, type: AskType, prompts: [PromptID], noInput: RetryPolicy = RetryPolicy(),
        noMatch: RetryPolicy = RetryPolicy(), confirm: ConfirmMode = .never, confirmPrompt: PromptID? = nil,
        confidence: ConfidenceLevels = ConfidenceLevels(), bargeIn: BargeIn = .speech,
        acceptsKeys: Bool = true,
        isSecret: Bool = false, confirms: [FieldName] = [], corrects: [FieldName: StepID] = [:],
        identifies: OutcomeName? = nil, outOfRange: PromptID? = nil, schedule: Schedule? = nil,
        nearestPrompt: PromptID? = nil, when: [OutcomeName: Target]
    ) {
        self.slot = slot
        self.type = type
        self.prompts = prompts
        self.noInput = noInput
        self.noMatch = noMatch
        self.confirm = confirm
        self.confirmPrompt = confirmPrompt
        self.confidence = confidence
        self.bargeIn = bargeIn
        self.acceptsKeys = acceptsKeys
        self.isSecret = isSecret
        self.confirms = confirms
        self.corrects = corrects
        self.identifies = identifies
        self.outOfRange = outOfRange
        self.schedule = schedule
        self.nearestPrompt = nearestPrompt
        self.when = when
    }
}

/// What an `ask` listens for.
package enum AskType: Sendable, Hashable {
    case yesNo
    case choice(ChoicesName)
    /// A digit string of a length in the range, 1 to 20.
    case digits(ClosedRange<Int>)
    case date(DateLimits)
    case money(ValueLimits)
    /// A whole number, 0 or more.
    case number(ValueLimits)
    /// A time of day; said without morning or evening it may be either.
    case time(ValueLimits)

    package var valueType: ValueType {
        switch self {
        case .yesNo: .yesNo
        case .choice: .choice
        case .digits: .digits
        case .date: .date
        case .money: .money
        case .number: .number
        case .time: .time
        }
    }
}

/// Which dates a date slot takes.
package enum DateLimits: Sendable, Hashable {
    /// A date in the past, such as a date of birth: the year is part of the answer.
    case past
    /// Today up to so many days ahead; the year is inferred.
    case upcoming(days: Int)
}

/// Which amounts, numbers or times a slot takes, both ends included; nil is unlimited.
package struct ValueLimits: Sendable, Hashable {
    package let min: Operand?
    package let max: Operand?
    package init(min: Operand? = nil, max: Operand? = nil) {
        self.min = min
        self.max = max
    }

    /// The whole numbers within, as far as literals tell: a reference may limit them further in a call.
    package var literalNumbers: ClosedRange<Int> {
        var range = 0...999_999_999
        if case .literal(.number(let most)) = max {
            range = 0...Swift.max(0, Swift.min(most, range.upperBound))
        }
        if case .literal(.number(let least)) = min, range.contains(least) { range = least...range.upperBound }
        return range
    }
}

/// What a day or time must fit in besides its limits; see `CallCalendar`.
package enum Schedule: Sendable, Hashable {
    /// A date that is a business day.
    case businessDays
    /// A date on which agents are there.
    case agentDays
    /// A time at which agents are there on that date.
    case agentHours(on: Operand)
}

package enum ConfirmMode: String, Sendable, Hashable, CaseIterable {
    case always
    case whenUnsure = "when_unsure"
    case never
}

/// Confidence in 0…1: below `confirm` is a no-match, below `accept` is confirmed if `when_unsure`.
package struct ConfidenceLevels: Sendable, Hashable {
    package let accept: Double
    package let confirm: Double
    package init(accept: Double = 0.8, confirm: Double = 0.5) {
        self.accept = accept
        self.confirm = confirm
    }
}

/// An identity question.
///
/// Outcomes: `pass`, `fail`, `unsure`, `locked`, `refused`.
package struct Check: Sendable, Hashable {
    /// The secret: a `secret` data field, or a sub-flow input bound to one.
    package let against: FieldName
    package let type: CheckType
    /// By attempt; the last repeats.
    package let prompts: [PromptID]
    /// Wrong answers before `fail`; at most 2 by policy.
    package let tries: Int
    /// Unclear answers before `unsure`.
    package let unsureTries: Int
    package let noInput: RetryPolicy
    package let bargeIn: BargeIn
    package let when: [OutcomeName: Target]

    package init(
        against: FieldName, type: CheckType, prompts: [PromptID], tries: Int = 2, unsureTries: Int = 3,
        noInput: RetryPolicy = RetryPolicy(), bargeIn: BargeIn = .speech, when: [OutcomeName: Target]
    ) {
        self.against = against
        self.type = type
        self.prompts = prompts
        self.tries = tries
        self.unsureTries = unsureTries
        self.noInput = noInput
        self.bargeIn = bargeIn
        self.when = when
    }
}

package enum CheckType: Sendable, Hashable {
    case date
    case digits(Int)
}

/// First match wins; `otherwise` is mandatory.
package struct Decide: Sendable, Hashable {
    package let cases: [DecideCase]
    package let otherwise: Target
    package init(cases: [DecideCase], otherwise: Target) {
        self.cases = cases
        self.otherwise = otherwise
    }
}

package struct DecideCase: Sendable, Hashable {
    package let value: Operand
    package let comparison: Comparison
    package let goto: Target
    package let position: SourcePosition
    package init(value: Operand, comparison: Comparison, goto: Target, position: SourcePosition = .unknown) {
        self.value = value
        self.comparison = comparison
        self.goto = goto
        self.position = position
    }
}

/// The closed set of comparisons; a comparison with an unset or differently typed value does not hold.
package enum Comparison: Sendable, Hashable {
    case equals(Operand)
    case differs(Operand)
    case atLeast(Operand)
    case atMost(Operand)
    case moreThan(Operand)
    case lessThan(Operand)
    /// A date at most so many days after today.
    case withinDays(Int)
    case isSet
    case isUnset
}

/// What a comparison or a commit reads: a reference or a literal.
package enum Operand: Sendable, Hashable {
    /// `$name`: a slot, datum or input.
    case field(FieldName)
    /// `$visits.STEP`: how often a step of this flow was entered.
    case visits(StepID)
    /// An amount such as `25.00`, in the currency of the call's account.
    case amount(minorUnits: Int)
    /// Any other literal; never money, whose currency the flow does not know.
    case literal(Value)
}

package struct Run: Sendable, Hashable {
    package let flow: FlowName
    /// By input name.
    package let with: [FieldName: Operand]
    /// Every outcome that the sub-flow declares.
    package let when: [OutcomeName: Target]
    package init(flow: FlowName, with: [FieldName: Operand] = [:], when: [OutcomeName: Target]) {
        self.flow = flow
        self.with = with
        self.when = when
    }
}

/// Outcomes: `done`, `failed`, `duplicate`.
package struct Commit: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// `instalments` payments, the first on `due`, the others `intervalDays` apart; `amount` is each one's.
        case promise(PromiseKind, amount: Operand, due: Operand, instalments: Int, intervalDays: Int)
        /// A day, and a time of it; either may be left open.
        case callBack(on: Operand?, at: Operand?)
        case stopCalling
        case dispute
        /// Marks the account; sets that disposition.
        case flag(Disposition)
    }

    package let content: Content
    /// How surely the person must be verified; nil if anyone's word is stored.
    ///
    /// A settlement requires L2 whatever the flow says.
    package let requires: VerificationLevel?
    package let when: [OutcomeName: Target]
    package init(content: Content, requires: VerificationLevel? = nil, when: [OutcomeName: Target]) {
        self.content = content
        if case .promise(.settlement, _, _, _, _) = content {
            self.requires = .l2
        } else {
            self.requires = requires
        }
        self.when = when
    }
}

/// Outcomes: `connected`, `busy`, `no_answer`, `closed`, `failed`.
package struct Transfer: Sendable, Hashable {
    /// A destination that the operator configures, such as `agent`.
    package let destination: String
    package let when: [OutcomeName: Target]
    package init(destination: String, when: [OutcomeName: Target]) {
        self.destination = destination
        self.when = when
    }
}

package struct Wait: Sendable, Hashable {
    package enum Purpose: String, Sendable, CaseIterable {
        /// Who answered the call? Outcomes: `person`, `silence`, `machine`, `fax`.
        case greeting
        /// A new person comes to the telephone. Outcomes: `person`, `silence`.
        case person
        /// The tone after which a machine records. Outcomes: `beep`, `no_beep`.
        case beep

        /// What it may find, in the order in which a designer meets them.
        package var outcomes: [WaitOutcome] {
            switch self {
            case .greeting: [.person, .silence, .machine, .fax]
            case .person: [.person, .silence]
            case .beep: [.beep, .noBeep]
            }
        }
    }

    package let purpose: Purpose
    package let timeout: Duration
    package let when: [OutcomeName: Target]
    package init(purpose: Purpose, timeout: Duration, when: [OutcomeName: Target]) {
        self.purpose = purpose
        self.timeout = timeout
        self.when = when
    }
}
