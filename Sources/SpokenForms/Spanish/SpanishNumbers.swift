/// The cardinal numbers of Spanish, read and spelled.
///
/// What is read has no accents any more: `veintidos`.
enum SpanishNumbers {
    static let units = numbered("uno dos tres cuatro cinco seis siete ocho nueve", from: 1, by: 1)
        .merging(["un": 1, "una": 1]) { first, _ in first }
    /// 10 to 29 in one word.
    static let teens = numbered(
        "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos"
            + " veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
        from: 10, by: 1
    ).merging(["veintiun": 21, "veintiuna": 21]) { first, _ in first }
    /// What a unit may follow, with "y": "treinta y uno", and "veinte y uno", "diez y seis" as some say.
    static let tens = numbered(
        "diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", from: 10, by: 10)
    static let hundreds: [String: Int] = {
        var hundreds = ["cien": 100, "ciento": 100, "sietecientos": 700, "nuevecientos": 900]
        for (index, word) in hundredWords.enumerated() where index > 1 {
            hundreds[word] = index * 100
            hundreds[word.dropLast(2) + "as"] = index * 100
        }
        return hundreds
    }()

    private static func numbered(_ text: String, from first: Int, by step: Int) -> [String: Int] {
        Dictionary(
            text.split(separator: " ").enumerated().map { (String($1), first + $0 * step) },
            uniquingKeysWith: { first, _ in first })
    }
}

// MARK: - Reading

extension SpanishNumbers {
    /// Takes the longest number at the front: "ciento veinte", "dos mil quinientos", "un millón", `450`.
    static func takeCardinal(_ words: inout Words) -> Int? {
        if words.take("cero") { return 0 }
        let millions = words.attempt { words -> Int? in
            guard let count = takeBelowMillion(&words), (1...999_999).contains(count),
                words.take("millon") || words.take("millones")
            else { return nil }
            _ = words.take("de")
            return count * 1_000_000
        }
        let rest = words.attempt(takeBelowMillion)
        guard let millions else { return rest }
        return millions + (rest ?? 0)
    }

    /// "ciento veinte mil quinientos", "mil dos".
    private static func takeBelowMillion(_ words: inout Words) -> Int? {
        let head = words.attempt(takeHundreds)
        guard words.first == "mil", (1...999).contains(head ?? 1) else { return head }
        words.removeFirst()
        let rest = words.attempt { words in takeHundreds(&words).flatMap { (1...999).contains($0) ? $0 : nil }
        }
        return (head ?? 1) * 1_000 + (rest ?? 0)
    }

    /// "cien", "ciento veinte", "quinientas", or less.
    static func takeHundreds(_ words: inout Words) -> Int? {
        guard let hundreds = words.take(from: hundreds) else { return takeBelowHundred(&words) }
        let rest = words.attempt { words in
            takeBelowHundred(&words).flatMap { (1...99).contains($0) ? $0 : nil }
        }
        return hundreds + (rest ?? 0)
    }

    /// 1 to 99 in words, or any numeral of at most nine digits; "treinta uno" is 31 as well.
    static func takeBelowHundred(_ words: inout Words) -> Int? {
        if let word = words.first, let ten = tens[word] {
            words.removeFirst()
            let unit = words.attempt { words -> Int? in
                _ = words.take("y")
                return words.take(from: units)
            }
            return ten + (unit ?? 0)
        }
        if let teen = words.take(from: teens) { return teen }
        if let unit = words.take(from: units) { return unit }
        guard let word = words.first, word.isNumeral, word.utf8.count <= 9, let number = Int(word) else {
            return nil
        }
        words.removeFirst()
        return number
    }

    private static let leads: Set<String> = [
        "son", "es", "el", "unos", "unas", "como", "serian", "seria", "digamos",
    ]

    /// A whole number, as one ("veinticinco") or digit by digit ("dos cinco"): at most nine digits; nil if it is none.
    static func read(_ words: Words) -> Int? {
        var words = SpanishPhrases.withoutEnd(words)
        while words.take(anyOf: leads) {}
        var rest = words
        if let number = takeCardinal(&rest), rest.isEmpty { return number <= 999_999_999 ? number : nil }
        return words.allSatisfy { SpanishDigits.single($0) != nil }
            ? SpanishDigits.read(words, 2...9).flatMap { Int($0) } : nil
    }
}

// MARK: - Spelling

extension SpanishNumbers {
    /// What a number counts, on which its "uno" and its hundreds depend.
    enum Counted: Sendable, Hashable {
        /// Nothing: "veintiuno".
        case nothing
        /// "veintiún euros"
        case masculine
        /// "veintiuna libras", "doscientas libras"
        case feminine
    }

    static let hundredWords =
        "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
        .split(separator: " ").map(String.init)
    static let small =
        ("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
        + " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis"
        + " veintisiete veintiocho veintinueve").split(separator: " ").map(String.init)
    static let tensWords =
        "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(separator: " ").map(
            String.init)
    private static let scales: [(singular: String, plural: String, value: UInt)] = [
        ("trillón", "trillones", 1_000_000_000_000_000_000), ("billón", "billones", 1_000_000_000_000),
        ("millón", "millones", 1_000_000),
    ]

    /// `-1250` as "menos mil doscientos cincuenta".
    static func spell(_ number: Int, _ counted: Counted = .nothing) -> String {
        (number < 0 ? "menos " : "") + spell(number.magnitude, counted)
    }

    static func spell(_ number: UInt, _ counted: Counted = .nothing) -> String {
        for (singular, plural, value) in scales where number >= value {
            let (count, rest) = number.quotientAndRemainder(dividingBy: value)
            let head = spell(count, .masculine) + " " + (count == 1 ? singular : plural)
            return rest == 0 ? head : head + " " + spell(rest, counted)
        }
        if number >= 1_000 {
            let (count, rest) = number.quotientAndRemainder(dividingBy: 1_000)
            let head =
                count == 1 ? "mil" : spellBelowThousand(count, .masculine, hundredsOf: counted) + " mil"
            return rest == 0 ? head : head + " " + spell(rest, counted)
        }
        return spellBelowThousand(number, counted, hundredsOf: counted)
    }

    /// "doscientas una", but "doscientas un mil": before "mil" the one is masculine whatever is counted.
    private static func spellBelowThousand(_ number: UInt, _ ones: Counted, hundredsOf counted: Counted)
        -> String
    {
        if number < 100 { return spellBelowHundred(number, ones) }
        if number == 100 { return "cien" }
        let (count, rest) = number.quotientAndRemainder(dividingBy: 100)
        let word = hundredWords[Int(count)]
        let head = counted == .feminine && count > 1 ? word.dropLast(2) + "as" : word
        return rest == 0 ? head : head + " " + spellBelowHundred(rest, ones)
    }

    private static func spellBelowHundred(_ number: UInt, _ ones: Counted) -> String {
        if number >= 30 {
            let (ten, unit) = number.quotientAndRemainder(dividingBy: 10)
            return tensWords[Int(ten)] + (unit == 0 ? "" : " y " + spellBelowHundred(unit, ones))
        }
        switch (number, ones) {
        case (1, .masculine): return "un"
        case (1, .feminine): return "una"
        case (21, .masculine): return "veintiún"
        case (21, .feminine): return "veintiuna"
        case (_, .nothing), (_, .masculine), (_, .feminine): return small[Int(number)]
        }
    }

    /// The digit as it is said one by one.
    static func digitWord(_ digit: Int) -> String { small[digit] }
}
