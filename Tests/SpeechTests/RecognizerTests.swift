import Audio
import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

/// What is heard of recorded human voices, with the packaged model.
@Suite struct RecognizerTests {
    let recognizer: PocketSphinxRecognizer

    init() throws { recognizer = try PocketSphinxRecognizer(language: "en-US") }

    @Test func `most single digits are heard`() throws {
        let grammar = try Grammars.listening(.digits(1...1))
        let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        let right = try names.indices.count { digit in
            try recognizer.recognize(Recordings.prompt("digits/\(digit)"), grammar).words.last == names[digit]
        }
        // Six and eight sound alike to a wide-band model without its upper band.
        #expect(right >= 6)
    }

    @Test func `a command is heard among others`() throws {
        let grammar = try Grammars.choice(
            "go forward ten meters", "go back two meters", "turn left", "stop here")
        let result = try recognizer.recognize(Recordings.raw("goforward.raw"), grammar)
        #expect(result.words == ["go", "forward", "ten", "meters"])
        #expect(result.confidence > 0.3)
    }

    @Test func `streamed speech gives words before it ends`() throws {
        let grammar = try Grammars.choice(
            "go forward ten meters", "go back two meters", "turn left", "stop here")
        let heard = try stream(Recordings.raw("goforward.raw"), grammar)
        #expect(heard.first == [])
        #expect(heard.contains(["go", "forward"]))
        #expect(heard.last == ["go", "forward", "ten", "meters"])
    }

    @Test func `an utterance is decoded while its end is still awaited`() throws {
        let grammar = try Grammars.choice("go forward ten meters", "turn left")
        let speech = try Recordings.raw("goforward.raw")
        let undisturbed = try stream(speech, grammar)
        var heard: [[String]] = []
        try recognizer.startStreaming(grammar)
        for frame in frames(speech) {
            heard.append(try recognizer.process(frame))
            if heard.count == 60 { _ = try recognizer.recognize(speech, grammar) }
        }
        recognizer.stopStreaming()
        #expect(heard == undisturbed)
    }

    @Test func `speech that no phrase expects has less confidence than what one does`() throws {
        let strings = try Grammars.listening(.digits(4...4))
        let others = try ["vm-intro", "conf-now-muted", "invalid", "demo-nogo"].map {
            try recognizer.recognize(Recordings.prompt($0), strings).confidence
        }
        let single = try Grammars.listening(.digits(1...1))
        let expected = try ["1", "4", "7", "9"].map {
            try recognizer.recognize(Recordings.prompt("digits/\($0)"), single).confidence
        }
        #expect(others.reduce(0, +) < expected.reduce(0, +))
    }

    @Test func `confidence grows with the score and words are needed for it`() {
        func confidence(_ score: Int) -> Double {
            Confidence.value(of: Decoder.Hypothesis(words: ["yes"], pathScore: score, frames: 100))
        }
        #expect(confidence(-1_500) > 0.8)
        #expect(confidence(-1_500) > confidence(-3_000))
        #expect(confidence(-6_000) < Confidence.rejection)
        #expect(Confidence.value(of: Decoder.Hypothesis()) == 0)
    }

    @Test func `the better words fit than any other sounds, the surer they are`() {
        func confidence(_ advantage: Double) -> Double {
            Confidence.value(of: WholePass.Hearing(words: ["yes"], advantage: advantage))
        }
        #expect(confidence(1) > 0.9)
        #expect(confidence(1) > confidence(0))
        #expect(confidence(-3) < Confidence.rejection)
        #expect(Confidence.value(of: WholePass.Hearing()) == 0)
        #expect(Confidence.value(of: WholePass.Hearing(words: ["yes"])) == 0)
    }

    @Test func `words that hardly lead are not accepted unconfirmed, however well they fit`() {
        func confidence(_ margin: Double) -> Double {
            Confidence.value(of: WholePass.Hearing(words: ["six"], advantage: 3, margin: margin))
        }
        let levels = ConfidenceLevels()
        #expect(confidence(10) < levels.accept)
        #expect(confidence(0) >= levels.confirm)
        #expect(confidence(60) > 0.9)
        #expect(confidence(40) > confidence(20))
    }

