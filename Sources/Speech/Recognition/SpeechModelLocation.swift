import Calls
import Dialog
import Foundation

/// Where the sounds and the words of a language come from: a configured folder, or Debian's American English model.
struct SpeechModelLocation {
    private enum Words {
        case file(String)
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
        if let folder = configured.folders[language] {
            acousticFolder = folder
            words = .file(try Self.dictionary(in: folder))
            isConfigured = true
            return
        }
        let root = debian ?? Self.debianFolder
        switch language {
        case "en-US": words = .file(root + "/cmudict-en-us.dict")
        case "en-GB": words = .americanFile(root + "/cmudict-en-us.dict")
        case "es-ES": words = .spelling(SpanishPronunciation(.castilian))
        case "es-US": words = .spelling(SpanishPronunciation(.american))
        case _:
            throw .modelUnavailable(
                "there is no acoustic model for '\(language)'; speech is heard in en-US, en-GB, es-ES and es-US, "
                    + "and with a model of your own by \(ConfiguredModels.variable)=\(language)=FOLDER")
        }
        acousticFolder = root + "/en-us"
        isConfigured = false
    }

    func dictionary() throws(RecognitionFailure) -> PronunciationDictionary {
        switch words {
        case .file(let path), .americanFile(let path):
            try .shared(at: path, additions: isConfigured ? [:] : PronunciationDictionary.englishAdditions)
        case .spelling(let spelling): PronunciationDictionary(spelling: spelling)
        }
    }

    /// Where words come from, for whoever runs the program.
    var wordsDescription: String {
        switch words {
        case .file(let path): path
        case .americanFile(let path):
            "\(path), with the sounds of American English; there is no packaged British model"
        case .spelling: "spelling, in the phones of American English; there is no packaged Spanish model"
        }
    }

    private static func dictionary(in folder: String) throws(RecognitionFailure) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let dictionaries = names.filter { $0.hasSuffix(".dict") }
        guard let name = dictionaries.first, dictionaries.count == 1 else {
            throw .modelUnavailable(
                "'\(folder)' must hold one dictionary, '*.dict', beside the model's files; "
                    + "it holds \(dictionaries.count)")
        }
        return folder + "/" + name
    }
}
