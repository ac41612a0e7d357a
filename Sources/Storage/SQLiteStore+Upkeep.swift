import Calls
import Dialog
import GRDB

/// Why records are rewritten or deleted, which nothing else may do.
enum Upkeep: String {
    case erasure, retention
}

extension SQLiteStore {
    /// Rewrites records in one transaction and makes sure that nothing of what they held stays in the files.
    ///
    /// The transaction has its row in `upkeep` while it runs, which lets it past the triggers.
    func upkeep<Result>(
        _ purpose: Upkeep, on day: LocalDate, _ body: (Database) throws -> (RecordCount, Result)
    ) throws(JournalFailure) -> Result {
        let result = try write("the \(purpose.rawValue) of records") { db in
            // A call's identity changes together with what refers to it.
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            try db.execute(sql: "INSERT INTO upkeep (purpose) VALUES (?)", arguments: [purpose.rawValue])
            let (count, result) = try body(db)
            try db.execute(sql: "DELETE FROM upkeep")
            if count != RecordCount() {
                try db.execute(
                    sql: """
                        INSERT INTO upkeep_log (purpose, done_on, calls, events, promises, payments)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        purpose.rawValue, day.description, count.calls, count.events, count.promises,
                        count.payments,
                    ])
            }
            return result
        }
        try scrub()
        return result
    }

    /// Builds the file anew and empties the write-ahead log, for both keep pages as they were.
    private func scrub() throws(JournalFailure) {
        let isClean: Bool
        do {
            isClean = try pool.writeWithoutTransaction { db in
                // What VACUUM needs on the way must not lie in a file of its own.
                try db.execute(sql: "PRAGMA temp_store = MEMORY")
                try db.execute(sql: "VACUUM")
                // A process that is still there after the file was built anew won't be gone in a moment.
                try db.execute(sql: "PRAGMA busy_timeout = 500")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
                return try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch {
            throw .writing("cleaning the file after records were deleted", path, error)
        }
        guard isClean else {
            throw .writeFailed(
                "the records in '\(path)' are gone, but another process reads the store, and its log still has "
                    + "their bytes; run the command again when no other uses the store")
        }
    }
}
