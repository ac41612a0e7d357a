import Calls
import Dialog
import Synchronization

/// How words that no dictionary has would be spoken by the synthetic voice: names of creditors and of people.
///
/// The voice's process says it; each word is asked for once. Any thread may use it.
package final class GuessedPronunciations: Sendable {
    /// In the phones of the packaged model, as an American voice reads.
    static let american = GuessedPronunciations("en-US")
    /// Words that are kept; the vocabularies of flows are far smaller.
    private static let limit = 10_000
    /// No word is longer.
    private static let longestWord = 40

    private let language: LanguageTag
    private let known = Mutex<[String: [String]]>([:])

    init(_ language: LanguageTag) { self.language = language }

    /// The phones, in one way; empty for what is no word, and without a voice.
    package func pronunciations(of word: String) -> [String] {
        guard word.count <= Self.longestWord, word.contains(where: \.isLetter),
            word.allSatisfy({ $0.isLetter || $0 == "'" || $0 == "-" || $0 == "." })
        else { return [] }
        if let pronunciations = known.withLock({ $0[word] }) { return pronunciations }
        // Without a voice there is nothing to remember: it may be there later.
        guard let voice = ESpeakVoice.of(language), let letters = try? voice.pronounce(word) else {
            return []
        }
        let phones = PhoneticLetters.phones(of: letters)?.joined(separator: " ")
        let pronunciations = [phones].compactMap(\.self)
        known.withLock { known in
            if known.count < Self.limit { known[word] = pronunciations }
        }
        return pronunciations
    }
}
