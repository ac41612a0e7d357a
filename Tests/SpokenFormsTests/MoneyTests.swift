import Dialog
import SpokenForms
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("one hundred twenty dollars", 12_000), ("a hundred and twenty fifty", 12_050),
        ("one twenty fifty", 12_050),
        ("twelve hundred", 120_000), ("twelve hundred fifty", 125_000), ("fifty bucks", 5000),
        ("fifty", 5000),
        ("four hundred fifty", 45_000), ("four hundred and fifty dollars", 45_000),
        ("four fifty dollars", 45_000),
        ("one hundred dollars and twenty five cents", 10_025), ("a hundred dollars twenty five", 10_025),
        ("two hundred five fifty", 20_550), ("two hundred fifty five", 25_500), ("twenty five", 2500),
        ("twenty-five dollars and five cents", 2505), ("fifty dollars oh five", 5005),
        ("seventy five cents", 75),
        ("five thousand", 500_000), ("a thousand and fifty", 105_000),
        ("two thousand five hundred dollars", 250_000),
        ("two thousand five hundred twenty fifty", 252_050), ("twenty four hundred", 240_000),
        ("five grand", 500_000),
        ("i can pay fifty dollars", 5000), ("um, I'll do fifty please", 5000), ("zero dollars", 0),
        ("one dollar and one cent", 101), ("fifty point five", 5050), ("fifty point two five dollars", 5025),
        ("450", 45_000), ("$450", 45_000), ("$450.50", 45_050), ("450.5", 45_050), ("1,200", 120_000),
        ("$1,234.56", 123_456), ("450 dollars", 45_000), ("450.50 dollars", 45_050),
        ("120 dollars and 50 cents", 12_050),
        ("$120 and 50 cents", 0), ("5 hundred", 50_000), ("450 25", 45_025),
    ])
    func `an amount is understood`(line: String, minorUnits: Int) throws {
        let meaning = try grammar(.money).reading(line)
        #expect(meaning == (minorUnits == 0 && line.hasPrefix("$") ? nil : .value(money(minorUnits))))
    }

    @Test(arguments: [
        ("four fifty", [45_000, 450]), ("two fifty", [25_000, 250]), ("twelve fifty", [125_000, 1250]),
        ("one twenty", [12_000, 120]), ("one twenty five", [12_500, 125]), ("four oh five", [40_500, 405]),
        ("forty five fifty", [455_000, 4550]), ("i can pay two fifty", [25_000, 250]),
        ("4 50", [45_000, 450]),
    ])
    func `dollars and cents that sound like one number are ambiguous`(line: String, readings: [Int]) throws {
        #expect(try grammar(.money).reading(line) == .ambiguous(readings.map { money($0) }))
    }

    @Test(arguments: [
        "all of it", "half", "the full amount", "", "dollars", "hundred", "four five", "one two three",
        "cents",
        "fifty dollars fifty dollars", "two hundred cents", "450.505", "1.2.3", "$", "fifty euros",
        "twenty hundred five hundred",
        "99999999999999999999", "nine hundred ninety nine trillion thousand", "fifty and", "oh five",
    ])
    func `what is no amount is not understood`(line: String) throws {
        #expect(try grammar(.money).reading(line) == nil)
    }

    @Test func `the account's currency is spoken`() throws {
        let pounds = try grammar(.money, currency: .gbp)
        #expect(pounds.reading("fifty pounds and five pence") == .value(money(5005, .gbp)))
        #expect(pounds.reading("£50") == .value(money(5000, .gbp)))
        #expect(pounds.reading("fifty dollars") == nil)
        #expect(pounds.vocabulary.contains("pence") && !pounds.vocabulary.contains("bucks"))
        #expect(try grammar(.money, currency: .eur).reading("€50.25") == .value(money(5025, .eur)))
    }

    @Test func `an amount that cents may follow is extendable`() throws {
        let grammar = try grammar(.money)
        #expect(grammar.completeness(of: ["four"]) == .extendable)
        #expect(grammar.completeness(of: ["four", "hundred", "and"]) == .incomplete)
        #expect(grammar.completeness(of: ["fifty", "dollars"]) == .extendable)
        #expect(grammar.completeness(of: ["fifty", "bucks"]) == .closed)
        #expect(grammar.completeness(of: ["fifty", "dollars", "and", "five", "cents"]) == .closed)
    }
}
