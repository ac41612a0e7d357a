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
    private let speech: SpeechJobs
    private var store: StoreJobs
    private let latencies: JobLatencies
    private let transferOutcome: TransferOutcome
    private var due: [(tick: Int, id: JobID, result: CallJobResult)] = []
    /// Real time spent per kind of job; the one thing here that differs between equal runs, so it is kept apart.
    private(set) package var spent: [String: (count: Int, time: Duration)] = [:]

    /// `recordings` gives the samples (8 kHz) of a recorded prompt, by its path in the folder of a language.
    package init(
        setup: CallSetup, recognizer: any Recognizer, synthesizer: any Synthesizer,
        recordings: @escaping @Sendable (String, LanguageTag) -> [Int16]?, journal: any CallJournal,
        latencies: JobLatencies = JobLatencies(), transferOutcome: TransferOutcome = .connected
    ) {
        self.recognizer = recognizer
        speech = SpeechJobs(synthesizer: synthesizer, recordings: recordings)
        store = StoreJobs(journal: journal, call: setup.id)
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
        case .recognize(let utterance, let grammar, let aim):
            (
                aim.expected == nil ? "recognition" : "verification", latencies.recognition,
                SpeechJobs.recognize(utterance, grammar, aim, by: recognizer)
            )
        case .speak(let prompts): ("synthesis", latencies.synthesis, speech.speak(prompts))
        case .commit(let record): ("store", latencies.store, store.commit(record))
        case .append(let lines): ("store", .zero, store.append(lines))
        case .markAnnounced: ("store", .zero, store.markAnnounced())
        case .close(let closing): ("store", .zero, store.close(closing))
        case .transfer:
            // A recording has nobody to hand the call to: the outcome is what the run was told.
            ("transfer", latencies.transfer, .transferred(transferOutcome))
        }
    }
}
