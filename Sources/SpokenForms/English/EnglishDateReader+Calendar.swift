import Dialog

// MARK: - Calendar days

extension EnglishDateReader {
    private static let monthShortcuts: [String: Int] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]

    /// A month by its name or its typed abbreviation.
    func takeMonth(_ words: inout Words) -> Int? {
        words.take(from: EnglishDates.months) ?? words.take(from: Self.monthShortcuts)
    }

    /// "march [the] fifteenth", "the fifteenth of march", "the fifteenth", "three fifteen", each with its year or not.
    func calendarDay(_ words: inout Words, isPast: Bool) -> SpokenDate? {
        if let month = takeMonth(&words) {
            _ = words.take("the")
            if isPast, let date = words.attempt({ tensThenYear(&$0, month) }) { return date }
            guard let day = EnglishNumbers.takeDay(&words) else { return nil }
            return finish(&words, month, day)
        }
        if let date = words.attempt({ dayAndMonthInNumbers(&$0, isPast: isPast) }) { return date }
        _ = words.take("the")
        guard let day = EnglishNumbers.takeDay(&words) else { return nil }
        if words.isEmpty { return .dayOfMonth(day) }
        let hasOf = words.take("of")
        if let month = takeMonth(&words) { return finish(&words, month, day) }
        guard hasOf else { return nil }
        if words.take("next", "month") { return .dayInMonth(day: day, monthsAhead: 1) }
        if words.take("this", "month") { return .dayInMonth(day: day, monthsAhead: 0) }
        return words.take("the", "month") ? .dayOfMonth(day) : nil
    }

    /// "april twenty two thousand five": what looks like a twenty-second has no year.
    private func tensThenYear(_ words: inout Words, _ month: Int) -> SpokenDate? {
        guard let day = words.take(from: EnglishNumbers.tens), day <= 30,
            let year = words.attempt(takeThousands), words.isEmpty
        else { return nil }
        return .full(year: year, month: month, day: day)
    }

    /// "three fifteen", "oh three fifteen nineteen eighty": in the order of the region.
    ///
    /// "Twenty two thousand five" may go on from a twenty or a twenty-two; a date in the past has its year.
    private func dayAndMonthInNumbers(_ words: inout Words, isPast: Bool) -> SpokenDate? {
        for first in Self.smallNumbers {
            for second in Self.smallNumbers {
                let date = words.attempt { words -> SpokenDate? in
                    guard let first = first(&words), let second = second(&words) else { return nil }
                    let (month, day) = NumericDate.monthAndDay(first, second, order)
                    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
                    let date = finish(&words, month, day)
                    if isPast, case .monthDay? = date { return nil }
                    return words.isEmpty ? date : nil
                }
                if let date { return date }
            }
        }
        return nil
    }

    /// As much as may belong to a number, and the tens of it alone.
    private static let smallNumbers: [@Sendable (inout Words) -> Int?] = [
        takeSmallNumber, { $0.take(from: EnglishNumbers.tens) },
    ]

    @Sendable
    private static func takeSmallNumber(_ words: inout Words) -> Int? {
        if words.take("oh") || words.take("zero") || words.take("o") {
            return words.take(from: EnglishNumbers.units)
        }
        return EnglishNumbers.takeBelowHundred(&words)
    }

    private func finish(_ words: inout Words, _ month: Int, _ day: Int) -> SpokenDate? {
        _ = words.take("of") || words.take("in")
        if let year = takeYear(&words) { return .full(year: year, month: month, day: day) }
        return .monthDay(month: month, day: day)
    }

    /// Eight digits one by one, as on a form, or six with a year of two: day and month in the order of the region.
    func digitsOnly(_ words: inout Words) -> SpokenDate? {
        let digits = words.compactMap { EnglishDigits.single($0) }
        guard digits.count == words.count || words.count == 1, let numeral = words.first else { return nil }
        let all = words.count == 1 ? numeral : digits.joined()
        guard let date = NumericDate.digits(all, order, today: today) else { return nil }
        words.removeAll()
        return .full(year: date.year, month: date.month, day: date.day)
    }

    /// `3/15`, `3/15/80`, `3/15/1980` or the day first, and `1980-03-15`.
    func numeric(_ words: inout Words) -> SpokenDate? {
        words.popFirst().flatMap { NumericDate.read($0, order, today: today) }
    }
}

// MARK: - Years

extension EnglishDateReader {
    /// "nineteen eighty", "two thousand five", "twenty ten", `1980`, and two digits: "eighty", `80`.
    private func takeYear(_ words: inout Words) -> Int? {
        if let word = words.first, word.isNumeral {
            words.removeFirst()
            guard let number = Int(word) else { return nil }
            switch word.utf8.count {
            case 4: return number
            case 2: return NumericDate.fullYear(number, today)
            default: return nil
            }
        }
        if let year = words.attempt(takeThousands) { return year }
        if let year = words.attempt(takeCenturyYear) { return year }
        return takePair(&words).map { NumericDate.fullYear($0, today) }
    }

    /// "two thousand [and] five".
    private func takeThousands(_ words: inout Words) -> Int? {
        guard let thousands = words.take(from: EnglishNumbers.units), words.take("thousand") else {
            return nil
        }
        let rest = words.attempt { words in
            _ = words.take("and")
            return EnglishNumbers.takeBelowHundred(&words)
        }
        return thousands * 1000 + (rest ?? 0)
    }

    /// "nineteen hundred", "nineteen oh five", "nineteen eighty five", "twenty one hundred".
    private func takeCenturyYear(_ words: inout Words) -> Int? {
        let centuries: [(inout Words) -> Int?] = [
            { EnglishNumbers.takeBelowHundred(&$0) },
            // "twenty one" may be the beginning of "twenty one hundred" or of nothing; "twenty ten" is 2010.
            { $0.take(from: EnglishNumbers.tens) },
        ]
        for century in centuries {
            let year: Int? = words.attempt { words in
                guard let century = century(&words), (10...99).contains(century) else { return nil }
                if words.take("hundred") {
                    let rest = words.attempt { words in
                        _ = words.take("and")
                        return EnglishNumbers.takeBelowHundred(&words)
                    }
                    return century * 100 + (rest ?? 0)
                }
                return takePair(&words).map { century * 100 + $0 }
            }
            if let year { return year }
        }
        return nil
    }

    /// "oh five", "fifteen", "eighty five"; 1 to 99.
    private func takePair(_ words: inout Words) -> Int? {
        if words.take("oh") || words.take("o") || words.take("zero") {
            return words.take(from: EnglishNumbers.units)
        }
        if let teen = words.take(from: EnglishNumbers.teens) { return teen }
        guard let ten = words.take(from: EnglishNumbers.tens) else { return nil }
        return ten + (words.take(from: EnglishNumbers.units) ?? 0)
    }
}
