import Audio
import Calls
import Dialog
import Foundation
import MediaAdapters
import Speech
import Storage

/// One call over audio files, with everything that is kept of it.
struct CallRun {
    let setup: CallSetup
    let store: SQLiteStore
    let folder: RunFolder
    let recordings: @Sendable (String, LanguageTag) -> [Int16]?
    let transferOutcome: TransferOutcome
    let recordFrom: RecordFrom
    let isQuiet: Bool
    let models: ConfiguredModels

    /// Runs the call to its end and writes the folder.
    func run(_ caller: WAVCallLeg) throws -> OutcomeDocument {
        var leg = caller
        let clock = ContinuousClock()
        let begin = clock.now
        let speech = try SpeechParts(setup, models: models)
        let worker = InlineWorker(
            setup: setup, recognizer: speech.recognizer, synthesizer: speech.synthesizer,
            recordings: recordings,
            journal: store, transferOutcome: transferOutcome)
        let recording = try made { () throws(AudioFailure) in try CallRecording(path: folder.recording) }
        let printer = ConversationPrinter(isQuiet: isQuiet)
        var recordingStart: Int?
        var recordingTrouble: String?
        let outcome = try made { () throws(JournalFailure) in
            try CallRunner(setup: setup, journal: store).run(
                recognizer: speech.recognizer, worker: worker, leg: &leg,
                eachTick: { tick in
                    guard recordingTrouble == nil else { return }
                    if recordingStart == nil, isRecorded(tick) {
                        recordingStart = tick.number
                        recording.start(atTick: tick.number)
                    }
                    do throws(AudioFailure) {
                        try recording.add(
                            tick: tick.number, caller: tick.caller, ours: tick.ours,
                            callerSide: tick.isSecret ? .muted : .kept)
                    } catch {
                        // The call matters more than its recording.
                        recordingTrouble = error.description
                    }
                },
                said: printer.print)
        }
        do throws(AudioFailure) { try recording.finish() } catch { recordingTrouble = error.description }
        if let recordingTrouble {
            StandardError.print("promesa: warning: the recording is incomplete: \(recordingTrouble)")
        }
        let document = OutcomeDocument(outcome, recordingStartMs: recordingStart.map { $0 * 20 })
        try folder.write(outcome: document)
        try folder.write(journal: events())
        try folder.write(transcript: outcome.transcript)
        try folder.writeReport()
        try folder.write(timings: timings(worker, wall: clock.now - begin, audio: outcome.duration))
        if !isQuiet { print("\n\(outcome.summary)\n\(folder.contents)") }
        return document
    }

    /// Whether the recording may have begun by this tick; a flow that is never recorded overrules the caller of the run.
    private func isRecorded(_ tick: CallRunner.Tick) -> Bool {
        if setup.program.root.recordFrom == .never { return false }
        switch recordFrom {
        case .answer: return true
        case .notice: return tick.isAfterNotice
        case .never: return false
        }
    }

    private func events() throws -> [JournalLine] {
        try made { () throws(JournalFailure) in try store.call(setup.id)?.events ?? [] }
    }

    /// Real times, which differ from run to run; nothing else does.
    private func timings(_ worker: InlineWorker, wall: Duration, audio: Duration) -> String {
        var parts: [String: Any] = ["audioMs": audio.milliseconds, "wallMs": wall.milliseconds]
        if audio > .zero {
            parts["realTimeFactor"] =
                (Double(wall.milliseconds) / Double(audio.milliseconds) * 10_000).rounded() / 10_000
        }
        for (kind, spent) in worker.spent {
            parts[kind] = ["count": spent.count, "ms": spent.time.milliseconds]
        }
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted]
        let data = (try? JSONSerialization.data(withJSONObject: parts, options: options)) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private func made<T, Failure: Error>(_ make: () throws(Failure) -> T) throws -> T {
        do {
            return try make()
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}

/// The recognisers and the synthesiser of one call.
struct SpeechParts {
    let recognizer: RecognizerByLanguage
    let synthesizer: CachingSynthesizer

    /// `models` hear the callers; nil for those of the environment.
    init(_ setup: CallSetup, models: ConfiguredModels? = nil) throws {
        do {
            let models = try models ?? .ofEnvironment()
            let model = try SpeechModel.telephone(for: setup.language, models: models)
            if let shortcoming = model.shortcoming { StandardError.print("promesa: warning: \(shortcoming)") }
            for language in setup.program.otherLanguages(than: setup.language) {
                Self.warn(ofMissing: language, models)
            }
            let first = try PocketSphinxRecognizer(model)
            recognizer = RecognizerByLanguage([setup.language: first]) {
                language throws(RecognitionFailure) in
                try PocketSphinxRecognizer(.telephone(for: language, models: models))
            }
            synthesizer = CachingSynthesizer(ESpeakSynthesizer())
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    /// The call may never come to that language: it is made all the same.
    private static func warn(ofMissing language: LanguageTag, _ models: ConfiguredModels) {
        do {
            _ = try SpeechModel.telephone(for: language, models: models)
        } catch {
            StandardError.print(
                "promesa: warning: a caller who asks for \(language) can't be heard, and the call fails: \(error)"
            )
        }
    }
}

extension FlowProgram {
    /// The languages that a caller of a call in `language` can ask for.
    fileprivate func otherLanguages(than language: LanguageTag) -> [LanguageTag] {
        root.languages.filter { other in
            other != language
                && root.universals.contains { universal in
                    universal.language == .other || universal.language == .to(other)
                }
        }
    }
}
