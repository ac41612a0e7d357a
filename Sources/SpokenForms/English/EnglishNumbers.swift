/// The cardinal and ordinal numbers of English, read and spelled.
enum EnglishNumbers {
    static let units = words("one two three four five six seven eight nine", from: 1, by: 1)
    static let teens = words(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", from: 10, by: 1)
    static let tens = words("twenty thirty forty fifty sixty seventy eighty ninety", from: 20, by: 10)
    static let ordinals = words(ordinalWords, from: 1, by: 1)
    static let tensOrdinals = ["twentieth": 20, "thirtieth": 30]

    static let ordinalWords =
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        + "fifteenth sixteenth seventeenth eighteenth nineteenth"

    private static let scales: [(word: String, value: UInt)] = [
        ("quintillion", 1_000_000_000_000_000_000), ("quadrillion", 1_000_000_000_000_000),
        ("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000),
        ("thousand", 1000),
    ]
    private static let scaleValues: [String: Int] = [
        "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
    ]

    private static func words(_ text: String, from first: Int, by step: Int) -> [String: Int] {
        var result: [String: Int] = [:]
        for (index, word) in text.split(separator: " ").enumerated() {
            result[String(word)] = first + index * step
        }
        return result
    }
}

// MARK: - Reading

extension EnglishNumbers {
    /// Takes the longest number at the front: "a hundred and twenty", "twelve hundred", "two thousand five", `450`.
    static func takeCardinal(_ words: inout Words) -> Int? {
        if words.take("zero") { return 0 }
        var total = 0
        var limit = Int.max
        var hasPart = false
        while let part = words.attempt({ takePart(&$0, below: limit, after: hasPart) }) {
            hasPart = true
            let (product, tooLarge) = part.value.multipliedReportingOverflow(by: part.scale)
            let (sum, overflow) = total.addingReportingOverflow(product)
            if tooLarge || overflow { return nil }
            total = sum
            limit = part.scale
            if part.scale == 1 { break }
        }
        return hasPart ? total : nil
    }

    /// "[and] two hundred five thousand"; its value must be smaller than what came before.
    private static func takePart(
        _ words: inout Words, below limit: Int, after hasPart: Bool
    ) -> (value: Int, scale: Int)? {
        if hasPart { _ = words.take("and") }
        var value: Int?
        if words.first == "a", let next = words.dropFirst().first, scaleValues[next] != nil {
            words.removeFirst()
            value = 1
        } else {
            value = takeHundreds(&words)
        }
        guard let value else { return nil }
        if let scale = words.first.flatMap({ scaleValues[$0] }), scale < limit {
            words.removeFirst()
            return (value, scale)
        }
        return value < limit ? (value, 1) : nil
    }

    private static func takeHundreds(_ words: inout Words) -> Int? {
        var base: Int?
        if words.first == "a", words.dropFirst().first == "hundred" {
            words.removeFirst()
            base = 1
        } else {
            base = takeBelowHundred(&words)
        }
        guard let base else { return nil }
        guard (1...99).contains(base), words.take("hundred") else { return base }
        let rest = words.attempt { words in
            _ = words.take("and")
            return takeBelowHundred(&words).flatMap { (1...99).contains($0) ? $0 : nil }
        }
        return base * 100 + (rest ?? 0)
    }

    /// 1 to 99 in words, or any numeral.
    static func takeBelowHundred(_ words: inout Words) -> Int? {
        if let unit = words.take(from: units) { return unit }
        if let teen = words.take(from: teens) { return teen }
        if let ten = words.take(from: tens) { return ten + (words.take(from: units) ?? 0) }
        return takeNumeral(&words)
    }

    /// A numeral of at most nine digits.
    static func takeNumeral(_ words: inout Words) -> Int? {
        guard let word = words.first, word.isNumeral, word.utf8.count <= 9, let number = Int(word) else {
            return nil
        }
        words.removeFirst()
        return number
    }

    /// A day of the month, 1 to 31: "twenty first", "twentieth", `15th`, `15`, "fifteen".
    static func takeDay(_ words: inout Words) -> Int? {
        words.attempt { words in
            guard let day = takeOrdinal(&words) ?? takeBelowHundred(&words), (1...31).contains(day) else {
                return nil
            }
            return day
        }
    }

    private static func takeOrdinal(_ words: inout Words) -> Int? {
        words.attempt { words in
            if let ordinal = words.take(from: ordinals) ?? words.take(from: tensOrdinals) { return ordinal }
            if let ten = words.take(from: tens) {
                return words.take(from: ordinals).flatMap { $0 < 10 ? ten + $0 : nil }
            }
            guard let word = words.popFirst(), ["st", "nd", "rd", "th"].contains(word.suffix(2)) else {
                return nil
            }
            return word.dropLast(2).isNumeral ? Int(word.dropLast(2)) : nil
        }
    }
}

// MARK: - Spelling

extension EnglishNumbers {
    private static let small =
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        + "seventeen eighteen nineteen").split(separator: " ").map(String.init)
    private static let tensWords =
        "- - twenty thirty forty fifty sixty seventy eighty ninety".split(separator: " ").map(String.init)

    /// `-1250` as "minus one thousand two hundred fifty", or "… and fifty" in the United Kingdom.
    static func spell(_ number: Int, in region: EnglishRegion = .unitedStates) -> String {
        (number < 0 ? "minus " : "") + spell(number.magnitude, in: region)
    }

    static func spell(_ number: UInt, in region: EnglishRegion = .unitedStates) -> String {
        for (word, value) in scales where number >= value {
            return spell(number / value, in: region) + " " + word + spellRest(number % value, in: region)
        }
        if number >= 100 {
            return small[Int(number / 100)] + " hundred" + spellRest(number % 100, in: region)
        }
        if number < 20 { return small[Int(number)] }
        return tensWords[Int(number / 10)] + (number % 10 == 0 ? "" : "-" + small[Int(number % 10)])
    }

    /// What follows hundreds or more, with its link; empty for nothing.
    private static func spellRest(_ rest: UInt, in region: EnglishRegion) -> String {
        if rest == 0 { return "" }
        let link = region == .unitedKingdom && rest < 100 ? " and " : " "
        return link + spell(rest, in: region)
    }

    /// A day of the month: `21` as "twenty-first".
    static func spellOrdinal(_ day: Int) -> String {
        if day == 20 { return "twentieth" }
        if day == 30 { return "thirtieth" }
        let ones = day < 20 ? day : day % 10
        let word = ordinalWords.split(separator: " ").dropFirst(ones - 1).first.map(String.init) ?? ""
        return day < 20 ? word : tensWords[day / 10] + "-" + word
    }

    /// `1905` as "nineteen oh five", `2005` as "two thousand [and] five", `2026` as "twenty twenty-six".
    static func spellYear(_ year: Int, in region: EnglishRegion) -> String {
        let century = year / 100
        let rest = year % 100
        if year < 1000 || year % 1000 < 10 { return spell(year, in: region) }
        if rest == 0 { return spell(century) + " hundred" }
        return spell(century) + (rest < 10 ? " oh " : " ") + spell(rest)
    }
}
