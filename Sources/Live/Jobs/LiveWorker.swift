package import Calls
package import Dialog
import Dispatch
import Foundation
import SpokenForms
import Synchronization

/// Has a live call's jobs done on the service's threads; results wait until the call's next tick.
///
/// Used on the call's event loop; what runs elsewhere holds `Inbox` and `Desk` alone.
package final class LiveWorker: CallWorker {
    /// Results on their way to the call.
    private final class Inbox: Sendable {
        private let results = Mutex<[(id: JobID, result: CallJobResult)]>([])
        func put(_ id: JobID, _ result: CallJobResult) { results.withLock { $0.append((id, result)) } }
        func take() -> [(id: JobID, result: CallJobResult)] {
            results.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
        }
    }

    /// The call's place at the store; its jobs run on the store's one thread.
    private final class Desk: Sendable {
        struct State {
            var jobs: StoreJobs
            /// Whether a job is queued that will write the lines which are held.
            var willWrite = false
        }
        let state: Mutex<State>
        init(_ jobs: StoreJobs) { state = Mutex(State(jobs: jobs)) }
    }

    /// A call that can't be closed in the store is tried again so often, each time after `closingPause`.
    private static let closingTries = 30
    private static let closingPause: Duration = .seconds(1)

    private let resources: LiveResources
    private let inbox = Inbox()
    private let desk: Desk
    private let onTransfer: (String, JobID) -> Void
    private let onCancel: (JobID) -> Void
    private let onClosed: @Sendable (CallJobResult) -> Void

    /// `onTransfer` begins to hand the call over and later calls `transferred`; `onClosed` is told, on some thread, whether
    /// the end of the call was stored.
    package init(
        _ resources: LiveResources, call: CallID, onTransfer: @escaping (String, JobID) -> Void,
        onCancel: @escaping (JobID) -> Void, onClosed: @escaping @Sendable (CallJobResult) -> Void
    ) {
        self.resources = resources
        desk = Desk(StoreJobs(journal: resources.journal, call: call))
        self.onTransfer = onTransfer
        self.onCancel = onCancel
        self.onClosed = onClosed
    }

    package func finished(by tick: Int) -> [(id: JobID, result: CallJobResult)] { inbox.take() }

    package func cancel(_ id: JobID) { onCancel(id) }

    /// How a transfer turned out.
    package func transferred(_ id: JobID, _ outcome: TransferOutcome) { inbox.put(id, .transferred(outcome)) }

    package func start(_ job: CallJob, _ id: JobID, at tick: Int) {
        switch job {
        case .recognize(let utterance, let grammar, let aim): decode(id, utterance, grammar, aim)
        case .speak(let prompts):
            let (speech, inbox) = (resources.speech, inbox)
            submit(id, to: resources.speechPool) { inbox.put(id, speech.speak(prompts)) }
        case .commit(let record):
            let (desk, inbox) = (desk, inbox)
            submit(id, to: resources.storePool) {
                inbox.put(id, desk.state.withLock { $0.jobs.commit(record) })
            }
        case .append(let lines): append(lines, id)
        case .markAnnounced:
            let (desk, inbox) = (desk, inbox)
            submit(id, to: resources.storePool) {
                inbox.put(id, desk.state.withLock { $0.jobs.markAnnounced() })
            }
        case .close(let closing): close(closing)
        case .transfer(let destination): onTransfer(destination, id)
        }
    }

    private func decode(
        _ id: JobID, _ utterance: [Int16], _ grammar: ListeningGrammar, _ aim: RecognitionAim
    ) {
        let (pool, threads, inbox) = (resources.recognizers, resources.speechPool, inbox)
        submit(id, to: resources.speechPool) {
            inbox.put(
                id,
                SpeechJobs.recognize(
                    utterance, grammar, aim, by: PooledRecognizer(pool, threads: threads)))
        }
    }

    /// Lines that come while others wait for the store are written with them.
    private func append(_ lines: [JournalLine], _ id: JobID) {
        let (desk, inbox) = (desk, inbox)
        let isQueued = desk.state.withLock { state in
            state.jobs.hold(lines)
            defer { state.willWrite = true }
            return state.willWrite
        }
        guard !isQueued else { return inbox.put(id, .written) }
        submit(id, to: resources.storePool) {
            inbox.put(
                id,
                desk.state.withLock { state in
                    state.willWrite = false
                    return state.jobs.append([])
                })
        }
    }

    private func close(_ closing: CallClosing) {
        let (desk, onClosed, pool) = (desk, onClosed, resources.storePool)
        Self.close(closing, desk, tries: Self.closingTries, pool, onClosed)
    }

    /// A store that is full or locked may be well again in a moment: the end of a call is worth waiting for.
    private static func close(
        _ closing: CallClosing, _ desk: Desk, tries: Int, _ pool: any JobQueue,
        _ onClosed: @escaping @Sendable (CallJobResult) -> Void
    ) {
        let isQueued = pool.submit {
            let result = desk.state.withLock { $0.jobs.close(closing) }
            guard case .failed = result, tries > 1 else { return onClosed(result) }
            DispatchQueue.global().asyncAfter(deadline: .now() + closingPause.seconds) {
                close(closing, desk, tries: tries - 1, pool, onClosed)
            }
        }
        if !isQueued { onClosed(.failed("the store has too much to do")) }
    }

    private func submit(_ id: JobID, to pool: any JobQueue, _ job: @escaping @Sendable () -> Void) {
        if !pool.submit(job) { inbox.put(id, .failed("too much to do at once")) }
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
