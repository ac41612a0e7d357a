import Dialog

/// Amounts of money in American English.
///
/// - "four hundred fifty" is 450, also with "dollars", "bucks" and cents.
/// - "four fifty" may be 450 or 4.50, "twelve fifty" 1,250 or 12.50, "one twenty" 120 or 1.20, "four oh five" 405 or
///   4.05: ambiguous, the whole dollars first, because payments of a few dollars are rare. With "dollars" after it the
///   whole amount is meant.
/// - "a hundred and twenty fifty" is 120.50 and "one twenty fifty" too: nothing else makes sense.
/// - "twelve hundred" is 1,200. "twenty five" is 25, never 20.05.
enum EnglishMoney {
    /// Amounts, and "all of it", "half" where shares of a whole are taken.
    static func expression(_ currency: Currency, takesShares: Bool) -> GrammarExpression {
        let amounts = amounts(currency)
        return takesShares ? .alternatives([amounts, shares]) : amounts
    }

    private static func amounts(_ currency: Currency) -> GrammarExpression {
        let and = GrammarExpression.maybe("and")
        let belowHundred = EnglishNumbers.belowHundred
        let pair = GrammarExpression.rule(
            "pair",
            .alternatives([
                EnglishNumbers.teen, .sequence([EnglishNumbers.ten, .optional(EnglishNumbers.unit)]),
                .sequence([.word("oh"), EnglishNumbers.unit]),
            ]))
        let cents = GrammarExpression.sequence([and, belowHundred, .optional(.word(centsWord(currency)))])
        let dollars = GrammarExpression.sequence([.word(plural(currency)), .optional(cents)])
        let unitWord = currency == .usd ? GrammarExpression.alternatives([dollars, .word("bucks")]) : dollars
        return .alternatives([
            .sequence([
                .alternatives([belowHundred, EnglishNumbers.hundred, EnglishNumbers.thousand]),
                .optional(unitWord),
            ]),
            .sequence([
                .alternatives([belowHundred, EnglishNumbers.hundred]), pair,
                .optional(.word(plural(currency))),
            ]),
        ])
    }

    static let lead = GrammarExpression.maybe("it's|i can pay|i'll pay|i can do")

    /// The possible amounts in minor units, the likeliest first; none if the words are no amount.
    static func read(_ words: Words, _ currency: Currency) -> [Int] {
        var words = words
        while words.take(anyOf: leads) {}
        if words.last == "please" || words.last == "total" { words.removeLast() }
        if let amount = TypedAmount.minorUnits(words, currency, unitWords: unitWords(currency)) {
            return [amount]
        }
        guard let bare = takeBare(&words) else { return [] }
        if words.isEmpty { return bare.readings }
        if bare.numbers.count == 1, words.take(anyOf: centsWords(currency)) {
            return words.isEmpty && bare.numbers[0] <= 99 ? [bare.numbers[0]] : []
        }
        guard words.take(anyOf: unitWords(currency)), let whole = bare.readings.first else { return [] }
        if words.isEmpty { return [whole] }
        guard whole % 100 == 0, let cents = takeCents(&words, currency), words.isEmpty else { return [] }
        return [whole + cents]
    }

    private static let leads: Set<String> = [
        "um", "uh", "well", "it's", "its", "i", "can", "could", "will", "i'll", "i'd", "pay", "do", "make",
        "it", "about",
        "maybe", "like", "around", "say", "just", "only", "how", "afford", "give", "you", "be",
    ]
}

// MARK: - Words of a currency

extension EnglishMoney {
    static func plural(_ currency: Currency) -> String {
        switch currency {
        case .usd: "dollars"
        case .eur: "euros"
        case .gbp: "pounds"
        }
    }

    static func singular(_ currency: Currency) -> String {
        switch currency {
        case .usd: "dollar"
        case .eur: "euro"
        case .gbp: "pound"
        }
    }

    static func centsWord(_ currency: Currency) -> String {
        switch currency {
        case .usd, .eur: "cents"
        case .gbp: "pence"
        }
    }

    static func centWord(_ currency: Currency) -> String {
        switch currency {
        case .usd, .eur: "cent"
        case .gbp: "penny"
        }
    }

    private static func unitWords(_ currency: Currency) -> Set<String> {
        switch currency {
        case .usd: ["dollars", "dollar", "bucks", "buck", "usd"]
        case .eur: ["euros", "euro", "eur"]
        case .gbp: ["pounds", "pound", "quid", "gbp"]
        }
    }

    private static func centsWords(_ currency: Currency) -> Set<String> {
        switch currency {
        case .usd, .eur: ["cents", "cent"]
        case .gbp: ["pence", "penny", "p"]
        }
    }
}

// MARK: - Reading

