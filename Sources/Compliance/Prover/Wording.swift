import Dialog

/// Says in words what happens on a path, for a designer to follow.
struct Wording {
    let sensitivity: EffectiveSensitivity

    /// The prompt that a finding is about, and when it is spoken.
    func quote(_ spoken: SpokenLine) -> String {
        quote(spoken.line, reason: spoken.debt)
    }

    func quote(_ line: Line, reason: EffectiveSensitivity.DebtReason? = nil) -> String {
        let text = sensitivity.wording(of: line.prompt, showing: reason)
        let said = "prompt '\(line.prompt)' " + (text.map { "says: \"\($0)\"" } ?? "is said")
        return switch line.moment {
        case .opening: said
        case .anotherAttempt: "asked once more, \(said)"
        case .afterSilence: "after a silence, \(said)"
        case .afterMisunderstanding: "not understood, \(said)"
        case .outOfRange: "for a value outside its limits, \(said)"
        case .confirming: "to confirm the value, \(said)"
        case .offeringNearest: "for a day or time that doesn't fit, \(said)"
        case .command(let command): "\(Self.command(command)), \(said)"
        }
    }

    static func command(_ command: UniversalName) -> String { "the caller gives the command '\(command)'" }

    static func phrase(_ reason: EffectiveSensitivity.DebtReason) -> String {
        switch reason {
        case .declared: "is declared `about: debt`"
        case .legalNotice: "is a legal notice"
        case .speaks(let name): "speaks {\(name)}"
        case .word(let word, let language): "says '\(word)', a debt word of \(language)"
        }
    }
}

// MARK: Moves

extension Wording {
    /// What happens when a step is left by a cause.
    static func phrase(_ step: Step, _ cause: Cause) -> String {
        switch cause {
        case .outcome(let outcome): phrase(step, outcome)
        case .played: played(step)
        case .comparison(let index): comparison(step, index)
        case .noComparison: "no comparison of '\(step.id)' holds"
        case .silence: "the caller stays silent once too often"
        case .misunderstanding: "the caller is not understood once too often"
        case .command(let name): command(name)
        case .corrected(let slot): "the caller corrects '\(slot)'"
        case .anotherLanguage(let name):
            "the caller asks for another language by '\(name)', and has heard nothing in it"
        case .fault: "the recogniser or the synthesiser fails"
        case .visitsUsedUp: "'\(step.id)' was entered as often as it may be"
        case .closed: "'\(step.id)' is reached"
        case .leftSubFlow(let flow): "the caller leaves '\(flow)' by a command or a retry"
        }
    }

    private static func phrase(_ step: Step, _ outcome: OutcomeName) -> String {
        switch step.kind {
        case .ask(let ask):
            switch ask.type {
            case .yesNo: outcome == "said_yes" ? "the caller says yes" : "the caller says no"
            case .choice: "the caller says '\(outcome)'"
            case .digits, .date, .money, .number, .time: "the caller answers '\(ask.slot ?? "next")'"
            }
        case .check(let check): phrase(check, outcome)
        case .run(let run): "\(run.flow) returns '\(outcome)'"
        case .commit(let commit): phrase(commit, outcome)
        case .transfer(let transfer): "the transfer to '\(transfer.destination)' ends with '\(outcome)'"
        case .wait(let wait): phrase(wait, outcome)
        case .say, .decide, .end, .return: "'\(outcome)'"
        }
    }

    private static func phrase(_ check: Check, _ outcome: OutcomeName) -> String {
        switch outcome.rawValue {
        case "pass": "the caller's answer matches $\(check.against)"
        case "fail": "the caller's answers do not match $\(check.against)"
        case "unsure": "the caller's answers for $\(check.against) stay unclear"
        case "locked": "the caller gave too many wrong answers"
        default: "the caller refuses to answer"
        }
    }

    private static func phrase(_ commit: Commit, _ outcome: OutcomeName) -> String {
        let what =
            switch commit.content {
            case .promise: "the promise"
            case .callBack: "the call-back"
            case .stopCalling: "the wish to stop the calls"
            case .dispute: "the dispute"
            case .flag(let disposition): "the flag '\(disposition.word)'"
            }
        return switch outcome.rawValue {
        case "done": "\(what) is stored"
        case "failed": "\(what) can't be stored"
        default: "\(what) was stored before"
        }
    }

    private static func phrase(_ wait: Wait, _ outcome: OutcomeName) -> String {
        switch (wait.purpose, outcome.rawValue) {
        case (.greeting, "person"): "the call is answered by a person"
        case (.greeting, "silence"): "the call is answered, and nobody speaks"
        case (.greeting, _): "the call is answered by a \(outcome)"
        case (.person, "person"): "another person comes to the telephone"
        case (.person, _): "nobody comes to the telephone"
        case (.beep, "beep"): "the machine's tone is over"
        case (.beep, _): "no tone of the machine is heard"
        }
    }

    private static func played(_ step: Step) -> String {
        guard case .say(let say) = step.kind else { return "'\(step.id)' is said" }
        let prompts = say.prompts.map { "'\($0)'" }.joined(separator: ", ")
        return "\(prompts) \(say.prompts.count == 1 ? "is" : "are") played"
    }

    private static func comparison(_ step: Step, _ index: Int) -> String {
        guard case .decide(let decide) = step.kind, decide.cases.indices.contains(index) else {
            return "a comparison holds"
        }
        let test = decide.cases[index]
        return "\(text(test.value)) \(text(test.comparison))"
    }

    private static func text(_ comparison: Comparison) -> String {
        switch comparison {
        case .equals(let other): "equals \(text(other))"
        case .differs(let other): "differs from \(text(other))"
        case .atLeast(let other): "is at least \(text(other))"
        case .atMost(let other): "is at most \(text(other))"
        case .moreThan(let other): "is more than \(text(other))"
        case .lessThan(let other): "is less than \(text(other))"
        case .withinDays(let days): "is within \(days) days"
        case .isSet: "is set"
        case .isUnset: "is unset"
        }
    }

    /// An amount as a flow file writes it.
    private static func decimalText(_ minorUnits: Int) -> String {
        Money(minorUnits: minorUnits, currency: .usd).decimalText
    }

    private static func text(_ operand: Operand) -> String {
        switch operand {
        case .field(let name): "$\(name)"
        case .visits(let step): "$visits.\(step)"
        case .amount(let minorUnits): decimalText(minorUnits)
        case .literal(let value): value.canonicalText
        }
    }
}
