package import Calls
package import Dialog
import GRDB

extension SQLiteStore {
    /// The accounts whose records may go: nothing happened with them within the period.
    ///
    /// An account with a call that isn't closed is kept.
    package func expired(
        asOf day: LocalDate, _ period: RetentionPeriod
    ) throws(JournalFailure) -> [AccountActivity] {
        try activity().filter { $0.mayGo(before: period.cutOff(asOf: day)) }
    }

    /// Deletes all records of the accounts whose period is over, and returns those; the stop list stays.
    package func purge(
        asOf day: LocalDate, _ period: RetentionPeriod
    ) throws(JournalFailure) -> [AccountActivity] {
        try upkeep(.retention, on: day) { db in
            let expired = try Self.activity(in: db).filter { $0.mayGo(before: period.cutOff(asOf: day)) }
            for activity in expired { try Self.deleteRecords(of: activity.account, in: db) }
            return (expired.map(\.records).reduce(RecordCount(), +), expired)
        }
    }

    /// Everything but the stop list, whose entries forget the call on which they were made.
    static func deleteRecords(of account: AccountID, in db: Database) throws {
        let promises = "SELECT id FROM promises WHERE account = :account"
        let calls = "SELECT id FROM calls WHERE account = :account"
        for sql in [
            "UPDATE stop_list SET call = NULL WHERE call IN (\(calls))",
            "DELETE FROM promise_changes WHERE promise IN (\(promises))",
            "DELETE FROM instalments WHERE promise IN (\(promises))",
            "DELETE FROM promises WHERE account = :account",
            "DELETE FROM account_events WHERE account = :account",
            "DELETE FROM payments WHERE account = :account",
            "DELETE FROM attempts WHERE account = :account",
            "DELETE FROM outbox WHERE account = :account",
            "DELETE FROM events WHERE call IN (\(calls))",
            "DELETE FROM calls WHERE account = :account",
        ] {
            try db.execute(sql: sql, arguments: ["account": account.rawValue])
        }
    }
}

extension AccountActivity {
    func mayGo(before cutOff: LocalDate) -> Bool { last < cutOff && !hasOpenCall }
}
