import Dialog
import Foundation
import SpokenForms
import Testing

/// What is spoken is understood back as itself, in every language.
struct RoundTripTests {
    static let languages: [LanguageTag] = ["en-US", "en-GB", "es-ES", "es-US"]

    @Test(arguments: languages)
    func `every number is understood as it is spoken`(language: LanguageTag) throws {
        let listening = try grammar(.number(0...999_999_999), language: language)
        var generator = SeededGenerator(seed: 31)
        for round in 0..<11_000 {
            let number = round < 10_000 ? round : Int.random(in: 10_000...999_999, using: &generator)
            let text = try spoken(.number(number), language)
            #expect(listening.reading(text) == .value(.number(number)), "\(text)")
        }
    }

    @Test(arguments: languages)
    func `numbers are listened for as they are spoken`(language: LanguageTag) throws {
        let listening = try grammar(.number(0...99_999), language: language)
        var generator = SeededGenerator(seed: 32)
        for round in 0..<700 {
            let number = round < 400 ? round : Int.random(in: 400...99_999, using: &generator)
            let text = try spoken(.number(number), language)
            let completeness = listening.completeness(of: TypedInput.words(text, in: language))
            #expect(completeness == .closed || completeness == .extendable, "\(text)")
        }
    }

    @Test(arguments: [("en_US", "en-US"), ("es_ES", "es-ES"), ("es_US", "es-US")])
    func `numbers are spelled as Foundation spells them`(locale: String, language: String) throws {
        let formatter = NumberFormatter()
        formatter.locale = Locale(identifier: locale)
        formatter.numberStyle = .spellOut
        var generator = SeededGenerator(seed: 33)
        for round in 0..<2_000 {
            let bound = [1_000, 100_000, 1_000_000_000_000].randomElement(using: &generator) ?? 1_000
            let number = round < 1_200 ? round : Int.random(in: -bound...bound, using: &generator)
            let spelled = try spoken(.number(number), LanguageTag(language))
            // ICU hyphenates long words by soft hyphens.
            let expected = formatter.string(from: NSNumber(value: number))?.replacing("\u{00AD}", with: "")
            #expect(spelled == expected)
        }
    }

    @Test(arguments: languages)
    func `every amount is understood as it is spoken`(language: LanguageTag) throws {
        var generator = SeededGenerator(seed: 34)
        for currency in Currency.allCases {
            let listening = try grammar(.money, language: language, currency: currency)
            for round in 0..<500 {
                let size =
                    [10_000, 1_000_000, 100_000_000, 10_000_000_000].randomElement(using: &generator) ?? 100
                let amount = round < 130 ? round : Int.random(in: 0..<size, using: &generator)
                let text = try spoken(money(amount, currency), language)
                #expect(listening.reading(text) == .value(money(amount, currency)), "\(text)")
                let completeness = listening.completeness(of: TypedInput.words(text, in: language))
                // "one dollar" and "one cent" are understood, but not worth listening for.
                if (200..<1_000_000).contains(amount), amount % 100 != 1 {
                    #expect(completeness != .incomplete, "\(text)")
                }
            }
        }
    }

    @Test(arguments: languages)
    func `every date of a year is understood as it is spoken`(language: LanguageTag) throws {
        for start in [tuesday, day("2027-12-31"), day("2028-02-29")] {
            let listening = try grammar(.date(.upcoming(days: 366)), language: language, today: start)
            for ahead in 0...366 {
                let date = try #require(start.adding(days: ahead))
                let text = try spoken(.date(date), language, today: start)
                #expect(listening.reading(text) == .value(.date(date)), "\(text) on \(start)")
                if ahead <= 300 {
                    let completeness = listening.completeness(of: TypedInput.words(text, in: language))
                    #expect(completeness == .closed || completeness == .extendable, "\(text)")
                }
            }
        }
    }

    @Test(arguments: languages)
    func `every past date is understood as it is spoken`(language: LanguageTag) throws {
        var generator = SeededGenerator(seed: 35)
        let listening = try grammar(.date(.past), language: language)
        for _ in 0..<500 {
            let date = try #require(tuesday.adding(days: -Int.random(in: 1...45_000, using: &generator)))
            let text = try spoken(.date(date), language)
            #expect(listening.reading(text) == .value(.date(date)), "\(text)")
            if date.year > 1_909 || (date.year > 1_900 && date.year < 1_910) {
                #expect(
                    listening.completeness(of: TypedInput.words(text, in: language)) != .incomplete, "\(text)"
                )
            }
        }
    }

    @Test(arguments: languages)
    func `every time is understood as it is spoken`(language: LanguageTag) throws {
        let listening = try grammar(.time, language: language)
        for minutes in 0..<1_440 {
            let value = Value.time(try #require(LocalTime(hour: minutes / 60, minute: minutes % 60)))
            let text = try spoken(value, language)
            #expect(listening.reading(text) == .value(value), "\(text)")
        }
    }

    @Test(arguments: languages)
    func `every digit string is understood as it is spoken`(language: LanguageTag) throws {
        var generator = SeededGenerator(seed: 36)
        for length in 1...20 {
            let listening = try grammar(.digits(length...length), language: language)
            for _ in 0..<15 {
                let digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &generator)) }
                    .joined()
                let text = try spoken(.digits(digits), language)
                #expect(listening.reading(text) == .value(.digits(digits)), "\(text)")
                #expect(listening.completeness(of: TypedInput.words(text, in: language)) == .closed)
            }
        }
    }

    @Test(arguments: languages)
    func `yes and no are understood as they are spoken`(language: LanguageTag) throws {
        for yes in [true, false] {
            let text = try spoken(.yesNo(yes), language)
            #expect(try grammar(.yesNo, language: language).reading(text) == .value(.yesNo(yes)))
        }
    }

    @Test(arguments: languages)
    func `what is listened for is understood, with accents or without`(language: LanguageTag) throws {
        for currency in Currency.allCases {
            let whole = Money(minorUnits: 45_000, currency: currency)
            for listening in try everyGrammar(language, currency: currency, whole: whole) {
                for words in listening.examples(seed: 2, count: 60) {
                    let completeness = listening.completeness(of: words)
                    #expect(completeness == .closed || completeness == .extendable, "\(words)")
                    let plain = words.map { $0.folding(options: .diacriticInsensitive, locale: nil) }
                    let meaning = listening.interpret(words)
                    #expect(listening.interpret(plain) == meaning, "\(words)")
                    // A day that no calendar has is the only thing that is heard and not understood.
                    #expect(meaning != nil || Self.mayBeNoDay(words), "\(words)")
                }
            }
        }
    }

    private static func mayBeNoDay(_ words: [String]) -> Bool {
        !Set(words).isDisjoint(with: [
            "thirtieth", "first", "ninth", "month", "thirty", "nine", "three", "treinta", "veintinueve",
            "mes",
            "nueve", "tres",
        ])
    }
}
