import Dialog

/// Which key entries mean something at one moment.
struct KeyPlan: Sendable, Hashable {
    /// How a keyed value looks.
    enum Entry: Sendable, Hashable {
        /// No value can be keyed.
        case none
        case digits(ClosedRange<Int>)
        /// Month and day, or month, day and year; the day first where the language has it first.
        case date(DateLimits)
        case money
        /// As many digits as the largest number has.
        case number(digits: Int)
        /// Hours and minutes of a 24-hour clock.
        case time
    }

    let entry: Entry
    /// Whole entries that stand for something: `1` for yes, `*9` for stop calling.
    let fixed: [String: Answer.Meaning]
    let context: ListeningContext
    let dateOrder: DateOrder

    /// Answers go before universals, opt-out before all universals; keys that begin a value are no universal's.
    ///
    /// Of two choices, or two universals, with the same keys the first by name has them.
    init(_ grammar: ListeningGrammar) {
        context = grammar.context
        dateOrder = grammar.dateOrder
        entry =
            switch grammar.target {
            case .nothing, .yesNo, .confirmation, .confirming, .choice: .none
            case .digits(let lengths): .digits(lengths)
            case .date(let limits): .date(limits)
            case .money: .money
            case .number(let range): .number(digits: String(range.upperBound).utf8.count)
            case .time: .time
            }
        var fixed: [String: Answer.Meaning] = [:]
        let collectsDigits = entry != .none
        for name in grammar.universalKeys.keys.sorted().reversed() {
            guard let keys = grammar.universalKeys[name], !keys.isEmpty else { continue }
            if collectsDigits, keys.first != "*" { continue }
            fixed[keys] = .universal(name)
        }
        fixed["*9"] = .universal(.stopCalling)
        if !collectsDigits { fixed["9"] = .universal(.stopCalling) }
        switch grammar.target {
        case .yesNo, .confirmation, .confirming:
            fixed["1"] = .value(.yesNo(true))
            fixed["2"] = .value(.yesNo(false))
        case .choice:
            for value in grammar.choiceKeys.keys.sorted().reversed() {
                guard let keys = grammar.choiceKeys[value], !keys.isEmpty, keys != "*9" else { continue }
                fixed[keys] = .value(.choice(value))
            }
        case .nothing, .digits, .date, .money, .number, .time: break
        }
        self.fixed = fixed
    }

    /// What a whole entry means; nil if nothing.
    func meaning(of keys: String) -> Answer.Meaning? {
        if let meaning = fixed[keys] { return meaning }
        switch entry {
        case .none: return nil
        case .digits(let lengths):
            return keys.isNumeral && lengths.contains(keys.utf8.count) ? .value(.digits(keys)) : nil
        case .date(.upcoming):
            return KeyReading.day(keys, dateOrder, from: context.today).map { .value(.date($0)) }
        case .date(.past): return KeyReading.dayAndYear(keys, dateOrder).map { .value(.date($0)) }
        case .money:
            return KeyReading.minorUnits(keys).map {
                .value(.money(Money(minorUnits: $0, currency: context.currency)))
            }
        case .number: return KeyReading.number(keys).map { .value(.number($0)) }
        case .time: return KeyReading.time(keys).map { .value(.time($0)) }
        }
    }

    /// Whether an entry is over without `#`, because no further key could belong to it.
    func isComplete(_ keys: String) -> Bool {
        if fixed[keys] != nil {
            return !fixed.keys.contains { $0.utf8.count > keys.utf8.count && $0.hasPrefix(keys) }
        }
        switch entry {
        case .none: return false
        case .digits(let lengths): return keys.isNumeral && keys.utf8.count >= lengths.upperBound
        case .date(.upcoming): return keys.isNumeral && keys.utf8.count >= 4
        case .date(.past): return keys.isNumeral && keys.utf8.count >= 8
        case .money:
            let parts = keys.split(separator: "*", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].utf8.count == 2
        case .number(let digits): return keys.isNumeral && keys.utf8.count >= digits
        case .time: return keys.isNumeral && keys.utf8.count >= 4
        }
    }
}
