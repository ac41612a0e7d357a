import Dialog
import SpokenForms
import Testing

struct ExampleTests {
    @Test func `what is listened for is understood, and never left incomplete`() throws {
        for grammar in try everyGrammar() {
            for words in grammar.examples(seed: 1, count: 500) {
                let completeness = grammar.completeness(of: words)
                #expect(completeness == .closed || completeness == .extendable, "\(words)")
                if grammar.interpret(words) == nil {
                    // A day that no calendar has is the only thing that is heard and not understood.
                    #expect(
                        words.contains { Self.lastDays.contains($0) } || words.contains("month"), "\(words)")
                }
                for count in 1..<max(1, words.count) {
                    #expect(grammar.completeness(of: Array(words.prefix(count))) != .nothing)
                }
            }
        }
    }

    private static let lastDays: Set<String> = ["thirtieth", "first", "ninth", "thirty", "nine", "three"]

    @Test func `examples follow from the seed`() throws {
        let grammar = try grammar(.money)
        #expect(grammar.examples(seed: 7, count: 50) == grammar.examples(seed: 7, count: 50))
        #expect(grammar.examples(seed: 7, count: 50) != grammar.examples(seed: 8, count: 50))
        #expect(Set(grammar.examples(seed: 7, count: 50)).count > 40)
        #expect(grammar.examples(seed: 7, count: -1).isEmpty)
    }

    @Test func `any words at all are no trap`() throws {
        var generator = SeededGenerator(seed: 3)
        let words =
            "a and no yes oh double hundred thousand twenty five first of the march friday in weeks next 15 3/15 "
            + "$450 450.50 99999999999999999999 1980-03-15 point cents dollars end month ' é 0 00 . th 15th / $"
        let pool = words.split(separator: " ").map(String.init)
        for grammar in try everyGrammar() {
            for _ in 0..<400 {
                let line = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
                    pool.randomElement(using: &generator)
                }
                _ = grammar.interpret(line)
                _ = grammar.completeness(of: line)
                _ = grammar.interpret(keys: line.joined())
                _ = TypedInput.words(line.joined(separator: ","), in: grammar.language)
            }
        }
    }
}
