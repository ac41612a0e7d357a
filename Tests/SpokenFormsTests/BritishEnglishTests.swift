import Dialog
import SpokenForms
import Testing

/// What British English says otherwise than American English.
struct BritishEnglishTests {
    private func speak(_ value: Value) throws -> String {
        try SpokenForm.speak(value, language: "en-GB", context: SpeakingContext(today: tuesday))
    }

    @Test func `values are put in words`() throws {
        #expect(try speak(money(45_000, .gbp)) == "four hundred and fifty pounds")
        #expect(
            try speak(money(12_525, .gbp)) == "one hundred and twenty-five pounds and twenty-five pence")
        #expect(try speak(money(101, .gbp)) == "one pound and one penny")
        #expect(try speak(.number(1_005)) == "one thousand and five")
        #expect(try speak(.number(105_200)) == "one hundred and five thousand two hundred")
        #expect(try speak(.date(day("2026-03-20"))) == "Friday, the twentieth of March")
        #expect(try speak(.date(day("1980-03-06"))) == "the sixth of March, nineteen eighty")
        #expect(try speak(.date(day("2005-03-15"))) == "the fifteenth of March, two thousand and five")
    }

    @Test(
        arguments: [
            ("+44 161 496 0100", "zero one six one, four nine six, zero one zero zero"),
            ("01614960100", "zero one six one, four nine six, zero one zero zero"),
            ("+442079460000", "zero two zero, seven nine four six, zero zero zero zero"),
            ("07700900123", "zero seven seven zero zero, nine zero zero, one two three"),
            ("0800 11 22 33", "zero eight zero zero, one one, two two, three three"),
            ("+34 911 234 567", "three four, nine one one, two three four, five six seven"),
        ])
    func `telephone numbers are grouped as at home`(number: String, words: String) throws {
        #expect(try speak(.phone(number)) == words)
    }

    @Test(
        arguments: [
            ("06/03", "2027-03-06"), ("6/4/26", "2026-04-06"), ("three four", "2026-04-03"),
            ("the sixth of april", "2026-04-06"), ("sixth of april", "2026-04-06"),
            ("april the sixth", "2026-04-06"), ("in a fortnight", "2026-03-24"),
            ("a fortnight today", "2026-03-24"), ("a week today", "2026-03-17"),
        ])
    func `the day comes before the month`(words: String, date: String) throws {
        let listening = try grammar(.date(.upcoming(days: 400)), language: "en-GB")
        #expect(listening.reading(words) == .value(.date(day(date))))
    }

    @Test func `a date of birth is day, month and year, by words and by keys`() throws {
        let listening = try grammar(.date(.past), language: "en-GB")
        for words in [
            "06/03/1980", "06031980", "the sixth of march nineteen eighty", "six three nineteen eighty",
        ] {
            #expect(listening.reading(words) == .value(.date(day("1980-03-06"))), "\(words)")
        }
        #expect(listening.interpret(keys: "06031980") == .value(.date(day("1980-03-06"))))
        let american = try grammar(.date(.past))
        #expect(american.reading("06/03/1980") == .value(.date(day("1980-06-03"))))
    }

    @Test func `a fortnight is listened for where people say it`() throws {
        let words = ["in", "a", "fortnight"]
        let listening = try grammar(.date(.upcoming(days: 30)), language: "en-GB")
        #expect(
            listening.completeness(of: words) == .closed || listening.completeness(of: words) == .extendable)
    }

    @Test func `pounds and pence are understood`() throws {
        let listening = try grammar(
            .money, language: "en-GB", currency: .gbp, whole: Money(minorUnits: 45_000, currency: .gbp))
        for (words, amount) in [
            ("a hundred and fifty pounds", 15_000), ("twenty quid", 2_000), ("£37.50", 3_750),
            ("seventy five pence", 75), ("ten pounds fifty", 1_050), ("half", 22_500),
        ] {
            #expect(listening.reading(words) == .value(money(amount, .gbp)), "\(words)")
        }
    }
}
