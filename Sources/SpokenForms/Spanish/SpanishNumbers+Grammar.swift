extension SpanishNumbers {
    /// What is listened for as a number: feminine forms only where something feminine is counted.
    struct Grammar {
        let belowHundred: GrammarExpression
        /// 100 to 999.
        let hundred: GrammarExpression
        /// "mil", "ciento veinte mil quinientos", up to 999 999.
        let thousand: GrammarExpression

        /// From 0 up to the size of the largest that is asked for: two digits, three, or up to 999 999.
        func upTo(_ largest: Int) -> GrammarExpression {
            var parts = [GrammarExpression.word("cero"), belowHundred]
            if largest >= 100 { parts.append(hundred) }
            if largest >= 1_000 { parts.append(thousand) }
            return .alternatives(parts)
        }
    }

    static let masculine = grammar(
        ones: "un uno", twentyOnes: "veintiún veintiuno", hundredEnding: "os", suffix: "")
    static let feminine = grammar(
        ones: "un una", twentyOnes: "veintiún veintiuna", hundredEnding: "as", suffix: "_f")

    private static func grammar(ones: String, twentyOnes: String, hundredEnding: String, suffix: String)
        -> Grammar
    {
        let unit = GrammarExpression.rule(
            "unit" + suffix, .anyWord(of: ones + " dos tres cuatro cinco seis siete ocho nueve"))
        let teen = GrammarExpression.rule(
            "teen" + suffix,
            .anyWord(
                of: small[10...20].joined(separator: " ") + " " + twentyOnes + " "
                    + small[22...29].joined(separator: " ")))
        let ten = GrammarExpression.rule(
            "tens" + suffix, .anyWord(of: tensWords[3...].joined(separator: " ")))
        let belowHundred = GrammarExpression.rule(
            "below_hundred" + suffix,
            .alternatives([unit, teen, .sequence([ten, .optional(.sequence([.word("y"), unit]))])]))
        let hundreds = hundredWords[2...].map { $0.dropLast(2) + hundredEnding }.joined(separator: " ")
        let hundred = GrammarExpression.rule(
            "hundred" + suffix,
            .alternatives([
                .word("cien"), .sequence([.anyWord(of: "ciento " + hundreds), .optional(belowHundred)]),
            ]))
        let below = GrammarExpression.alternatives([belowHundred, hundred])
        let thousand = GrammarExpression.rule(
            "thousand" + suffix, .sequence([.optional(below), .word("mil"), .optional(below)]))
        return Grammar(belowHundred: belowHundred, hundred: hundred, thousand: thousand)
    }
}
