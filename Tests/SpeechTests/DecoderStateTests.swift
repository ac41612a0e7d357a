import Audio
import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

/// A result must depend on the samples and the grammar alone.
@Suite struct DecoderStateTests {
    @Test func `a decoder hears the same after fifty other utterances`() throws {
        let decoder = try Decoder(SpeechModel.packaged(for: "en-US"))
        let digits = try Grammars.listening(.digits(1...1))
        let other = [try Grammars.listening(.yesNo), try Grammars.listening(.digits(4...4))]
        let names = ["digits/1", "digits/h-15", "digits/mon-3"]
        let before = try names.map { try decode($0, digits, decoder) }
        let others = ["digits/40", "digits/dollars", "digits/day-2", "hello", "is", "digits/hundred", "for"]
        for round in 0..<50 {
            _ = try pass(
                others[round % others.count], other[round % 2], decoder, round % 3 == 0 ? .live : .batch)
        }
        #expect(try names.map { try decode($0, digits, decoder) } == before)
        #expect(before.allSatisfy { $0.batch.frames > 0 && $0.live.frames > 0 })
    }

    @Test func `two decoders hear the same`() throws {
        let model = try SpeechModel.packaged(for: "en-US")
        let grammar = try Grammars.listening(.digits(1...1))
        let used = try Decoder(model)
        // Its dictionary grew in another order.
        try used.use(try Grammars.choice("turn left", "nine lives", "zero"))
        #expect(try decode("digits/7", grammar, used) == decode("digits/7", grammar, Decoder(model)))
    }

    @Test func `more grammars than are kept can be used, over and over`() throws {
        let decoder = try Decoder(SpeechModel.packaged(for: "en-US"))
        let speech = try Recordings.raw("goforward.raw")
        let words = ["left", "right", "up", "down", "north", "south", "east", "west", "here", "there"]
        let grammars = try (0..<Decoder.grammarLimit + 6).map { index in
            try Grammars.choice(
                "go forward ten meters", "turn \(words[index % 10]) \(words[(index / 10) % 10])", "stop")
        }
        #expect(Set(grammars.map(\.id)).count == Decoder.grammarLimit + 6)
        let first = try hear(speech, grammars[0], decoder, .batch)
        #expect(first.words == ["go", "forward", "ten", "meters"])
        for grammar in grammars { try decoder.use(grammar) }
        #expect(try hear(speech, grammars[0], decoder, .batch) == first)
        for grammar in grammars.reversed() { try decoder.use(grammar) }
        #expect(try hear(speech, grammars[0], decoder, .batch) == first)
    }

    @Test func `a grammar may change in the middle of an utterance`() throws {
        let decoder = try Decoder(SpeechModel.packaged(for: "en-US"))
        let digits = try Grammars.listening(.digits(1...1))
        try decoder.use(digits)
        try decoder.start(.live)
        try decoder.process(Recordings.prompt("digits/1"), isWhole: false)
        try decoder.use(Grammars.listening(.yesNo))
        try decoder.use(digits)
        #expect(try decode("digits/1", digits, decoder).batch.words == ["one"])
    }

    @Test func `calls on several threads hear what one hears`() async throws {
        let grammar = try Grammars.listening(.digits(1...1))
        let model = try SpeechModel.packaged(for: "en-US")
        let alone = try decode("digits/3", grammar, Decoder(model))
        let together = try await withThrowingTaskGroup(of: Both.self) { group in
            for _ in 0..<4 { group.addTask { try decode("digits/3", grammar, Decoder(model)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together == [Both](repeating: alone, count: 4))
    }

    struct Both: Hashable {
        var live: Decoder.Hypothesis
        var batch: Decoder.Hypothesis
    }

    private func decode(_ prompt: String, _ grammar: ListeningGrammar, _ decoder: Decoder) throws -> Both {
        Both(
            live: try pass(prompt, grammar, decoder, .live), batch: try pass(prompt, grammar, decoder, .batch)
        )
    }

    private func pass(
        _ prompt: String, _ grammar: ListeningGrammar, _ decoder: Decoder,
        _ normalisation: Decoder.Normalisation
    ) throws -> Decoder.Hypothesis {
        try hear(Recordings.prompt(prompt), grammar, decoder, normalisation)
    }

    private func hear(
        _ samples: [Int16], _ grammar: ListeningGrammar, _ decoder: Decoder,
        _ normalisation: Decoder.Normalisation
    ) throws -> Decoder.Hypothesis {
        var upsampler = TelephoneUpsampler()
        let raised = upsampler.process(samples)
        try decoder.use(grammar)
        try decoder.start(normalisation)
        switch normalisation {
        case .live:
            for start in stride(from: 0, to: raised.count, by: 320) {
                try decoder.process(Array(raised[start..<min(start + 320, raised.count)]), isWhole: false)
            }
        case .batch: try decoder.process(raised, isWhole: true)
        }
        decoder.finish()
        return decoder.hypothesis
    }
}
