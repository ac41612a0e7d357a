import Dialog
import SpokenForms
import Testing

struct DigitsTests {
    @Test(arguments: [
        ("four eight two one", "4821"), ("it's four eight two one", "4821"), ("zero oh o one", "0001"),
        ("double four two one", "4421"), ("four triple five", "4555"), ("forty eight twenty one", "4821"),
        ("forty eight two one", "4821"), ("four eight twenty one", "4821"), ("forty eight hundred", "4800"),
        ("twenty twenty", "2020"), ("fifteen oh nine", "1509"), ("eighty ninety one", "8091"),
        ("4821", "4821"),
        ("4 8 2 1", "4821"), ("48 21", "4821"), ("48-21", "4821"), ("48 twenty one", "4821"),
    ])
    func `digits are understood one by one and in groups`(line: String, digits: String) throws {
        #expect(try grammar(.digits(4...4)).reading(line) == .value(.digits(digits)))
    }

    @Test(arguments: [
        "four eight two", "four eight two one five", "48210", "double", "hundred", "", "four eight two fish",
        "it's",
        "٤٨٢١",
    ])
    func `too many or too few digits are not understood`(line: String) throws {
        #expect(try grammar(.digits(4...4)).reading(line) == nil)
    }

    @Test func `the length decides what a group means`() throws {
        #expect(try grammar(.digits(2...2)).reading("twenty one") == .value(.digits("21")))
        #expect(try grammar(.digits(3...3)).reading("twenty one") == .value(.digits("201")))
        #expect(try grammar(.digits(2...3)).reading("twenty one") == .value(.digits("21")))
    }

    @Test func `a range of lengths is extendable until it is full`() throws {
        let grammar = try grammar(.digits(2...3))
        #expect(grammar.completeness(of: ["one"]) == .incomplete)
        #expect(grammar.completeness(of: ["one", "two"]) == .extendable)
        #expect(grammar.completeness(of: ["one", "two", "three"]) == .closed)
        #expect(grammar.completeness(of: ["one", "two", "three", "four"]) == .incomplete)
    }
}
