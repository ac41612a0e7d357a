import Audio
import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

/// All voices here are synthetic.
@Suite struct ESpeakSynthesizerTests {
    let synthesizer = ESpeakSynthesizer()

    @Test(arguments: [
        ("en-US", "One moment please."), ("es-ES", "Un momento, por favor."), ("es-US", "Un momento."),
    ])
    func `a synthetic voice speaks at telephone level`(language: String, text: String) throws {
        let samples = try synthesizer.synthesize(text, language: LanguageTag(language))
        #expect((4_000...24_000).contains(samples.count))
        let level = try #require(LevelMeter.activeSpeechDBFS(samples))
        #expect((-26 ... -19).contains(level))
        #expect(LevelMeter.peakDBFS(samples) <= -2.9)
    }

    @Test func `the same text sounds the same after a hundred others`() throws {
        let text = "Your payment of four hundred fifty dollars is due on March fifteenth."
        let before = try synthesizer.synthesize(text, language: "en-US")
        for index in 0..<100 {
            let language: LanguageTag = index % 3 == 0 ? "es-US" : "en-US"
            _ = try synthesizer.synthesize("Number \(index), uno dos.", language: language)
        }
        #expect(try synthesizer.synthesize(text, language: "en-US") == before)
    }

    @Test func `texts spoken on several threads don't mix`() async throws {
        let texts = (0..<12).map { "This is text number \($0)." }
        let alone = try texts.map { try synthesizer.synthesize($0, language: "en-US") }
        let together = try await withThrowingTaskGroup(of: (Int, [Int16]).self) { group in
            for (index, text) in texts.enumerated() {
                group.addTask { (index, try synthesizer.synthesize(text, language: "en-US")) }
            }
            return try await group.reduce(into: [Int: [Int16]]()) { $0[$1.0] = $1.1 }
        }
        for index in texts.indices { #expect(together[index] == alone[index]) }
    }

    @Test func `markup is text, not a command`() throws {
        let plain = try synthesizer.synthesize("Miss Smith", language: "en-US")
        let markup = try synthesizer.synthesize("Miss <break time=\"60s\"/> Smith", language: "en-US")
        // A minute's break would have been obeyed; the characters are skipped or read out.
        #expect(markup.count < plain.count + 12 * 8_000)
        let phonemes = try synthesizer.synthesize("[[h@l'oU]]", language: "en-US")
        #expect(!phonemes.isEmpty)
        for odd in ["&amp; & < > ' \"", "a\u{0}b\u{1B}c\u{7}", "😀", "\u{1}Vvariant", "\u{1}200S fast"] {
            _ = try synthesizer.synthesize(odd, language: "en-US")
        }
        // What follows a zero byte is spoken.
        let cut = try synthesizer.synthesize("hello\u{0}there", language: "en-US")
        let whole = try synthesizer.synthesize("hello there", language: "en-US")
        #expect(cut == whole)
        #expect(try cut != synthesizer.synthesize("hello", language: "en-US"))
    }

    @Test func `nothing to say is no audio`() throws {
        for text in ["", " ", "\n", "..."] {
            #expect(try synthesizer.synthesize(text, language: "en-US").isEmpty)
        }
    }

    @Test func `an overlong text and an unknown language are errors`() {
        let long = String(repeating: "a ", count: 1_001)
        #expect(throws: SynthesisFailure.engineFailed("the text has more than 2000 characters")) {
            try synthesizer.synthesize(long, language: "en-US")
        }
        #expect(throws: SynthesisFailure.voiceUnavailable("fr-FR")) {
            try synthesizer.synthesize("Bonjour", language: "fr-FR")
        }
    }

    @Test func `a synthetic yes is heard as yes`() throws {
        let speech = try synthesizer.synthesize("yes, that's right", language: "en-US")
        let utterance = Recordings.noise(2_400) + speech + Recordings.noise(2_400)
        let recognizer = try PocketSphinxRecognizer(language: "en-US")
        let grammar = try Grammars.listening(.yesNo)
        let words = try recognizer.recognize(utterance, grammar).words
        #expect(grammar.interpret(words) == .value(.yesNo(true)))
    }

    @Test func `silence is trimmed to a breath`() {
        let tone =
            [Int16](repeating: 0, count: 4_000) + Recordings.noise(800, amplitude: 9_000)
            + [Int16](repeating: 0, count: 4_000)
        let trimmed = SilenceTrimming.trimmed(tone)
        #expect(trimmed.count == 160 + 800 + 480)
        #expect(trimmed[0..<160].allSatisfy { $0 == 0 })
        #expect(SilenceTrimming.trimmed([Int16](repeating: 0, count: 999)) == [])
        #expect(SilenceTrimming.trimmed([]) == [])
    }
}
