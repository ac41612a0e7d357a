package import Calls
package import Dialog
import Foundation
import Synchronization

/// How words sound: looked up in a dictionary file, or read off their spelling.
///
/// The recogniser gets only the words that a grammar uses: a decoder with all of a dictionary takes 30 MB and 95 ms.
package struct PronunciationDictionary: Sendable {
    /// Where pronunciations come from.
    private enum Source: Sendable {
        /// A file in CMU format, words that it lacks, and what guesses all others.
        case file(PronunciationFile, additions: [String: [String]], guess: GuessedPronunciations?)
        /// A language that is spoken as it is written.
        case spelling(SpanishPronunciation)
    }

    /// More variants of a word make it win where nobody said it.
    private static let variantLimit = 2
    private static let byteLimit = 64 << 20

    private let source: Source

    /// Reads a dictionary file; a line is a word, or `word(2)` for a variant, and its phones.
    package init(
        contentsOf path: String, additions: [String: [String]] = [:], guess: GuessedPronunciations? = nil
    ) throws(RecognitionFailure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .modelUnavailable(
                "cannot read the dictionary '\(path)'; install the Debian package \(AcousticModel.debianPackage)"
            )
        }
        guard data.count <= Self.byteLimit else {
            throw .modelUnavailable(
                "the dictionary '\(path)' has \(data.count) bytes; at most \(Self.byteLimit)")
        }
        self.init(bytes: [UInt8](data), additions: additions, guess: guess)
    }

    init(bytes: [UInt8], additions: [String: [String]], guess: GuessedPronunciations? = nil) {
        source = .file(PronunciationFile(bytes: bytes), additions: additions, guess: guess)
    }

    init(spelling: SpanishPronunciation) {
        source = .spelling(spelling)
    }

    /// Pronunciations in the file; nil if there is none.
    var entryCount: Int? {
        switch source {
        case .file(let file, _, _): file.entryCount
        case .spelling: nil
        }
    }

    /// Whether words are read off their spelling, in sounds that may not be theirs.
    var isSpelt: Bool {
        if case .spelling = source { true } else { false }
    }

    /// The phones of a word, the most usual pronunciation first; empty for an unknown word.
    package func pronunciations(of word: String) -> [String] {
        switch source {
        case .spelling(let spelling): return spelling.pronunciations(of: word)
        case .file(_, _, let guess):
            let known = knownPronunciations(of: word)
            return known.isEmpty ? guess?.pronunciations(of: word) ?? [] : known
        }
    }

    private func knownPronunciations(of word: String) -> [String] {
        guard case .file(let file, let additions, _) = source else { return [] }
        if let own = additions[word] { return own }
        guard let first = file.phones(of: word) else { return [] }
        return [first] + (2...Self.variantLimit).compactMap { file.phones(of: "\(word)(\($0))") }
    }

    /// The words that are not in the dictionary but can be heard by a guess, with it, in alphabetical order.
    package func guessedWords(in vocabulary: Set<String>) -> [(word: String, phones: String)] {
        guard case .file(_, _, let guess?) = source else { return [] }
        return vocabulary.sorted().filter { knownPronunciations(of: $0).isEmpty }.compactMap { word in
            guess.pronunciations(of: word).first.map { (word, $0) }
        }
    }

    /// The words that cannot be recognised, in alphabetical order.
    package func missingWords(in vocabulary: Set<String>) -> [String] {
        vocabulary.filter { pronunciations(of: $0).isEmpty }.sorted()
    }

    /// The lines of a small dictionary for a vocabulary, in the order and the form that a decoder takes them.
    func entries(for vocabulary: Set<String>) throws(RecognitionFailure) -> [(word: String, phones: String)] {
        var entries: [(word: String, phones: String)] = []
        for word in vocabulary.sorted() {
            let variants = pronunciations(of: word)
            guard !variants.isEmpty else { throw .unknownWord(word) }
            for (index, phones) in variants.enumerated() {
                entries.append((index == 0 ? word : "\(word)(\(index + 1))", phones))
            }
        }
        return entries
    }
}

extension PronunciationDictionary {
    private static let loaded = Mutex<[String: PronunciationDictionary]>([:])

    /// The dictionary of a language's model, read once per process.
    package static func standard(
        for language: LanguageTag, models: ConfiguredModels = .none
    ) throws(RecognitionFailure) -> PronunciationDictionary {
        try SpeechModelLocation(language, configured: models, debian: nil).dictionary()
    }

    /// Reads a file the first time it is asked for.
    static func shared(
        at path: String, additions: [String: [String]], guess: GuessedPronunciations? = nil
    ) throws(RecognitionFailure) -> PronunciationDictionary {
        if let known = loaded.withLock({ $0[path] }) { return known }
        // Two threads may both read it; they get the same.
        let dictionary = try PronunciationDictionary(
            contentsOf: path, additions: additions, guess: guess)
        loaded.withLock { $0[path] = dictionary }
        return dictionary
    }
}
