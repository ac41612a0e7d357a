import Dialog

/// Values as files write them.
package enum Literal {
    /// Digits, with a `-` in front if negative; nil for anything else or too much for an `Int`.
    package static func integer(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard !digits.isEmpty, isDigits(digits) else { return nil }
        return Int(text)
    }

    package static func isDigits(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// `25.00`: at most 12 digits before the point and two behind it, no sign.
    package static func minorUnits(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...12).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            isDigits(parts[0]), isDigits(parts[1]), let whole = Int(parts[0]), let cents = Int(parts[1])
        else { return nil }
        return whole * 100 + cents
    }

    /// `300ms`, `5s`, `2m`: at most six digits.
    package static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...6).contains(digits.utf8.count), isDigits(digits), let number = Int(digits) else {
            return nil
        }
        switch text.dropFirst(digits.count) {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "m": return .seconds(number * 60)
        case "h": return .seconds(number * 3_600)
        default: return nil
        }
    }

    /// A time as a flow writes it.
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        return milliseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + milliseconds)ms"
    }

    /// A number in 0…1 with at most six decimals.
    package static func fraction(_ text: String) -> Double? {
        guard text.utf8.count <= 8, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let number = Double(text), (0...1).contains(number)
        else { return nil }
        return number
    }

    /// What a literal means when nothing says which type it has.
    static func operand(_ text: String) -> Operand {
        if let minorUnits = minorUnits(text) { return .amount(minorUnits: minorUnits) }
        if let date = LocalDate(iso: text) { return .literal(.date(date)) }
        if let time = LocalTime(text: text) { return .literal(.time(time)) }
        if let level = VerificationLevel(rawValue: text) { return .literal(.level(level)) }
        let hasLeadingZero = text.utf8.count > 1 && text.hasPrefix("0")
        if let number = integer(text), !hasLeadingZero { return .literal(.number(number)) }
        if !text.isEmpty, isDigits(text) { return .literal(.digits(text)) }
        return .literal(.text(text))
    }

    /// What a literal means where this type is expected; nil if it cannot be of the type.
    static func operand(_ text: String, as type: ValueType) -> Operand? {
        switch type {
        case .text: .literal(.text(text))
        case .name: .literal(.name(text))
        case .phone: .literal(.phone(text))
        case .digits: isDigits(text) && !text.isEmpty ? .literal(.digits(text)) : nil
        case .date: LocalDate(iso: text).map { .literal(.date($0)) }
        case .time: LocalTime(text: text).map { .literal(.time($0)) }
        case .money: minorUnits(text).map { .amount(minorUnits: $0) }
        case .number: integer(text).map { .literal(.number($0)) }
        case .choice: NameRule.holds(for: text) ? .literal(.choice(OutcomeName(text))) : nil
        case .yesNo: text == "yes" || text == "no" ? .literal(.yesNo(text == "yes")) : nil
        case .level: VerificationLevel(rawValue: text).map { .literal(.level($0)) }
        case .hours: nil
        }
    }

    /// How a literal of a type is written, for messages.
    static func form(of type: ValueType) -> String {
        switch type {
        case .text, .name, .phone: "text"
        case .digits: "digits"
        case .date: "a date such as 2026-03-15"
        case .time: "a time such as 09:30"
        case .money: "an amount such as 25.00"
        case .number: "a whole number"
        case .choice: "a value of the choice"
        case .yesNo: "yes or no"
        case .level: "L0, L1 or L2"
        case .hours: "hours, which no literal can be,"
        }
    }
}
