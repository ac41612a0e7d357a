extension Value {
    /// Reads what `canonicalText` wrote of a value of that type; nil for anything else.
    package init?(_ type: ValueType, canonicalText text: String) {
        switch type {
        case .text: self = .text(text)
        case .name: self = .name(text)
        case .phone: self = .phone(text)
        case .digits:
            guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
            self = .digits(text)
        case .date:
            guard let date = LocalDate(iso: text) else { return nil }
            self = .date(date)
        case .time:
            guard let time = LocalTime(text: text) else { return nil }
            self = .time(time)
        case .money:
            guard let money = Money(canonicalText: text) else { return nil }
            self = .money(money)
        case .number:
            guard let number = Int(text) else { return nil }
            self = .number(number)
        case .choice: self = .choice(OutcomeName(text))
        case .yesNo:
            guard text == "yes" || text == "no" else { return nil }
            self = .yesNo(text == "yes")
        case .level:
            guard let level = VerificationLevel(rawValue: text) else { return nil }
            self = .level(level)
        }
    }
}

extension Money {
    /// Reads `125.50 USD`; nil for anything else.
    package init?(canonicalText text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let currency = Currency(rawValue: String(parts[1])) else { return nil }
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard number.count == 2, number[1].utf8.count == 2, let minorUnits = Int(number[0] + number[1]),
            minorUnits != .min
        else { return nil }
        self.init(minorUnits: minorUnits, currency: currency)
        guard decimalText == parts[0] else { return nil }
    }
}
