import Audio
import Calls
import Dialog
import Foundation
import Speech

/// What simulated callers can say: phrases of the prompt files in our own voice, and recordings.
struct CallerVoices {
    /// A caller needs few phrases to be understood now and then.
    private static let phrasesPerLanguage = 40
    private static let recordingsLimit = 60

    private var spoken: [LanguageTag: [[Int16]]] = [:]
    private var recorded: [[Int16]] = []

    init(_ setups: [CallSetup], recordings folder: String?) throws {
        let synthesizer = CachingSynthesizer(ESpeakSynthesizer())
        for setup in setups where spoken[setup.language] == nil {
            do throws(SynthesisFailure) {
                var clips: [[Int16]] = []
                for text in Self.phrases(setup) {
                    clips.append(try synthesizer.synthesize(text, language: setup.language))
                }
                spoken[setup.language] = clips
            } catch {
                throw CommandFailure(.environment, "promesa: error: \(error)")
            }
        }
        if let folder { recorded = try Self.recordings(folder) }
    }

    func clips(for language: LanguageTag) -> [[Int16]] { (spoken[language] ?? []) + recorded }

    /// Plain phrases, the same ones every time.
    private static func phrases(_ setup: CallSetup) -> [String] {
        let prompts = setup.catalogue.languages[setup.language]
        let choices = prompts?.choicePhrases.values.flatMap { $0.values.flatMap { $0 } } ?? []
        let universals = prompts?.universalPhrases.values.flatMap { $0 } ?? []
        let plain = Set(
            (choices + universals).map(\.text).filter { $0.allSatisfy { $0.isLetter || $0 == " " } })
        let sorted = plain.sorted()
        let step = max(1, sorted.count / phrasesPerLanguage)
        return stride(from: 0, to: sorted.count, by: step).map { sorted[$0] }
    }

    private static func recordings(_ folder: String) throws -> [[Int16]] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.hasSuffix(".wav")
            }
            return try names.sorted().prefix(recordingsLimit).map { name in
                try AudioFile.read((folder as NSString).appendingPathComponent(name)).telephone()
            }
        } catch {
            throw CommandFailure(
                .environment, "promesa: error: the recordings in '\(folder)' can't be read: \(error)")
        }
    }
}
