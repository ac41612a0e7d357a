import Dialog
import SpokenForms
import Testing

struct SpeakingTests {
    private func speak(_ value: Value, today: LocalDate = tuesday) throws -> String {
        try SpokenForm.speak(value, language: "en-US", context: SpeakingContext(today: today))
    }

    @Test func `values are put in words`() throws {
        #expect(try speak(money(45_000)) == "four hundred fifty dollars")
        #expect(try speak(money(12_525)) == "one hundred twenty-five dollars and twenty-five cents")
        #expect(try speak(money(101)) == "one dollar and one cent")
        #expect(try speak(money(0)) == "zero dollars")
        #expect(try speak(money(75, .gbp)) == "seventy-five pence")
        #expect(try speak(money(-250, .eur)) == "minus two euros and fifty cents")
        #expect(try speak(.date(day("2026-03-20"))) == "Friday, March twentieth")
        #expect(try speak(.date(day("1980-03-15"))) == "March fifteenth, nineteen eighty")
        #expect(try speak(.date(day("2027-03-31"))) == "Wednesday, March thirty-first, twenty twenty-seven")
        #expect(try speak(.digits("4821")) == "four, eight, two, one")
        #expect(
            try speak(.phone("+1 800 555 0142")) == "one, eight zero zero, five five five, zero one four two")
        #expect(try speak(.phone("+12025550123")) == "one, two zero two, five five five, zero one two three")
        #expect(try speak(.phone("555-0142")) == "five five five, zero one four two")
        #expect(try speak(.phone("+34 911 23 45")) == "three four, nine one one, two three, four five")
        #expect(try speak(.phone("1-800-LAKES")) == "1-800-LAKES")
        #expect(try speak(.phone("")).isEmpty)
        #expect(try speak(.number(-12)) == "minus twelve")
        #expect(try speak(.name("Jordan Rivera")) == "Jordan Rivera")
        #expect(try speak(.text("9 to 5")) == "9 to 5")
        #expect(try speak(.choice("wrong_number")) == "wrong number")
        #expect(try speak(.yesNo(true)) == "yes")
        #expect(try speak(.level(.l1)) == "level one")
    }

    @Test func `the largest and smallest numbers are no trap`() throws {
        #expect(try speak(.number(.min)).hasPrefix("minus nine quintillion"))
        #expect(try speak(money(.min)).hasPrefix("minus ninety-two quadrillion"))
        #expect(try speak(.date(day("0001-01-01"))) == "January first, one")
        #expect(try speak(.digits("4٤a")) == "four")
    }

    @Test func `every amount is understood as it is spoken`() throws {
        var generator = SeededGenerator(seed: 11)
        for currency in Currency.allCases {
            let grammar = try grammar(.money, currency: currency)
            for _ in 0..<2000 {
                let size =
                    [100, 10_000, 1_000_000, 100_000_000, 10_000_000_000].randomElement(using: &generator)
                    ?? 100
                let value = money(Int.random(in: 0..<size, using: &generator), currency)
                let text = try speak(value)
                #expect(grammar.reading(text) == .value(value), "\(text)")
            }
        }
    }

    @Test func `every date to come is understood as it is spoken`() throws {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            let today = LocalDate(dayNumber: Int.random(in: 15_000...40_000, using: &generator)) ?? tuesday
            let grammar = try grammar(.date(.upcoming(days: 30)), today: today)
            for _ in 0..<10 {
                guard let date = today.adding(days: Int.random(in: 0...1200, using: &generator)) else {
                    continue
                }
                let text = try speak(.date(date), today: today)
                #expect(grammar.reading(text) == .value(.date(date)), "\(text) on \(today)")
            }
        }
    }

    @Test func `every past date is understood as it is spoken`() throws {
        var generator = SeededGenerator(seed: 13)
        let grammar = try grammar(.date(.past))
        for _ in 0..<2000 {
            guard let date = tuesday.adding(days: -Int.random(in: 1...60_000, using: &generator)) else {
                continue
            }
            let text = try speak(.date(date))
            #expect(grammar.reading(text) == .value(.date(date)), "\(text)")
            if date.year >= 1901 {
                #expect(
                    grammar.completeness(of: TypedInput.words(text, in: "en-US")) != .incomplete, "\(text)")
            }
        }
    }

    @Test func `every digit string is understood as it is spoken`() throws {
        var generator = SeededGenerator(seed: 14)
        for length in 1...20 {
            let grammar = try grammar(.digits(length...length))
            for _ in 0..<100 {
                let digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &generator)) }
                    .joined()
                let text = try speak(.digits(digits))
                #expect(grammar.reading(text) == .value(.digits(digits)), "\(text)")
                #expect(grammar.completeness(of: TypedInput.words(text, in: "en-US")) == .closed)
            }
        }
    }

    @Test func `yes and no are understood as they are spoken`() throws {
        for yes in [true, false] {
            #expect(try grammar(.yesNo).reading(speak(.yesNo(yes))) == .value(.yesNo(yes)))
        }
    }
}
