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
    static func expression(_ currency: Currency) -> GrammarExpression {
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
        if let amount = typed(words, currency) { return [amount] }
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

    private static func symbol(_ currency: Currency) -> Character {
        switch currency {
        case .usd: "$"
        case .eur: "€"
        case .gbp: "£"
        }
    }
}

// MARK: - Reading

extension EnglishMoney {
    /// A numeral alone: `450`, `$450`, `450.50`, `450.5`.
    private static func typed(_ words: Words, _ currency: Currency) -> Int? {
        guard var token = words.first.map({ $0[...] }) else { return nil }
        let rest = words.dropFirst()
        guard rest.isEmpty || (rest.count == 1 && unitWords(currency).contains(rest[rest.startIndex])) else {
            return nil
        }
        if token.first == symbol(currency) { token.removeFirst() }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(\.isNumeral) else { return nil }
        return KeyReading.minorUnits(parts.joined(separator: "*"))
    }

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
