/// The type of a slot, a data field or a sub-flow input.
package enum ValueType: String, Sendable, CaseIterable, Hashable {
    case text, name, phone, digits, date, time, money, number, choice
    case yesNo = "yes_no"
    case level, hours
}

/// A value that a slot, a data field or an input holds.
package enum Value: Hashable, Sendable {
    case text(String)
    case name(String)
    /// A telephone number in E.164 or national digits, spoken digit by digit.
    case phone(String)
    /// ASCII digits, leading zeros kept.
    case digits(String)
    case date(LocalDate)
    case time(LocalTime)
    case money(Money)
    case number(Int)
    case choice(OutcomeName)
    case yesNo(Bool)
    case level(VerificationLevel)
    case hours(WeeklyHours)

    package var type: ValueType {
        switch self {
        case .text: .text
        case .name: .name
        case .phone: .phone
        case .digits: .digits
        case .date: .date
        case .time: .time
        case .money: .money
        case .number: .number
        case .choice: .choice
        case .yesNo: .yesNo
        case .level: .level
        case .hours: .hours
        }
    }

    /// The value as files and journals write it; not a spoken form.
    package var canonicalText: String {
        switch self {
        case .text(let text), .name(let text), .phone(let text), .digits(let text): text
        case .date(let date): date.description
        case .time(let time): time.description
        case .money(let money): money.description
        case .number(let number): String(number)
        case .choice(let choice): choice.rawValue
        case .yesNo(let yes): yes ? "yes" : "no"
        case .level(let level): level.rawValue
        case .hours(let hours): hours.description
        }
    }
}

/// How surely we know whom we speak to.
///
/// L0: the person said the name is theirs; never unlocks debt. L1: name and one secret. L2: name and two secrets.
package enum VerificationLevel: String, Sendable, Hashable, Comparable, CaseIterable {
    case l0 = "L0"
    case l1 = "L1"
    case l2 = "L2"

    package static func < (left: VerificationLevel, right: VerificationLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
