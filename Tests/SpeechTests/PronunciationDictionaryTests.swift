import Calls
import Dialog
import SpokenForms
import Testing

@testable import Speech

@Suite struct PronunciationDictionaryTests {
    private func dictionary(_ text: String) -> PronunciationDictionary {
        PronunciationDictionary(bytes: [UInt8](text.utf8), additions: ["venmo": ["V EH N M OW"]])
    }

    @Test func `a word has its first two pronunciations`() {
        let words = dictionary("a AH\na(2) EY\na(3) AE\none W AH N\none(2) HH W AH N\none's W AH N Z\n")
        #expect(words.pronunciations(of: "a") == ["AH", "EY"])
        #expect(words.pronunciations(of: "one") == ["W AH N", "HH W AH N"])
        #expect(words.pronunciations(of: "one's") == ["W AH N Z"])
        #expect(words.pronunciations(of: "venmo") == ["V EH N M OW"])
        #expect(words.entryCount == 6)
    }

    @Test func `entries are in one order, variants after their word`() throws {
        let words = dictionary("two T UW\none W AH N\none(2) HH W AH N\n")
        let entries = try words.entries(for: ["two", "one"])
        #expect(entries.map(\.word) == ["one", "one(2)", "two"])
        #expect(entries.map(\.phones) == ["W AH N", "HH W AH N", "T UW"])
        #expect(throws: RecognitionFailure.unknownWord("three")) { try words.entries(for: ["two", "three"]) }
    }

    @Test(arguments: [
        "", "\n\n", "one", "one \n", "one\r\n", "one W AH N", "  W AH N", "one\tW  AH\tN\r\n#", "é\n\u{0}",
    ])
    func `odd files are read without harm`(text: String) {
        let words = dictionary(text)
        let expected = text.hasPrefix("one") && text.contains("AH") ? ["W AH N"] : []
        #expect(words.pronunciations(of: "one") == expected)
        #expect(words.pronunciations(of: "") == [])
        #expect(words.missingWords(in: ["two", "venmo", "a b"]) == ["a b", "two"])
    }

    @Test func `comments are not phones`() {
        #expect(dictionary("one W AH N # a numeral\n").pronunciations(of: "one") == ["W AH N"])
    }

    @Test func `a file of one-letter lines is read`() {
        let words = dictionary(String(repeating: "a\nb\n", count: 500) + "c K\n")
        #expect(words.pronunciations(of: "a") == [])
        #expect(words.pronunciations(of: "c") == [] || words.pronunciations(of: "c") == ["K"])
    }

    @Test func `the packaged dictionary knows every word of the built-in grammars`() throws {
        let words = try PronunciationDictionary.standard(for: "en-US")
        let targets: [ListeningGrammar.Target] = [
            .yesNo, .digits(1...20), .money, .date(.upcoming(days: 30)), .date(.past),
        ]
        for target in targets {
            #expect(try words.missingWords(in: Grammars.listening(target).vocabulary) == [])
        }
        #expect(words.missingWords(in: ["payment", "bl0rptastic", "4"]) == ["4", "bl0rptastic"])
        #expect(words.entryCount ?? 0 > 130_000)
    }

    @Test func `a missing file or language says what to do`() {
        #expect(throws: RecognitionFailure.self) {
            try PronunciationDictionary(contentsOf: "/nonexistent/x.dict")
        }
        let failure = #expect(throws: RecognitionFailure.self) {
            try SpeechModel.packaged(for: "en-US", folder: "/nonexistent")
        }
        #expect(failure?.description.contains("/nonexistent/en-us/mdef") == true)
        #expect(failure?.description.contains("install the Debian package pocketsphinx-en-us") == true)
        #expect(throws: RecognitionFailure.self) { try PocketSphinxRecognizer(language: "tlh") }
    }
}
