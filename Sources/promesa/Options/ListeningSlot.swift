import Dialog
import SpokenForms

/// The kinds of answer that a recording can be heard as, by the names of the flow language.
enum ListeningSlot {
    static let names = "yes_no, digits, digits:4, date, past_date, time, money or number"

    /// What is listened for; nil for another name.
    static func target(_ name: String) -> ListeningGrammar.Target? {
        switch name {
        case "yes_no": return .yesNo
        case "digits": return .digits(1...20)
        case "date": return .date(.upcoming(days: 366))
        case "past_date": return .date(.past)
        case "time": return .time
        case "money": return .money
        case "number": return .number(ValueLimits().literalNumbers)
        default:
            guard name.hasPrefix("digits:"), let count = Int(name.dropFirst(7)), (1...20).contains(count)
            else { return nil }
            return .digits(count...count)
        }
    }
}
