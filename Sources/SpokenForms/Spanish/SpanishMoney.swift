import Dialog

/// Amounts of money in Spanish.
///
/// - "ciento veinte con cincuenta", "ciento veinte cincuenta" and "ciento veinte euros con cincuenta céntimos" are 120.50.
/// - "dos cincuenta" may be 2.50 or 250: ambiguous, 2.50 first, as prices are said. From ten on the second number can only
///   be cents: "veinte cincuenta" is 20.50.
/// - "ciento veinte con cinco" may be 120.05 or 120.50: ambiguous, the cents first; with "céntimos" or "con cero cinco" it
///   is 120.05, "coma cinco" and "y medio" are 120.50.
/// - "veinte cinco" is 25, as "veinticinco" is.
enum SpanishMoney {
    /// Amounts, and "todo", "la mitad" where shares of a whole are taken.
    static func expression(_ currency: Currency, takesShares: Bool) -> GrammarExpression {
        let numbers = names(currency).isFeminine ? SpanishNumbers.feminine : SpanishNumbers.masculine
        let unit = GrammarExpression.anyWord(of: "\(names(currency).plural) \(names(currency).singular)")
        let cent = GrammarExpression.word(centNames(currency).plural)
        let whole = GrammarExpression.alternatives([numbers.belowHundred, numbers.hundred, numbers.thousand])
        let afterUnit = GrammarExpression.sequence([.maybe("con|y"), numbers.belowHundred, .optional(cent)])
        let pair = GrammarExpression.rule(
            "pair",
            .alternatives([
                .anyWord(of: "diez quince veinte veinticinco"),
                .anyWord(of: SpanishNumbers.tensWords[3...].joined(separator: " ")),
            ]))
        let amounts = GrammarExpression.alternatives([
            .sequence([whole, .optional(.sequence([unit, .optional(afterUnit)]))]),
            .sequence([whole, .word("con"), numbers.belowHundred, .optional(.alternatives([unit, cent]))]),
            .sequence([.alternatives([numbers.belowHundred, numbers.hundred]), pair]),
        ])
        return takesShares ? .alternatives([amounts, shares]) : amounts
    }

    static let lead = GrammarExpression.maybe("son|puedo pagar|puedo|pagaré|unos")

    private static let leads: Set<String> = [
        "eh", "em", "pues", "bueno", "yo", "puedo", "podria", "podre", "pagar", "pago", "pagaria", "pagare",
        "dar",
        "doy", "daria", "unos", "unas", "como", "sobre", "son", "serian", "seria", "es", "de", "digamos",
        "quiero",
        "hacer", "hago", "los", "las", "solo", "solamente", "hasta", "maximo", "abonar", "abono", "ingresar",
        "voy",
        "a", "le", "les", "aproximadamente", "ponga", "pongame", "creo", "que", "ahora", "hoy", "ya",
    ]

    /// The possible amounts in minor units, the likeliest first; none if the words are no amount.
    static func read(_ words: Words, _ currency: Currency) -> [Int] {
        var words = SpanishPhrases.withoutEnd(words)
        while words.take(anyOf: leads) {}
        if let amount = TypedAmount.minorUnits(words, currency, unitWords: unitWords(currency)) {
            return [amount]
        }
        guard let whole = SpanishNumbers.takeCardinal(&words), whole <= 999_999_999_999 else { return [] }
        if words.isEmpty { return [whole * 100] }
        if words.take(anyOf: centWords(currency)) { return words.isEmpty && whole <= 99 ? [whole] : [] }
        let hasUnit = takeUnit(&words, currency)
        if words.isEmpty { return [whole * 100] }
        guard let cents = takeCents(&words, whole, hasUnit: hasUnit, currency) else { return [] }
        if !hasUnit { _ = takeUnit(&words, currency) }
        return words.isEmpty ? cents : []
    }

    private static func takeUnit(_ words: inout Words, _ currency: Currency) -> Bool {
        guard words.take(anyOf: unitWords(currency)) else { return false }
        _ = words.take("esterlinas")
        return true
    }

