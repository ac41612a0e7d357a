package import Dialog

/// Does one call's jobs of the store, in the order in which they were given.
///
/// Journal lines that couldn't be written are kept for the next time.
package struct StoreJobs {
    private let journal: any CallJournal
    private let call: CallID
    private var unwritten: [JournalLine] = []

    package init(journal: any CallJournal, call: CallID) {
        self.journal = journal
        self.call = call
    }

    package mutating func commit(_ record: CommitRecord) -> CallJobResult {
        // A promise without what led to it proves nothing: the journal goes first. A wish for no more calls needs no
        // proof; its lines are written with the next ones.
        if let lost = writeLines(), record.content != .stopCalling { return .failed(lost.description) }
        do throws(JournalFailure) {
            return .committed(try journal.commit(record))
        } catch {
            return .failed(error.description)
        }
    }

    package mutating func append(_ lines: [JournalLine]) -> CallJobResult {
        // A call has few enough lines to hold.
        unwritten += lines
        return Self.result(writeLines())
    }

    /// Holds lines back for the next `commit`, `append` or `close`.
    package mutating func hold(_ lines: [JournalLine]) { unwritten += lines }

    package func markAnnounced() -> CallJobResult {
        Self.result(failure { () throws(JournalFailure) in try journal.markAnnounced(call) })
    }

    package mutating func close(_ closing: CallClosing) -> CallJobResult {
        let lost = writeLines()
        // How the call ended is kept, even if its last lines can't be.
        let open = failure { () throws(JournalFailure) in try journal.close(call, closing) }
        return Self.result(open ?? lost)
    }

    private mutating func writeLines() -> JournalFailure? {
        guard !unwritten.isEmpty else { return nil }
        let lines = unwritten
        let lost = failure { () throws(JournalFailure) in try journal.append(lines, to: call) }
        if lost == nil { unwritten = [] }
        return lost
    }

    private static func result(_ failure: JournalFailure?) -> CallJobResult {
        failure.map { .failed($0.description) } ?? .written
    }

    private func failure(of write: () throws(JournalFailure) -> Void) -> JournalFailure? {
        do throws(JournalFailure) {
            try write()
            return nil
        } catch {
            return error
        }
    }
}
