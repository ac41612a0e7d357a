import Dialog
import Testing

@testable import SpokenForms

/// Grammars as graphs of words take what they listen for, and nothing else.
struct WordGraphTests {
    private static let targets: [ListeningGrammar.Target] = [
        .yesNo, .digits(3...5), .money, .number(1...250), .time, .confirmation(of: .money),
        .choice([
            "speaking": [Phrase("this is [he|she]"), Phrase("speaking")],
            "absent": [Phrase("not [at] home"), Phrase("[she|he] is out")],
        ]),
    ]

    private static func grammar(
        _ target: ListeningGrammar.Target, _ language: LanguageTag
    ) throws -> ListeningGrammar {
        try ListeningGrammar(
            language: language, target: target, universals: ["help": [Phrase("help [me]")]],
            today: #require(LocalDate(iso: "2026-03-02")), currency: .usd)
    }

    @Test(arguments: targets, ["en-US", "es-ES"] as [LanguageTag])
    func `a graph takes every example and ends where the grammar does`(
        _ target: ListeningGrammar.Target, _ language: LanguageTag
    ) throws {
        let grammar = try Self.grammar(target, language)
        let graph = grammar.wordGraph
        #expect(Set(graph.words) == grammar.vocabulary)
        for example in grammar.examples(seed: 7, count: 200) {
            #expect(graph.accepts(example), "\(example)")
            // A part of a sentence is one if the grammar says so.
            for length in example.indices {
                let part = Array(example[..<length])
                let isWhole = [.closed, .extendable].contains(grammar.completeness(of: part))
                #expect(graph.accepts(part) == isWhole, "\(part)")
            }
        }
        #expect(!graph.accepts([]))
        #expect(!graph.accepts(["help", "help"]))
    }

    @Test func `positions with the same future are one state`() throws {
        let four = try Self.grammar(.digits(4...4), "en-US").wordGraph
        #expect(four.arcs.count <= 7)
        #expect(try Self.grammar(.money, "en-US").wordGraph.arcs.count < 40)
    }

    @Test func `a list of places is a graph`() {
        let graph = WordGraph([["one", "two"], ["zero", "oh"]])
        #expect(graph.words == ["oh", "one", "two", "zero"])
        #expect(graph.accepts(["two", "oh"]))
        #expect(!graph.accepts(["two"]))
        #expect(!graph.accepts(["oh", "two"]))
        #expect(WordGraph([]).accepts([]))
    }
}
