import Dialog

/// Values that a recording doesn't say.
struct OtherValues {
    private static let count = 100
    /// Years of birth of people who may owe something.
    private static let birthYears = 1930...2007

    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// A hundred different ones, or as many as there are; none for a type that isn't verified.
    mutating func random(than value: Value) -> [Value] {
        switch value {
        case .digits(let digits): return strings(than: digits).map { .digits($0) }
        case .date(let date): return dates(than: date).map { .date($0) }
        case .text, .name, .phone, .time, .money, .number, .choice, .yesNo, .level, .hours: return []
        }
    }

    private mutating func strings(than digits: String) -> [String] {
        var others: Set<String> = []
        let limit = digits.utf8.count < 3 ? 9 : Self.count
        while others.count < limit {
            let value = digits.map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
            if value != digits { others.insert(value) }
        }
        return others.sorted()
    }

    private mutating func dates(than date: LocalDate) -> [LocalDate] {
        var others: Set<LocalDate> = []
        while others.count < Self.count {
            let year = Int.random(in: Self.birthYears, using: &generator)
            let month = Int.random(in: 1...12, using: &generator)
            let day = Int.random(in: 1...31, using: &generator)
            if let other = LocalDate(year: year, month: month, day: day), other != date {
                others.insert(other)
            }
        }
        return others.sorted()
    }

    /// All that one slip makes of a value; none for a type that isn't verified.
    static func oneOff(_ value: Value) -> [Value] {
        switch value {
        case .digits(let digits): oneOff(digits).map { .digits($0) }
        case .date(let date): oneOff(date).map { .date($0) }
        case .text, .name, .phone, .time, .money, .number, .choice, .yesNo, .level, .hours: []
        }
    }

    /// All dates with another day, another month or another year.
    static func oneOff(_ date: LocalDate) -> [LocalDate] {
        let days = (1...31).map { LocalDate(year: date.year, month: date.month, day: $0) }
        let months = (1...12).map { LocalDate(year: date.year, month: $0, day: date.day) }
        let years = birthYears.map { LocalDate(year: $0, month: date.month, day: date.day) }
        return Set((days + months + years).compactMap { $0 }).subtracting([date]).sorted()
    }

    /// All strings that are a substitution, an insertion, a deletion or a swap of neighbours away.
    static func oneOff(_ text: String) -> [String] {
        let digits = Array(text)
        var values: Set<String> = []
        for index in digits.indices {
            for other in "0123456789" {
                var changed = digits
                changed[index] = other
                values.insert(String(changed))
            }
            var shorter = digits
            shorter.remove(at: index)
            if !shorter.isEmpty { values.insert(String(shorter)) }
            guard index + 1 < digits.count else { continue }
            var swapped = digits
            swapped.swapAt(index, index + 1)
            values.insert(String(swapped))
        }
        for index in 0...digits.count {
            for other in "0123456789" {
                var longer = digits
                longer.insert(other, at: index)
                values.insert(String(longer))
            }
        }
        values.remove(text)
        return values.sorted()
    }
}
