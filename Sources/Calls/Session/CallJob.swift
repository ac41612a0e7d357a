package import Dialog
package import SpokenForms

/// Work that may take longer than a frame, so that no frame ever waits for it.
package enum CallJob: Sendable {
    /// Decode a whole utterance (8 kHz).
    case recognize([Int16], ListeningGrammar, RecognitionAim)
    /// Speak prompts, one clip each.
    case speak([RenderedPrompt])
    /// Make something durable.
    case commit(CommitRecord)
    /// Keep journal lines; nothing waits for them, but a later commit comes after them.
    case append([JournalLine])
    /// Keep that the promise was announced.
    case markAnnounced
    /// Keep how the call ended; nothing of the call comes after it.
    case close(CallClosing)
    /// Hand the call over.
    case transfer(destination: String)
}

package enum CallJobResult: Sendable {
    case recognized(RecognitionResult)
    /// For each prompt, its samples (8 kHz).
    case spoken([[Int16]])
    case committed(CommitOutcome)
    case transferred(TransferOutcome)
    case written
    /// The job failed; says why, without debtor data.
    case failed(String)
}

/// Identifies one job of a call, from 1.
package struct JobID: Hashable, Sendable {
    package let number: Int
    package init(_ number: Int) { self.number = number }
}

/// Does a call's jobs: at once with a fixed charge of media time for a deterministic run, or on a pool for a live call.
package protocol CallWorker: AnyObject {
    /// Takes a job at a tick; jobs of the store are done in the order they were given.
    func start(_ job: CallJob, _ id: JobID, at tick: Int)
    /// The jobs whose results are due by a tick, in the order they were started.
    func finished(by tick: Int) -> [(id: JobID, result: CallJobResult)]
    /// Nobody waits for a job's result any more: it may be given up.
    func cancel(_ id: JobID)
}

extension CallWorker {
    package func cancel(_ id: JobID) {}
}
