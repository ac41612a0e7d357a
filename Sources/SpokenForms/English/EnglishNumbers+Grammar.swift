extension EnglishNumbers {
    static let unit = GrammarExpression.rule(
        "unit", .anyWord(of: "one two three four five six seven eight nine"))
    static let teen = GrammarExpression.rule(
        "teen",
        .anyWord(of: "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"))
    static let ten = GrammarExpression.rule(
        "tens", .anyWord(of: "twenty thirty forty fifty sixty seventy eighty ninety"))
    static let belowHundred = GrammarExpression.rule(
        "below_hundred", .alternatives([unit, teen, .sequence([ten, .optional(unit)])]))
    /// "a hundred and twenty", "twelve hundred".
    static let hundred = hundreds("hundred", [.word("a"), unit, teen])
    /// "five thousand two hundred", up to 99 999.
    static let thousand = GrammarExpression.rule(
        "thousand",
        .sequence([
            .alternatives([.word("a"), belowHundred]), .word("thousand"),
            .optional(
                .sequence([
                    .maybe("and"), .alternatives([hundreds("below_thousand", [unit]), belowHundred]),
                ])),
        ]))

    private static func hundreds(_ name: String, _ multiplier: [GrammarExpression]) -> GrammarExpression {
        .rule(
            name,
            .sequence([
                .alternatives(multiplier), .word("hundred"),
                .optional(.sequence([.maybe("and"), belowHundred])),
            ]))
    }

    /// The numbers up to the size of the largest: two digits, three, or up to 99 999.
    ///
    /// A number somewhat beyond the range is heard as what it is, so that it can be answered as out of range.
    static func expression(_ range: ClosedRange<Int>) -> GrammarExpression {
        var parts = [GrammarExpression.word("zero"), belowHundred]
        if range.upperBound >= 100 { parts.append(hundred) }
        if range.upperBound >= 1_000 { parts.append(thousand) }
        return .alternatives(parts)
    }

    private static let leads: Set<String> = ["it's", "its", "it", "is", "about", "around", "maybe", "like"]

    /// A whole number, as one ("twenty five") or digit by digit ("two five"): at most nine digits; nil if it is none.
    static func read(_ words: Words) -> Int? {
        var words = words
        while words.take(anyOf: leads) {}
        if words.last == "please" { words.removeLast() }
        var rest = words
        if let number = takeCardinal(&rest), rest.isEmpty { return number <= 999_999_999 ? number : nil }
        return words.allSatisfy { EnglishDigits.single($0) != nil }
            ? EnglishDigits.read(words, 2...9).flatMap { Int($0) } : nil
    }
}
