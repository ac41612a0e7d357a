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

    /// Words of the recorded voice, with pauses.
    private func speech(words names: [String]) throws -> [Int16] {
        try names.flatMap { name in
            try Recordings.noise(600) + AudioFile.read(Recordings.allison + "digits/\(name).wav").telephone()
        } + Recordings.noise(2_400)
    }

    private func expected(_ value: Value) throws -> VerificationGrammar {
        try #require(try VerificationGrammar(value, in: Grammars.listening(.nothing)))
    }

    private func score(_ samples: [Int16], _ value: Value) throws -> VerificationScore {
        let expected = try expected(value)
        return try #require(try recognizer.compare(samples, [expected]).first)
    }

    private func verdict(_ samples: [Int16], _ digits: String) throws -> Verdict {
        try score(samples, .digits(digits)).verdict
    }

    @Test func `what was said passes, also where it is heard as something else`() throws {
        for digits in ["4790", "1973", "2741", "90417"] {
            #expect(try verdict(speech(digits), digits) == .pass, "\(digits)")
        }
    }

    @Test func `another string doesn't pass`() throws {
        let samples = try speech("4790")
        for digits in ["1234", "8315", "2468", "5061"] {
            #expect(try verdict(samples, digits) != .pass, "\(digits)")
        }
        #expect(try verdict(samples, "1234") == .fail)
    }

    @Test func `a digit left out or added doesn't pass`() throws {
        let samples = try speech("4790")
        for digits in ["479", "490", "790", "47900", "47790", "44790", "41790"] {
            #expect(try verdict(samples, digits) != .pass, "\(digits)")
        }
    }

    @Test func `a date of birth passes however it is said, and its neighbours don't`() throws {
        // March fifteenth nineteen eighty four; three fifteen eighty four.
        for names in [["mon-2", "h-15", "19", "80", "4"], ["3", "15", "80", "4"]] {
            let samples = try speech(words: names)
            for (date, passes) in [
                ("1984-03-15", true), ("1984-03-25", false), ("1984-05-15", false), ("1974-03-15", false),
                ("1969-10-02", false),
            ] {
                let value = Value.date(try #require(LocalDate(iso: date)))
                #expect(try (score(samples, value).verdict == .pass) == passes, "\(names) \(date)")
            }
        }
    }

    @Test func `one pass hears an answer and compares it, as two would`() throws {
        let samples = try speech("4790")
        let listening = try Grammars.listening(.digits(4...4))
        for digits in ["4790", "4791"] {
            let expected = try expected(.digits(digits))
            let heard = try recognizer.recognize(samples, listening, for: .comparing(expected))
            #expect(
                heard.words == ["four", "seven", "nine", "oh"]
                    || heard.words == ["four", "seven", "nine", "zero"])
            #expect(heard.verification?.verdict == (try verdict(samples, digits)))
        }
        #expect(try recognizer.recognize(samples, listening).verification == nil)
    }

    @Test func `a score doesn't depend on what was compared before, and many at once are as one by one`()
        throws
    {
        let samples = try speech("4790")
        let values = ["4790", "4791", "1234"].map { Value.digits($0) }
        let fresh = try values.map {
            try PocketSphinxRecognizer(language: "en-US").compare(samples, [expected($0)]).first
        }
        _ = try recognizer.recognize(speech("31"), Grammars.listening(.digits(2...2)))
        #expect(try values.map { try score(samples, $0) } == fresh)
        #expect(try recognizer.compare(samples, values.map { try expected($0) }) == fresh)
    }

    @Test func `nothing was said in silence`() throws {
        for samples in [[], [Int16](repeating: 0, count: 8_000), Recordings.noise(8_000)] {
            #expect(try verdict(samples, "4790") != .pass)
            #expect(try score(samples, .date(#require(LocalDate(iso: "1984-03-15")))).verdict != .pass)
        }
    }

    @Test func `silence around speech is cut to a tenth of a second`() throws {
        let digit = try AudioFile.read(Recordings.allison + "digits/7.wav").telephone()
        let long = Recordings.noise(8_000) + digit + Recordings.noise(8_000)
        let trimmed = Utterance(long).speech
        #expect(trimmed.count <= digit.count + 1_600 + 320)
        #expect(trimmed.count >= 4_000)
        #expect(trimmed.startIndex >= 7_000)
        #expect(Utterance([]).speech.isEmpty)
        #expect(Utterance(Recordings.noise(8_000)).speech.count == 8_000)
        #expect(Utterance([Int16](repeating: 0, count: 8_000)).speech.count == 8_000)
        #expect(Utterance(Array(digit.prefix(100))).speech.count == 100)
    }
}
