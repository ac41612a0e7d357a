import Calls
import Dialog
import Synchronization

/// A store in memory for one call, which can be told how to behave.
final class ScenarioJournal: CallJournal {
    /// What a promise is referred to by; the same in every scenario, so that transcripts are.
    private static let reference = "100001"

    private struct Contents {
        var behaviour = StoreBehaviour.works
        var stored: [CommitRecord.Content] = []
    }

    private let contents = Mutex(Contents())

    var stored: [CommitRecord.Content] { contents.withLock { $0.stored } }

    func behave(_ behaviour: StoreBehaviour) { contents.withLock { $0.behaviour = behaviour } }

    func open(_ call: CallOpening) throws(JournalFailure) {}
    func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure) {}
    func markAnnounced(_ call: CallID) throws(JournalFailure) {}
    func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure) {}

    func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome {
        switch contents.withLock({ $0.behaviour }) {
        case .works:
            contents.withLock { $0.stored.append(commit.content) }
            if case .promise = commit.content { return .done(reference: Self.reference) }
            return .done(reference: nil)
        case .fails: throw .writeFailed("the scenario says that it fails")
        case .duplicate: return .duplicate
        }
    }
}