    @Test func `what else may have been said means something else`() throws {
        let grammar = try Grammars.listening(.digits(1...1))
        let model = try SpeechModel.telephone(for: "en-US")
        let speech = try Recordings.prompt("digits/7")
        let hearing = try WholePass(speech, try #require(model.wholePass), grammar).hear()
        #expect(hearing.words == ["seven"])
        #expect(hearing.margin > 0)
        let alone = try Grammars.choice("seven")
        #expect(try WholePass(speech, try #require(model.wholePass), alone).hear().margin == .infinity)
    }

    @Test func `silence and noise have no words`() throws {
        let grammar = try Grammars.listening(.yesNo)
        let nothing = RecognitionResult(words: [], confidence: 0)
        #expect(try recognizer.recognize([], grammar) == nothing)
        #expect(try recognizer.recognize([0, 30_000], grammar) == nothing)
        #expect(try recognizer.recognize([Int16](repeating: 0, count: 8_000), grammar) == nothing)
        for amplitude: Int16 in [1, 4, 16, 20, 60, 300] {
            let noise = Recordings.noise(8_000, amplitude: amplitude)
            #expect(try recognizer.recognize(noise, grammar).confidence < 0.3)
        }
        #expect(try stream([Int16](repeating: 0, count: 4_000), grammar).allSatisfy(\.isEmpty))
    }

    @Test func `the loudest samples do no harm`() throws {
        let grammar = try Grammars.listening(.yesNo)
        let square = (0..<8_000).map { Int16($0 / 40 % 2 == 0 ? Int16.max : Int16.min) }
        let result = try recognizer.recognize(square, grammar)
        #expect((0...1).contains(result.confidence))
    }

    @Test func `a very short utterance is nothing`() throws {
        let grammar = try Grammars.listening(.yesNo)
        for count in [1, 79, 160, 205, 400] {
            let result = try recognizer.recognize(Recordings.noise(count, amplitude: 3_000), grammar)
            #expect(result.words.isEmpty || result.confidence < 0.6)
        }
    }

    @Test func `a word without a pronunciation is named`() throws {
        // Too long to be guessed.
        let word = String(repeating: "blorp", count: 9)
        let grammar = try Grammars.choice("the \(word) one", "the other")
        #expect(throws: RecognitionFailure.unknownWord(word)) {
            try recognizer.startStreaming(grammar)
        }
        #expect(throws: RecognitionFailure.unknownWord(word)) {
            try recognizer.recognize(Recordings.raw("goforward.raw"), grammar)
        }
        // The recogniser is as good as before.
        let other = try Grammars.choice("go forward ten meters", "turn left")
        #expect(try !recognizer.recognize(Recordings.raw("goforward.raw"), other).words.isEmpty)
    }

    @Test func `nothing is heard where nothing is listened for`() throws {
        let grammar = try Grammars.listening(.nothing)
        let heard = try stream(Recordings.prompt("digits/1"), grammar)
        let isSilent = heard.allSatisfy { $0.isEmpty }
        #expect(isSilent)
        #expect(try recognizer.recognize(Recordings.prompt("digits/1"), grammar).words.isEmpty)
    }

    @Test func `frames outside a streaming pass are not heard`() throws {
        #expect(try recognizer.process(.silence) == [])
        recognizer.stopStreaming()
        recognizer.stopStreaming()
        #expect(try recognizer.process(.silence) == [])
    }

    private func stream(_ samples: [Int16], _ grammar: ListeningGrammar) throws -> [[String]] {
        try recognizer.startStreaming(grammar)
        defer { recognizer.stopStreaming() }
        return try frames(samples).map { try recognizer.process($0) }
    }

    private func frames(_ samples: [Int16]) -> [AudioFrame] {
        stride(from: 0, to: samples.count, by: AudioFrame.length).map {
            AudioFrame(Array(samples[$0..<min($0 + AudioFrame.length, samples.count)]))
        }
    }
}
