import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

/// What is heard of an answer whose first reading the caller has said no to, in a recorded voice.
@Suite struct `Values that are passed over` {
    let recognizer: PocketSphinxRecognizer

    init() throws { recognizer = try PocketSphinxRecognizer(language: "en-US") }

    private func values(_ words: [String], _ grammar: ListeningGrammar) -> [Value] {
        grammar.interpret(words)?.values ?? []
    }

    @Test func `a number that was heard wrong is mostly heard right after a no`() throws {
        let grammar = try Grammars.listening(.number(0...99))
        var (wrong, right) = (0, 0)
        for number in Array(0...20) + [30, 40, 50, 60, 70, 80, 90] {
            let speech = try Recordings.prompt("digits/\(number)")
            let heard = values(try recognizer.recognize(speech, grammar).words, grammar)
            guard !heard.isEmpty, heard != [.number(number)] else { continue }
            wrong += 1
            let again = try recognizer.recognize(speech, grammar, for: .passingOver(heard))
            let answer = try #require(again.answer(in: grammar))
            let fresh = answer.meaning.values.filter { !heard.contains($0) }
            if fresh.first == .number(number) { right += 1 }
        }
        #expect(wrong > 0, "nothing was heard wrong: other recordings are needed here")
        #expect(2 * right > wrong)
    }

    @Test func `the next reading is another amount, and is as sure as its lead over the third`() throws {
        let grammar = try Grammars.listening(.money)
        let speech = try Recordings.prompt("digits/50") + Recordings.prompt("digits/dollars")
        let first = try recognizer.recognize(speech, grammar)
        let rejected = values(first.words, grammar)
        let second = try recognizer.recognize(speech, grammar, for: .passingOver(rejected))
        #expect(second.words == first.words)
        let next = try #require(second.alternatives.first)
        #expect(!values(next.words, grammar).contains(where: rejected.contains))
        #expect((Confidence.plausible...1).contains(next.confidence))
        #expect(second.alternatives.count <= RecognitionResult.alternativesLimit)
        let meanings = second.alternatives.map { values($0.words, grammar) }
        #expect(Set(meanings).count == meanings.count)
        // Two were rejected: neither comes back.
        let third = try recognizer.recognize(
            speech, grammar, for: .passingOver(rejected + values(next.words, grammar)))
        #expect(!third.alternatives.contains { $0.words == next.words })
        #expect(try recognizer.recognize(speech, grammar, for: .passingOver(rejected)) == second)
    }

    @Test func `a value that was not rejected is heard as ever, without the rejected one as its rival`()
        throws
    {
        let grammar = try Grammars.listening(.digits(1...1))
        let speech = try Recordings.prompt("digits/7")
        let plain = try recognizer.recognize(speech, grammar)
        #expect(plain.words == ["seven"])
        let again = try recognizer.recognize(speech, grammar, for: .passingOver([.digits("0")]))
        #expect(again.words == plain.words && again.alternatives.isEmpty)
        #expect(again.confidence >= plain.confidence)
    }

    @Test func `where nothing else is near, nothing else is offered`() throws {
        let grammar = try Grammars.choice("seven")
        let speech = try Recordings.prompt("digits/7")
        let result = try recognizer.recognize(speech, grammar, for: .passingOver([.choice("seven")]))
        #expect(result.words == ["seven"] && result.alternatives.isEmpty)
        #expect(result.answer(in: grammar)?.meaning == .value(.choice("seven")))
    }
}