    /// What follows the whole, and so the amounts that may be meant.
    private static func takeCents(
        _ words: inout Words, _ whole: Int, hasUnit: Bool, _ currency: Currency
    ) -> [Int]? {
        let units = whole * 100
        if words.take("y", "medio") || words.take("y", "media") || words.take("con", "medio") {
            return [units + 50]
        }
        if words.take("coma") || words.take("punto") { return takeDecimals(&words).map { [units + $0] } }
        let hasCon = words.take("con") || words.take("y")
        if words.take("cero") { return takeUnitCents(&words, currency).map { [units + $0] } }
        guard let cents = SpanishNumbers.takeBelowHundred(&words), cents <= 99 else { return nil }
        let hasCents = words.take(anyOf: centWords(currency))
        if hasUnit || hasCents { return [units + cents] }
        if hasCon { return cents <= 9 ? [units + cents, units + cents * 10] : [units + cents] }
        guard cents >= 10 else { return nil }
        return whole <= 9 && whole > 0 ? [units + cents, units * 100 + cents * 100] : [units + cents]
    }

    private static func takeUnitCents(_ words: inout Words, _ currency: Currency) -> Int? {
        let cents = words.take("cero") ? 0 : words.take(from: SpanishNumbers.units)
        _ = words.take(anyOf: centWords(currency))
        return cents
    }

    /// "coma cinco" is five tenths, "coma cero cinco" and "coma veinticinco" hundredths.
    private static func takeDecimals(_ words: inout Words) -> Int? {
        if words.take("cero") { return words.isEmpty ? 0 : words.take(from: SpanishNumbers.units) }
        let numeral = words.first
        guard let decimals = SpanishNumbers.takeBelowHundred(&words), decimals <= 99 else { return nil }
        if decimals > 9 || numeral?.hasPrefix("0") == true { return decimals }
        return words.take(from: SpanishNumbers.units).map { decimals * 10 + $0 } ?? decimals * 10
    }
}

// MARK: - Words of a currency

extension SpanishMoney {
    static func names(_ currency: Currency) -> (singular: String, plural: String, isFeminine: Bool) {
        switch currency {
        case .usd: ("dólar", "dólares", false)
        case .eur: ("euro", "euros", false)
        case .gbp: ("libra", "libras", true)
        }
    }

    static func centNames(_ currency: Currency) -> (singular: String, plural: String) {
        switch currency {
        case .eur: ("céntimo", "céntimos")
        case .usd: ("centavo", "centavos")
        case .gbp: ("penique", "peniques")
        }
    }

    private static func unitWords(_ currency: Currency) -> Set<String> {
        switch currency {
        case .usd: ["dolar", "dolares", "usd"]
        case .eur: ["euro", "euros", "eur", "pavos", "pavo"]
        case .gbp: ["libra", "libras", "gbp"]
        }
    }

    private static func centWords(_ currency: Currency) -> Set<String> {
        switch currency {
        case .usd, .eur: ["centimo", "centimos", "centavo", "centavos", "cents"]
        case .gbp: ["penique", "peniques"]
        }
    }
}

// MARK: - Shares

extension SpanishMoney {
    private static let shares = GrammarExpression.anyPhrase(
        "todo", "el total", "todo el importe", "la totalidad", "la mitad", "la mitad ahora", "un tercio")

    private static let shareWords: [String: Share] = [
        "todo": .all, "todo ello": .all, "todo el importe": .all, "el importe total": .all,
        "el importe completo": .all,
        "el total": .all, "total": .all, "la totalidad": .all, "la cantidad total": .all,
        "la cantidad completa": .all,
        "todo lo que debo": .all, "todo de una vez": .all, "el saldo": .all, "el saldo completo": .all,
        "todo el saldo": .all, "la deuda completa": .all, "la deuda entera": .all, "toda la deuda": .all,
        "todo completo": .all, "todo junto": .all,
        "la mitad": .half, "mitad": .half, "la mitad ahora": .half, "la mitad del total": .half,
        "la mitad de todo": .half, "la mitad de la deuda": .half, "la mitad del importe": .half,
        "el cincuenta por ciento": .half, "un cincuenta por ciento": .half, "la mitad del saldo": .half,
        "un tercio": .third, "el tercio": .third, "la tercera parte": .third, "una tercera parte": .third,
    ]

    /// "puedo pagar la mitad".
    static func share(_ words: Words) -> Share? {
        var words = SpanishPhrases.withoutEnd(words)
        if words.count > 1, let last = words.last, ["hoy", "ahora", "ya"].contains(last) {
            words.removeLast()
        }
        while !words.isEmpty {
            if let share = shareWords[words.joined(separator: " ")] { return share }
            guard words.take(anyOf: leads) || words.take("lo") else { return nil }
        }
        return nil
    }
}
