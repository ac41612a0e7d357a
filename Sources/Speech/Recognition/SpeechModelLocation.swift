import Calls
import Dialog
import Foundation

/// Where the sounds and the words of a language come from: a configured folder, or Debian's American English model.
struct SpeechModelLocation {
    private enum Words {
        case file(String, additions: [String: [String]] = [:])
        /// British English is heard with American sounds and words.
        case americanFile(String)
        /// Spanish has no packaged model: its words are spelt in English phones.
        case spelling(SpanishPronunciation)
    }

    private static let debianFolder = "/usr/share/pocketsphinx/model/en-us"

    /// Holds the files of the acoustic model.
    let acousticFolder: String
    /// Whether somebody named the folder, so that nothing is known of the model but what it says itself.
    let isConfigured: Bool
    private let words: Words

    /// `debian` is where the packaged model is, if not where Debian puts it.
    init(
        _ language: LanguageTag, configured: ConfiguredModels, debian: String?
    ) throws(RecognitionFailure) {
        let root = debian ?? Self.debianFolder
        let builtIn = Self.builtInWords(language, root)
        if let folder = configured.folders[language] {
            acousticFolder = folder
            isConfigured = true
            // A model that was adapted from the built-in one has its phones, and so its words.
            let isAdapted = Self.dictionaries(in: folder).isEmpty && Self.holdsModel(folder)
            if let builtIn, isAdapted {
                words = builtIn
            } else {
                words = .file(try Self.dictionary(in: folder))
            }
            return
        }
        guard let builtIn else {
            throw .modelUnavailable(
                "there is no acoustic model for '\(language)'; speech is heard in en-US, en-GB, es-ES and es-US, "
                    + "and with a model of your own by \(ConfiguredModels.variable)=\(language)=FOLDER")
        }
        words = builtIn
        acousticFolder = root + "/en-us"
        isConfigured = false
    }

    private static func builtInWords(_ language: LanguageTag, _ root: String) -> Words? {
        switch language {
        case "en-US": .file(root + "/cmudict-en-us.dict", additions: PronunciationDictionary.englishAdditions)
        case "en-GB": .americanFile(root + "/cmudict-en-us.dict")
        case "es-ES": .spelling(SpanishPronunciation(.castilian))
        case "es-US": .spelling(SpanishPronunciation(.american))
        case _: nil
        }
    }

    func dictionary() throws(RecognitionFailure) -> PronunciationDictionary {
        switch words {
        case .file(let path, let additions):
            // A model of one's own has phones of its own.
            try .shared(
                at: path, additions: additions, guess: isConfigured ? nil : GuessedPronunciations.american)
        case .americanFile(let path):
            try .shared(
                at: path, additions: PronunciationDictionary.englishAdditions,
                guess: GuessedPronunciations.american)
        case .spelling(let spelling): PronunciationDictionary(spelling: spelling)
        }
    }

    /// Where words come from, for whoever runs the program.
    var wordsDescription: String {
        switch words {
        case .file(let path, _): path
        case .americanFile(let path):
            "\(path), with the sounds of American English; there is no packaged British model"
        case .spelling: "spelling, in the phones of American English; there is no packaged Spanish model"
        }
    }

    private static func dictionary(in folder: String) throws(RecognitionFailure) -> String {
        let dictionaries = dictionaries(in: folder)
        guard let name = dictionaries.first, dictionaries.count == 1 else {
            throw .modelUnavailable(
                "'\(folder)' must hold one dictionary, '*.dict', beside the model's files; "
                    + "it holds \(dictionaries.count)")
        }
        return folder + "/" + name
    }

    private static func dictionaries(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".dict") }
    }

    private static func holdsModel(_ folder: String) -> Bool {
        FileManager.default.isReadableFile(atPath: folder + "/mdef")
    }
}
