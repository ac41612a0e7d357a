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
    private let watch: @Sendable (LiveWork) -> LiveWork.Watch
    /// Transfers that run, by what they were begun as.
    private var transfers: [JobID: LiveWork.Watch] = [:]
    private let onTransfer: (String, JobID) -> Void
    private let onCancel: (JobID) -> Void
    private let onClosed: @Sendable (CallJobResult) -> Void

    /// `watch` is told of each piece of work; `onTransfer` begins to hand the call over and later calls `transferred`;
    /// `onClosed` is told, on some thread, whether the end of the call was stored.
    package init(
        _ resources: LiveResources, call: CallID,
        watch: @escaping @Sendable (LiveWork) -> LiveWork.Watch = { _ in { _ in } },
        onTransfer: @escaping (String, JobID) -> Void,
        onCancel: @escaping (JobID) -> Void, onClosed: @escaping @Sendable (CallJobResult) -> Void
    ) {
        self.resources = resources
        self.watch = watch
        desk = Desk(StoreJobs(journal: resources.journal, call: call))
        self.onTransfer = onTransfer
        self.onCancel = onCancel
        self.onClosed = onClosed
    }

    package func finished(by tick: Int) -> [(id: JobID, result: CallJobResult)] { inbox.take() }

    package func cancel(_ id: JobID) {
        transfers.removeValue(forKey: id)?(.done)
        onCancel(id)
    }

    /// How a transfer turned out.
    package func transferred(_ id: JobID, _ outcome: TransferOutcome) {
        let result = CallJobResult.transferred(outcome)
        transfers.removeValue(forKey: id)?(LiveWork.Progress(result))
        inbox.put(id, result)
    }

    package func start(_ job: CallJob, _ id: JobID, at tick: Int) {
        switch job {
        case .recognize(let utterance, let grammar, let aim):
            let (pool, threads) = (resources.recognizers, resources.speechPool)
            submit(id, .recognition, to: threads) {
                SpeechJobs.recognize(
                    utterance, grammar, aim, by: PooledRecognizer(pool, threads: threads))
            }
        case .speak(let prompts):
            let speech = resources.speech
            submit(id, .synthesis, to: resources.speechPool) { speech.speak(prompts) }
        case .commit(let record):
            let desk = desk
            submit(id, .commit, to: resources.storePool) { desk.state.withLock { $0.jobs.commit(record) } }
        case .append(let lines): append(lines, id)
        case .markAnnounced:
            let desk = desk
            submit(id, .announcement, to: resources.storePool) {
                desk.state.withLock { $0.jobs.markAnnounced() }
            }
        case .close(let closing): close(closing)
        case .transfer(let destination):
            transfers[id] = watch(.transfer)
            onTransfer(destination, id)
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
        let isTaken = resources.storePool.submit {
            inbox.put(
                id,
                desk.state.withLock { state in
                    state.willWrite = false
                    return state.jobs.append([])
                })
        }
        if !isTaken { inbox.put(id, Self.tooMuch) }
    }

    private func close(_ closing: CallClosing) {
        let (desk, onClosed, pool, tell) = (desk, onClosed, resources.storePool, watch(.closing))
        Self.close(closing, desk, tries: Self.closingTries, pool) { result in
            tell(LiveWork.Progress(result))
            onClosed(result)
        }
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
        guard !isQueued else { return }
        guard tries > 1 else { return onClosed(.failed("the store has too much to do")) }
        DispatchQueue.global().asyncAfter(deadline: .now() + closingPause.seconds) {
            close(closing, desk, tries: tries - 1, pool, onClosed)
        }
    }

    private func submit(
        _ id: JobID, _ work: LiveWork, to pool: any JobQueue,
        _ job: @escaping @Sendable () -> CallJobResult
    ) {
        let (tell, inbox) = (watch(work), inbox)
        let isTaken = pool.submit {
            tell(.taken)
            let result = job()
            tell(LiveWork.Progress(result))
            inbox.put(id, result)
        }
        guard !isTaken else { return }
        tell(.failed)
        inbox.put(id, Self.tooMuch)
    }

    private static let tooMuch = CallJobResult.failed("too much to do at once")
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
