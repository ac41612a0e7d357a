package import Calls
package import Dialog
import Synchronization

/// A store in memory that can be told to fail.
package final class MemoryJournal: CallJournal {
    package enum Fault: Sendable, Hashable { case none, commitsFail, appendsFail, promisesAreDuplicates }

    package struct Contents: Sendable {
        package var opened: [CallOpening] = []
        package var lines: [JournalLine] = []
        package var commits: [CommitRecord] = []
        package var announced: [CallID] = []
        package var closed: [CallClosing] = []
        /// How many lines were kept when each commit came.
        package var linesAtCommit: [Int] = []
    }

    private let fault: Fault
    private let state = Mutex(Contents())

    package init(_ fault: Fault = .none) { self.fault = fault }

    package var contents: Contents { state.withLock { $0 } }

    package func open(_ call: CallOpening) throws(JournalFailure) {
        state.withLock { $0.opened.append(call) }
    }

    package func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure) {
        if fault == .appendsFail { throw .writeFailed("told to") }
        state.withLock { $0.lines += lines }
    }

    package func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome {
        if fault == .commitsFail { throw .writeFailed("told to") }
        guard case .promise = commit.content else {
            state.withLock { $0.commits.append(commit) }
            return .done(reference: nil)
        }
        if fault == .promisesAreDuplicates { return .duplicate }
        state.withLock {
            $0.commits.append(commit)
            $0.linesAtCommit.append($0.lines.count)
        }
        return .done(reference: "420042")
    }

    package func markAnnounced(_ call: CallID) throws(JournalFailure) {
        state.withLock { $0.announced.append(call) }
    }

    package func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure) {
        state.withLock { $0.closed.append(closing) }
    }
}
