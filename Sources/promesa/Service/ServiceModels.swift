import Calls
import Dialog
import FlowFiles
import Speech
import Synchronization

/// The speech models of a service, each loaded once and shared by all its recognisers.
final class ServiceModels: Sendable {
    private let configured: ConfiguredModels
    private let models = Mutex<[LanguageTag: SpeechModel]>([:])

    /// The folders of a configuration; the environment's stand in their place.
    init(_ speech: SpeechSection) throws {
        do {
            configured = try ConfiguredModels.ofEnvironment(over: speech)
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    /// Loads what it takes to hear a language; says what falls short on this machine.
    func load(_ language: LanguageTag) throws(RecognitionFailure) -> String? {
        try model(language).shortcoming
    }

    func recognizer(_ language: LanguageTag) throws(RecognitionFailure) -> any Recognizer {
        try PocketSphinxRecognizer(try model(language))
    }

    private func model(_ language: LanguageTag) throws(RecognitionFailure) -> SpeechModel {
        try models.withLock { models throws(RecognitionFailure) in
            if let known = models[language] { return known }
            let new = try SpeechModel.telephone(for: language, models: configured)
            models[language] = new
            return new
        }
    }
}
