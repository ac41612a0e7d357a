import Audio
package import Dialog
import SpokenForms

/// What a job costs in media time in a deterministic run, whatever the machine takes.
package struct JobLatencies: Sendable, Hashable {
    /// Of the end of an utterance to its words.
    package var recognition: Duration = .milliseconds(60)
    package var synthesis: Duration = .milliseconds(40)
    package var store: Duration = .milliseconds(20)
    package var transfer: Duration = .milliseconds(1_000)
    package init() {}
}

/// Does each job at once and delivers its result after a fixed media time: media time stands still meanwhile.
package final class InlineWorker: CallWorker {
    private let recognizer: any Recognizer
    private let synthesizer: any Synthesizer
    private let recordings: @Sendable (String, LanguageTag) -> [Int16]?
    private let journal: any CallJournal
    private let call: CallID
    private let latencies: JobLatencies
    private let transferOutcome: TransferOutcome
    private var unwritten: [JournalLine] = []
    private var due: [(tick: Int, id: JobID, result: CallJobResult)] = []
    /// Real time spent per kind of job; the one thing here that differs between equal runs, so it is kept apart.
    private(set) package var spent: [String: (count: Int, time: Duration)] = [:]

    /// `recordings` gives the samples (8 kHz) of a recorded prompt, by its path in the folder of a language.
    package init(
        setup: CallSetup, recognizer: any Recognizer, synthesizer: any Synthesizer,
        recordings: @escaping @Sendable (String, LanguageTag) -> [Int16]?, journal: any CallJournal,
        latencies: JobLatencies = JobLatencies(), transferOutcome: TransferOutcome = .connected
    ) {
        call = setup.id
        self.recognizer = recognizer
        self.synthesizer = synthesizer
        self.recordings = recordings
        self.journal = journal
        self.latencies = latencies
        self.transferOutcome = transferOutcome
    }

    package func start(_ job: CallJob, _ id: JobID, at tick: Int) {
        let clock = ContinuousClock()
        let begin = clock.now
        let (kind, latency, result) = perform(job)
        let known = spent[kind] ?? (0, .zero)
        spent[kind] = (known.count + 1, known.time + (clock.now - begin))
        due.append((tick + Endpointer.frames(latency), id, result))
    }

    package func finished(by tick: Int) -> [(id: JobID, result: CallJobResult)] {
        let ready = due.filter { $0.tick <= tick }
        due.removeAll { $0.tick <= tick }
        return ready.map { ($0.id, $0.result) }
    }

    private func perform(_ job: CallJob) -> (kind: String, latency: Duration, result: CallJobResult) {
        switch job {
        case .recognize(let utterance, let grammar):
            ("recognition", latencies.recognition, recognize(utterance, grammar, nil))
        case .verify(let utterance, let grammar, let expected):
            ("verification", latencies.recognition, recognize(utterance, grammar, expected))
        case .speak(let prompts):
            ("synthesis", latencies.synthesis, speak(prompts))
        case .commit(let record):
            (
                "store", latencies.store,
                written { () throws(JournalFailure) in
                    // A promise without what led to it proves nothing: the journal goes first. A wish for no more
                    // calls needs no proof; its lines are written with the next ones.
                    let lost = failure { () throws(JournalFailure) in try writeLines([]) }
                    if let lost, record.content != .stopCalling { throw lost }
                    return .committed(try journal.commit(record))
                }
            )
        case .append(let lines):
            (
                "store", .zero,
                written { () throws(JournalFailure) in
                    try writeLines(lines); return .written
                }
            )
        case .markAnnounced:
            (
                "store", .zero,
                written { () throws(JournalFailure) in
                    try journal.markAnnounced(call); return .written
                }
            )
        case .close(let closing):
            (
                "store", .zero,
                written { () throws(JournalFailure) in
                    let lost = failure { () throws(JournalFailure) in try writeLines([]) }
                    // How the call ended is kept, even if its last lines can't be.
                    try journal.close(call, closing)
                    if let lost { throw lost }
                    return .written
                }
            )
        case .transfer:
            // A recording has nobody to hand the call to: the outcome is what the run was told.
            ("transfer", latencies.transfer, .transferred(transferOutcome))
        }
    }

    /// Keeps lines whose writing failed for the next time, in order; a call has few enough to hold.
    private func writeLines(_ lines: [JournalLine]) throws(JournalFailure) {
        unwritten += lines
        guard !unwritten.isEmpty else { return }
        try journal.append(unwritten, to: call)
        unwritten = []
    }

    private func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, _ expected: VerificationGrammar?
    ) -> CallJobResult {
        do throws(RecognitionFailure) {
            var result = try recognizer.recognize(utterance, grammar)
            // What is rejected as speech needs no comparison.
            if let expected, !result.words.isEmpty {
                result.verification = try recognizer.verify(utterance, expected)
            }
            return .recognized(result)
        } catch {
            return .failed(error.description)
        }
    }

    private func speak(_ prompts: [RenderedPrompt]) -> CallJobResult {
        var clips: [[Int16]] = []
        for prompt in prompts {
            var clip: [Int16] = []
            for segment in prompt.segments {
                if let recording = segment.recording {
                    guard let samples = recordings(recording, prompt.language) else {
                        return .failed("the recording '\(recording)' could not be read")
                    }
                    clip += samples
                    continue
                }
                do throws(SynthesisFailure) {
                    clip += try synthesizer.synthesize(segment.text, language: prompt.language)
                } catch {
                    return .failed(error.description)
                }
            }
            clips.append(clip)
        }
        return .spoken(clips)
    }

    private func failure(of write: () throws(JournalFailure) -> Void) -> JournalFailure? {
        do throws(JournalFailure) {
            try write()
            return nil
        } catch {
            return error
        }
    }

    private func written(_ write: () throws(JournalFailure) -> CallJobResult) -> CallJobResult {
        do throws(JournalFailure) {
            return try write()
        } catch {
            return .failed(error.description)
        }
    }
}
