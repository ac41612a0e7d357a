import Dialog
import Testing

@testable import Speech

/// Words that no dictionary has, as the synthetic voice would say them.
@Suite struct GuessedPronunciationTests {
    private static let dictionary = "hello HH AH L OW\nhello(2) HH EH L OW\n"

    private static func dictionary(_ guess: GuessedPronunciations?) -> PronunciationDictionary {
        PronunciationDictionary(bytes: Array(dictionary.utf8), additions: [:], guess: guess)
    }

    @Test(arguments: [
        ("sˈɪŋkɹəni", "S IH NG K R AH N IY"), ("vˈɑːɹɡəz", "V AA R G AH Z"), ("tʃˈeɪs", "CH EY S"),
        ("bˈʌʔn̩", "B AH T AH N"), ("plˈeɪɚɹ", "P L EY ER"), ("nˈuːjɛn", "N UW Y EH N"),
        ("bˈɔːɹˌoʊ", "B AO R OW"),
        ("dʒˈiːn", "JH IY N"), ("hˈɪl lˈaɪn", "HH IH L AY N"),
    ])
    func `phonetic letters are read as phones`(_ letters: String, _ phones: String) {
        #expect(PhoneticLetters.phones(of: letters)?.joined(separator: " ") == phones)
    }

    @Test(arguments: ["", "ˈ", "ʘa", "7", "a{b}"]) func `other letters are refused`(_ letters: String) {
        #expect(PhoneticLetters.phones(of: letters) == nil)
    }

    @Test func `a word of no dictionary is heard as the voice says it`() throws {
        let dictionary = Self.dictionary(.american)
        #expect(dictionary.pronunciations(of: "hello") == ["HH AH L OW", "HH EH L OW"])
        #expect(dictionary.pronunciations(of: "midland") == ["M IH D L AH N D"])
        #expect(dictionary.missingWords(in: ["hello", "midland", "4"]) == ["4"])
        let guessed = dictionary.guessedWords(in: ["hello", "midland", "4", "synchrony"])
        #expect(guessed.map(\.word) == ["midland", "synchrony"])
        #expect(guessed.map(\.phones) == ["M IH D L AH N D", "S IH NG K R AH N IY"])
    }

    @Test func `without a guess such a word is missing`() {
        #expect(Self.dictionary(nil).missingWords(in: ["hello", "midland"]) == ["midland"])
        #expect(Self.dictionary(nil).guessedWords(in: ["midland"]).isEmpty)
    }

    @Test(arguments: ["", "4", "[[h@]]", "a b", "a\u{0}b", String(repeating: "x", count: 41), "<b>"])
    func `what is no word is not guessed`(_ word: String) {
        #expect(GuessedPronunciations.american.pronunciations(of: word).isEmpty)
    }

    @Test func `every phone that letters stand for is one of the model`() throws {
        let model = try SpeechModel.packaged(for: "en-US")
        let phones = try #require(model.wholePass).phones
        #expect(PhoneticLetters.all.isSubset(of: phones))
    }
}
