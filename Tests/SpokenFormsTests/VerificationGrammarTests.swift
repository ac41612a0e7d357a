import Dialog
import SpokenForms
import Testing

@Suite struct VerificationGrammarTests {
    private func grammar() throws -> ListeningGrammar {
        try ListeningGrammar(
            language: "en-US", target: .digits(4...4), universals: [:],
            today: #require(LocalDate(iso: "2026-03-02")), currency: .usd)
    }

    @Test func `each digit has all its words, and strings one shorter or longer are free`() throws {
        let expected = try #require(try VerificationGrammar(.digits("0482"), in: grammar()))
        #expect(expected.expected == [["oh", "zero"], ["four"], ["eight"], ["two"]])
        #expect(expected.leads == ["it's"])
        #expect(expected.free.interpret(["one", "two", "three"]) == .value(.digits("123")))
        #expect(expected.free.interpret(["one", "two", "three", "four", "five"]) == .value(.digits("12345")))
        #expect(expected.free.interpret(["one", "two"]) == nil)
    }

    @Test(arguments: [
        ("oh four eight two", true), ("it's zero four eight two", true), ("four eight two", false),
        ("zero four eight two one", false), ("zero four two eight", false), ("", false),
    ])
    func `only the expected string is accepted`(words: String, isAccepted: Bool) throws {
        let expected = try #require(try VerificationGrammar(.digits("0482"), in: grammar()))
        #expect(expected.accepts(words.split(separator: " ").map(String.init)) == isAccepted)
    }

    @Test func `other values are not spelt out`() throws {
        let values: [Value] = [.yesNo(true), .digits(""), .digits("12a"), .text("0482")]
        for value in values { #expect(try VerificationGrammar(value, in: grammar()) == nil) }
    }
}
