package import Dialog

/// Steps at which the same commands, hang-ups and faults can come in the same way.
package enum StepClass: String, Sendable, Hashable, CaseIterable {
    case say
    /// A `say` that nothing but the opt-out cuts.
    case sayUncut = "say that nothing cuts"
    case askYesNo = "ask yes_no"
    case askChoice = "ask choice"
    case askDigits = "ask digits"
    case askDate = "ask date"
    case askMoney = "ask money"
    case askNumber = "ask number"
    case askTime = "ask time"
    case check
    case wait
    case commit
    case transfer

    /// Nil for steps at which a call never rests.
    package init?(_ kind: StepKind) {
        switch kind {
        case .say(let say): self = say.bargeIn == .none ? .sayUncut : .say
        case .ask(let ask):
            switch ask.type {
            case .yesNo: self = .askYesNo
            case .choice: self = .askChoice
            case .digits: self = .askDigits
            case .date: self = .askDate
            case .money: self = .askMoney
            case .number: self = .askNumber
            case .time: self = .askTime
            }
        case .check: self = .check
        case .wait: self = .wait
        case .commit: self = .commit
        case .transfer: self = .transfer
        case .decide, .run, .end, .return: return nil
        }
    }

    /// Whether every command is heard there, or the opt-out alone.
    package var hearsEveryCommand: Bool {
        switch self {
        case .say, .askYesNo, .askChoice, .askDigits, .askDate, .askMoney, .askNumber, .askTime, .check: true
        case .sayUncut, .wait, .commit, .transfer: false
        }
    }
}
