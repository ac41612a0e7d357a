import Dialog
import SpokenForms
import Testing

struct PhraseTests {
    let today = LocalDate(year: 2026, month: 3, day: 10)

    func grammar(
        _ target: ListeningGrammar.Target, _ universals: [UniversalName: [Phrase]] = [:]
    ) throws -> ListeningGrammar {
        try ListeningGrammar(
            language: "en-US", target: target, universals: universals, today: try #require(today), currency: .usd)
    }

    @Test func `yes and no are understood in many words`() throws {
        let grammar = try grammar(.yesNo)
        for text in ["yes", "Yeah.", "That's right!", "i do", "Yes, please"] {
            #expect(grammar.interpret(TypedInput.words(text)) == .value(.yesNo(true)), "\(text)")
        }
        for text in ["no", "nope", "not really", "that’s not right", "No, that's wrong."] {
            #expect(grammar.interpret(TypedInput.words(text)) == .value(.yesNo(false)), "\(text)")
        }
        #expect(grammar.interpret(["maybe"]) == nil)
    }

    @Test func `digits are closed once there are enough of them`() throws {
        let grammar = try grammar(.digits(4...4))
        #expect(grammar.interpret(["four", "eight", "two", "one"]) == .value(.digits("4821")))
        #expect(grammar.completeness(of: ["four", "eight"]) == .incomplete)
        #expect(grammar.completeness(of: ["four", "eight", "two", "one"]) == .closed)
        #expect(grammar.jsgf.contains("[it's] <digit> <digit> <digit> <digit>"))
    }

    @Test func `choices and universals are told apart`() throws {
        let grammar = try grammar(
            .choice(["speaking": ["this is [he | she]"].map { Phrase($0) }, "absent": [Phrase("not here")]]),
            ["repeat": [Phrase("[can you] say that again")]])
        #expect(grammar.interpret(["this", "is", "she"]) == .value(.choice("speaking")))
        #expect(grammar.interpret(["say", "that", "again"]) == .universal("repeat"))
        #expect(grammar.completeness(of: ["this", "is"]) == .closed)
        #expect(grammar.completeness(of: ["can", "you"]) == .incomplete)
    }
}