extension EnglishMoney {
    private struct Bare {
        let numbers: [Int]
        /// In minor units, the likeliest first.
        let readings: [Int]
    }

    /// One to three numbers without the name of the currency.
    private static func takeBare(_ words: inout Words) -> Bare? {
        var numbers: [Int] = []
        while numbers.count < 4 {
            if words.first == "oh", let unit = words.dropFirst().first.flatMap({ EnglishNumbers.units[$0] }) {
                // "oh five" is never the beginning, and never more than cents.
                if numbers.isEmpty { return nil }
                words.removeFirst(2)
                numbers.append(unit)
                continue
            }
            let isPair = numbers.isEmpty || words.first.map(isPairWord) ?? false
            guard isPair, let number = takeNumber(&words) else { break }
            numbers.append(number)
        }
        guard let first = numbers.first, first <= maximumWhole else { return nil }
        if numbers.count == 1 {
            if words.take("grand") { return Bare(numbers: numbers, readings: [first * 100_000]) }
            if let decimals = words.attempt(takeDecimals) {
                return Bare(numbers: [], readings: [first * 100 + decimals])
            }
            return Bare(numbers: numbers, readings: [first * 100])
        }
        guard numbers.dropFirst().allSatisfy({ $0 <= 99 }) else { return nil }
        let concatenated = (first * 100 + numbers[1]) * 100
        let withCents = first * 100 + numbers[1]
        if numbers.count == 2 {
            return Bare(numbers: numbers, readings: first < 100 ? [concatenated, withCents] : [withCents])
        }
        guard numbers.count == 3, first < 100 else { return nil }
        return Bare(numbers: numbers, readings: [concatenated + numbers[2]])
    }

    private static let maximumWhole = 999_999_999_999

    private static func takeNumber(_ words: inout Words) -> Int? {
        if words.count > 1, words.first?.first == "$", let numeral = words.first?.dropFirst(),
            numeral.isNumeral
        {
            words[words.startIndex] = String(numeral)
        }
        return EnglishNumbers.takeCardinal(&words)
    }

    /// Whether the word can begin two digits, such as cents: ten or more, or a numeral of two digits.
    private static func isPairWord(_ word: String) -> Bool {
        EnglishNumbers.teens[word] != nil || EnglishNumbers.tens[word] != nil
            || (word.isNumeral && word.utf8.count == 2)
    }

    /// "point five", "point two five".
    private static func takeDecimals(_ words: inout Words) -> Int? {
        guard words.take("point") else { return nil }
        if let pair = words.first, isPairWord(pair) { return EnglishNumbers.takeBelowHundred(&words) }
        guard let tenths = words.popFirst().flatMap({ EnglishDigits.single($0) }).flatMap({ Int($0) }) else {
            return nil
        }
        guard let next = words.first, let hundredths = EnglishDigits.single(next).flatMap({ Int($0) }) else {
            return tenths * 10
        }
        words.removeFirst()
        return tenths * 10 + hundredths
    }

    /// "and twenty five cents", "fifty", "oh five".
    private static func takeCents(_ words: inout Words, _ currency: Currency) -> Int? {
        _ = words.take("and")
        let isSingle = words.take("oh")
        guard let cents = EnglishNumbers.takeBelowHundred(&words), cents <= (isSingle ? 9 : 99) else {
            return nil
        }
        _ = words.take(anyOf: centsWords(currency))
        return cents
    }
}

// MARK: - Shares

extension EnglishMoney {
    private static let shares = GrammarExpression.anyPhrase(
        "all of it", "everything", "the full amount", "the whole amount", "half", "half of it", "half now",
        "a third")

    private static let shareWords: [String: Share] = [
        "all of it": .all, "all": .all, "it all": .all, "everything": .all, "the full amount": .all,
        "full amount": .all, "the whole amount": .all, "the whole thing": .all, "the entire amount": .all,
        "the full balance": .all, "the whole balance": .all, "the balance": .all, "the total": .all,
        "the total amount": .all, "in full": .all, "it in full": .all, "all of that": .all,
        "half": .half, "half of it": .half, "half now": .half, "half of that": .half, "one half": .half,
        "half the amount": .half, "half the balance": .half, "half of the balance": .half,
        "half of the amount": .half, "half of it now": .half, "a half": .half,
        "a third": .third, "one third": .third, "a third of it": .third, "one third of it": .third,
    ]

    /// "I can pay half of it".
    static func share(_ words: Words) -> Share? {
        var words = words
        if words.last == "please" || words.last == "today" { words.removeLast() }
        // Some leads begin shares as well: "it all".
        while !words.isEmpty {
            if let share = shareWords[words.joined(separator: " ")] { return share }
            guard words.take(anyOf: leads) else { return nil }
        }
        return nil
    }
}
