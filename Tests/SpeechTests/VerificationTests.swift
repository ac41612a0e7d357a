import Audio
import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

/// Secrets compared on recorded digits of asterisk-core-sounds-en-wav.
@Suite struct VerificationTests {
    private let recognizer: PocketSphinxRecognizer

    init() throws { recognizer = try PocketSphinxRecognizer(language: "en-US") }

    private func speech(_ digits: String) throws -> [Int16] {
        try digits.flatMap { digit in
            try Recordings.noise(1_200)
                + AudioFile.read(Recordings.allison + "digits/\(digit).wav").telephone()
        } + Recordings.noise(2_400)
    }

    private func expected(_ digits: String) throws -> VerificationGrammar {
        try #require(
            try VerificationGrammar(
                .digits(digits), in: Grammars.listening(.digits(digits.utf8.count...digits.utf8.count))))
    }

    @Test func `what was said passes, also where it is heard as something else`() throws {
        for digits in ["4790", "1973", "2741", "90417"] {
            #expect(try recognizer.verify(speech(digits), expected(digits)).verdict == .pass, "\(digits)")
        }
    }

    @Test func `another string doesn't pass`() throws {
        let samples = try speech("4790")
        for digits in ["1234", "8315", "2468", "5061"] {
            #expect(try recognizer.verify(samples, expected(digits)).verdict != .pass, "\(digits)")
        }
        #expect(try recognizer.verify(samples, expected("1234")).verdict == .fail)
    }

    @Test func `a digit left out or added never passes`() throws {
        let samples = try speech("4790")
        for digits in ["479", "490", "790", "47900", "47790", "44790", "41790"] {
            #expect(try recognizer.verify(samples, expected(digits)).verdict != .pass, "\(digits)")
        }
    }

    @Test func `a score doesn't depend on what was compared before, and many at once are as one by one`()
        throws
    {
        let samples = try speech("4790")
        let values = ["4790", "4791", "1234"]
        let fresh = try values.map {
            try PocketSphinxRecognizer(language: "en-US").verify(samples, expected($0)).ratio
        }
        _ = try recognizer.recognize(speech("31"), Grammars.listening(.digits(2...2)))
        let again = try values.map { try recognizer.verify(samples, expected($0)).ratio }
        #expect(again == fresh)
        let together = try recognizer.verify(samples, values.map { try expected($0) })
        #expect(together.map { $0.verdict } == fresh.map { VerificationScore(ratio: $0).verdict })
    }

    @Test func `nothing was said in silence`() throws {
        for samples in [[], [Int16](repeating: 0, count: 8_000), Recordings.noise(8_000)] {
            #expect(try recognizer.verify(samples, expected("4790")).verdict != .pass)
        }
    }

    @Test func `silence around speech is cut to a tenth of a second`() throws {
        let digit = try AudioFile.read(Recordings.allison + "digits/7.wav").telephone()
        let long = Recordings.noise(8_000) + digit + Recordings.noise(8_000)
        let trimmed = Utterance.trimmed(long)
        #expect(trimmed.count <= digit.count + 1_600 + 320)
        #expect(trimmed.count >= 4_000)
        #expect(trimmed.startIndex >= 7_000)
        #expect(Utterance.trimmed([]).isEmpty)
        #expect(Utterance.trimmed(Recordings.noise(8_000)).count == 8_000)
        #expect(Utterance.trimmed([Int16](repeating: 0, count: 8_000)).count == 8_000)
        #expect(Utterance.trimmed(Array(digit.prefix(100))).count == 100)
    }
}
