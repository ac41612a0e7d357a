import Dialog
import SpokenForms
import Testing

@Suite struct VerificationGrammarTests {
    private static let languages: [LanguageTag] = ["en-US", "en-GB", "es-ES", "es-US"]

    private func expected(_ value: Value, _ language: LanguageTag = "en-US") throws -> VerificationGrammar {
        try #require(try VerificationGrammar(value, in: grammar(.nothing, language: language)))
    }

    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    @Test(arguments: [
        ("oh four eight two", true), ("it's zero four eight two", true), ("four eight two", false),
        ("zero four eight two one", false), ("zero four two eight", false), ("", false),
    ])
    func `only the expected string is accepted`(text: String, isAccepted: Bool) throws {
        #expect(try expected(.digits("0482")).accepts(words(text)) == isAccepted)
    }

    @Test func `strings one digit shorter or longer are free, and told apart`() throws {
        let expected = try expected(.digits("0482"))
        #expect(expected.kind == .digits)
        #expect(expected.length(of: words("one two three")) == .shorter)
        #expect(expected.length(of: words("it's one two three four")) == .same)
        #expect(expected.length(of: words("one two three four five")) == .longer)
        #expect(!expected.free.wordGraph.accepts(words("one two")))
        #expect(!expected.free.wordGraph.accepts(words("one two three four five six")))
    }

    @Test(
        arguments: [
            ("march fifteenth nineteen eighty four", "en-US"),
            ("march the fifteenth nineteen eighty four", "en-US"),
            ("the fifteenth of march nineteen eighty four", "en-US"),
            ("i was born on march fifteen eighty four", "en-US"), ("three fifteen eighty four", "en-US"),
            ("oh three fifteen nineteen eighty four", "en-US"),
            ("oh three one five one nine eight four", "en-US"),
            ("zero three one five eight four", "en-US"), ("fifteen three eighty four", "en-GB"),
            ("the fifteenth of march nineteen eighty four", "en-GB"),
            ("fifteenth march nineteen eighty four", "en-GB"),
            ("one five oh three one nine eight four", "en-GB"),
            ("quince de marzo de mil novecientos ochenta y cuatro", "es-ES"),
            ("es el quince de marzo del ochenta y cuatro", "es-ES"),
            ("quince del tres del ochenta y cuatro", "es-US"),
            ("nací el quince de marzo de mil novecientos ochenta y cuatro", "es-US"),
            ("uno cinco cero tres uno nueve ocho cuatro", "es-ES"),
            ("uno cinco cero tres ocho cuatro", "es-US"),
        ] as [(String, LanguageTag)])
    func `a date is accepted as people say it`(text: String, language: LanguageTag) throws {
        let expected = try expected(.date(day("1984-03-15")), language)
        #expect(expected.kind == .date)
        #expect(expected.accepts(words(text)))
        #expect(expected.free.interpret(words(text)) == .value(.date(day("1984-03-15"))))
    }

    @Test(
        arguments: [
            ("march sixteenth nineteen eighty four", "en-US"),
            ("may fifteenth nineteen eighty four", "en-US"),
            ("march fifteenth nineteen eighty five", "en-US"), ("fifteen three eighty four", "en-US"),
            ("march fifteenth", "en-US"), ("three fifteen eighty four", "en-GB"),
            ("quince de mayo de mil novecientos ochenta y cuatro", "es-ES"),
            ("quince del tres del ochenta y cinco", "es-US"),
        ] as [(String, LanguageTag)])
    func `another date, or a part of it, is not accepted`(text: String, language: LanguageTag) throws {
        #expect(try !expected(.date(day("1984-03-15")), language).accepts(words(text)))
    }

    @Test func `two digits of a year are the century's that is listened for`() throws {
        #expect(try expected(.date(day("2005-03-15"))).accepts(words("march fifteenth oh five")))
        #expect(
            try expected(.date(day("2005-03-15"))).accepts(words("march fifteenth two thousand and five")))
        #expect(try expected(.date(day("2000-12-31"))).accepts(words("december thirty first two thousand")))
        #expect(try expected(.date(day("2012-03-15"))).accepts(words("march fifteenth twenty twelve")))
        #expect(try !expected(.date(day("1905-03-15"))).accepts(words("march fifteenth oh five")))
        #expect(try expected(.date(day("1905-03-15"))).accepts(words("march fifteenth nineteen oh five")))
        #expect(
            try expected(.date(day("2005-03-15")), "es-ES").accepts(words("quince de marzo de dos mil cinco"))
        )
    }

    /// Whatever says a value is heard as that value, and is a sentence of the free grammar.
    @Test(arguments: languages)
    func `no phrasing of a value is another one`(language: LanguageTag) throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<150 {
            let date = try #require(
                LocalDate(
                    year: Int.random(in: 1901...2025, using: &generator),
                    month: Int.random(in: 1...12, using: &generator),
                    day: Int.random(in: 1...28, using: &generator)))
            let digits = String(Int.random(in: 1_000...9_999, using: &generator))
            for value in [Value.date(date), .digits(digits)] {
                let expected = try expected(value, language)
                let free = expected.free
                for sentence in sentences(of: expected.graph, count: 40, using: &generator) {
                    #expect(free.wordGraph.accepts(sentence), "\(sentence)")
                    #expect(free.interpret(sentence) == .value(value), "\(value): \(sentence)")
                }
            }
        }
    }

    private func sentences(
        of graph: WordGraph, count: Int, using generator: inout SeededGenerator
    ) -> [[String]] {
        (0..<count).compactMap { _ in
            var (state, words) = (0, [String]())
            while let arc = graph.arcs[state].randomElement(using: &generator) {
                words.append(graph.words[arc.word])
                state = arc.state
            }
            return graph.isFinal[state] ? words : nil
        }
    }

    @Test(arguments: languages)
    func `other values are not compared by their sound`(language: LanguageTag) throws {
        let values: [Value] = [
            .yesNo(true), .digits(""), .digits("12a"), .digits("12345678901234567890"), .text("0482"),
            .date(day("1899-12-31")),
        ]
        for value in values {
            #expect(try VerificationGrammar(value, in: grammar(.nothing, language: language)) == nil)
        }
    }
}
