package import Calls
package import Dialog
import GRDB

/// What a start-up found of calls whose process had died.
package struct RecoveryReport: Sendable, Hashable {
    /// Calls that were closed as failed, in the order in which they were opened.
    package let closedCalls: [CallID]
    /// Their promises that are durable but that the caller wasn't told of, by reference.
    package let unannouncedPromises: [String]

    package init(closedCalls: [CallID], unannouncedPromises: [String]) {
        self.closedCalls = closedCalls
        self.unannouncedPromises = unannouncedPromises
    }

    package var isEmpty: Bool { closedCalls.isEmpty }
}

extension SQLiteStore {
    /// Closes the calls whose process is gone, as errors, and keeps their promises.
    ///
    /// The calls of this store and of other live processes are left alone; so it may run at any time, and twice.
    package func recover() throws(JournalFailure) -> RecoveryReport {
        try write("closing interrupted calls") { db in
            let running = try Row.fetchAll(
                db, sql: "SELECT id, owner FROM calls WHERE call_end IS NULL ORDER BY rowid")
            var calls: [CallID] = []
            var promises: [String] = []
            for row in running {
                let callOwner: Int64 = row["owner"]
                if callOwner == owner || lock.isHeldElsewhere(callOwner) { continue }
                let call = CallID(row["id"])
                promises += try Self.pendingPromises(of: call, in: db)
                let closing = CallClosing(
                    end: .failed, disposition: .error,
                    durationMilliseconds: try Self.lastMoment(of: call, in: db))
                try close(call, closing, recovered: true, in: db)
                calls.append(call)
            }
            try closeLostAttempts(in: db) { $0 != owner && !lock.isHeldElsewhere($0) }
            return RecoveryReport(closedCalls: calls, unannouncedPromises: promises)
        }
    }

    private static func pendingPromises(of call: CallID, in db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT reference FROM promises WHERE call = ? AND announcement = 'pending' ORDER BY id",
            arguments: [call.rawValue])
    }

    /// The latest media time that anything of the call was stored with.
    private static func lastMoment(of call: CallID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT MAX(
                    (SELECT COALESCE(MAX(media_ms), 0) FROM events WHERE call = :call),
                    (SELECT COALESCE(MAX(confirmed_at_ms), 0) FROM promises WHERE call = :call),
                    (SELECT COALESCE(MAX(media_ms), 0) FROM account_events WHERE call = :call))
                """,
            arguments: ["call": call.rawValue]) ?? 0
    }
}
