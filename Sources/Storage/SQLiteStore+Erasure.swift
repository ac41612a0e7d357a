package import Calls
package import Dialog
import GRDB

/// What became of an account's records.
package struct Erasure: Sendable, Hashable {
    package enum Manner: Sendable, Hashable {
        /// Nothing of the account was in the store.
        case nothing
        /// The period of retention was over: the records are deleted.
        case deleted
        /// What the law makes us keep is kept under this name, without words, numbers and identities.
        case pseudonymised(as: AccountID)
    }

    package let manner: Manner
    package let records: RecordCount
    /// The account's calls, by the identities that they had.
    package let calls: [CallID]
    /// Whether the account's wish not to be called is kept.
    package let staysOnStopList: Bool
}

extension SQLiteStore {
    /// Erases what is known of an account, as far as records need not be kept.
    ///
    /// Within the period the evidence of what was done stays, under a name that leads back to nobody: days, steps,
    /// notices, outcomes, the terms of promises and what was paid. Promises that still stand are cancelled.
    ///
    /// - Throws: `JournalFailure` if a call of the account is running.
    package func erase(
        _ account: AccountID, asOf day: LocalDate, _ period: RetentionPeriod
    ) throws(JournalFailure) -> Erasure {
        try upkeep(.erasure, on: day) { db in
            let isStopped = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM stop_list WHERE account = ?)",
                arguments: [account.rawValue])
            guard let activity = try Self.activity(of: account, in: db).first else {
                let erasure = Erasure(
                    manner: .nothing, records: RecordCount(), calls: [], staysOnStopList: isStopped ?? false)
                return (RecordCount(), erasure)
            }
            guard !activity.hasOpenCall else { throw StoreRefusal.callIsRunning }
            let calls = try String.fetchAll(
                db, sql: "SELECT id FROM calls WHERE account = ? ORDER BY rowid",
                arguments: [account.rawValue]
            ).map { CallID($0) }
            let manner: Erasure.Manner
            if activity.mayGo(before: period.cutOff(asOf: day)) {
                try Self.deleteRecords(of: account, in: db)
                manner = .deleted
            } else {
                manner = .pseudonymised(as: try Self.pseudonymise(account, calls, on: day, in: db))
            }
            return (
                activity.records,
                Erasure(
                    manner: manner, records: activity.records, calls: calls,
                    staysOnStopList: isStopped ?? false)
            )
        }
    }

    private static func pseudonymise(
        _ account: AccountID, _ calls: [CallID], on day: LocalDate, in db: Database
    ) throws -> AccountID {
        let pseudonym = try freePseudonym(in: db)
        try cancelPromises(of: account, on: day, in: db)
        for (index, call) in calls.enumerated() {
            try pseudonymise(call, as: "\(pseudonym)-\(index + 1)", in: db)
        }
        // What wasn't told by now is told no more.
        try db.execute(sql: "DELETE FROM outbox WHERE account = ?", arguments: [account.rawValue])
        // Those that nobody answered are no calls.
        try db.execute(
            sql: """
                UPDATE attempts SET call = :new || '-attempt-' || id
                WHERE account = :old AND call NOT IN (SELECT id FROM calls)
                """, arguments: ["new": pseudonym, "old": account.rawValue])
        for sql in [
            "UPDATE calls SET account = :new, debtor = NULL, phone = NULL, seed = '0' WHERE account = :old",
            "UPDATE promises SET account = :new, read_back = '' WHERE account = :old",
            "UPDATE account_events SET account = :new WHERE account = :old",
            "UPDATE attempts SET account = :new, debtor = NULL, phone = NULL WHERE account = :old",
            // A key made of the account's name would lead back to it.
            "UPDATE payments SET account = :new, row_key = 'erased-' || id WHERE account = :old",
        ] {
            try db.execute(sql: sql, arguments: ["new": pseudonym, "old": account.rawValue])
        }
        return AccountID(pseudonym)
    }

    /// A name that follows from nothing but the order of erasures.
    private static func freePseudonym(in db: Database) throws -> String {
        let last = try Int.fetchOne(
            db,
            sql: """
                SELECT MAX(CAST(SUBSTR(account, 8) AS INTEGER)) FROM
                    (SELECT account FROM calls UNION SELECT account FROM payments
                        UNION SELECT account FROM attempts)
                WHERE account GLOB 'erased-[0-9]*'
                """)
        let (next, overflows) = (last ?? 0).addingReportingOverflow(1)
        guard !overflows else { throw StoreRefusal.damaged(table: "calls", column: "account") }
        return "\(AccountID.erasedPrefix)\(next)"
    }

    /// Nobody could match payments with them any more, and they would count as broken.
    private static func cancelPromises(of account: AccountID, on day: LocalDate, in db: Database) throws {
        let open = try Row.fetchAll(
            db,
            sql: """
                SELECT reference, status FROM promises
                WHERE account = ? AND \(isStanding) ORDER BY id
                """, arguments: [account.rawValue])
        for row in open {
            let was = try stored(PromiseStatus(rawValue: row["status"]), "promises", "status")
            try change(row["reference"], from: was, to: .cancelled, .erasure, on: day, in: db)
        }
    }

    /// The identity of a call follows from its account, day and seed, so it goes too.
    private static func pseudonymise(_ call: CallID, as new: String, in db: Database) throws {
        let lines = try Row.fetchAll(
            db, sql: "SELECT sequence, json FROM events WHERE call = ? ORDER BY sequence",
            arguments: [call.rawValue])
        let statement = try db.cachedStatement(
            sql: "UPDATE events SET json = ? WHERE call = ? AND sequence = ?")
        for line in lines {
            let sequence: Int = line["sequence"]
            try statement.execute(arguments: [ErasedLine.json(line["json"]), call.rawValue, sequence])
        }
        for sql in [
            "UPDATE stop_list SET call = NULL WHERE call = :old",
            "UPDATE calls SET id = :new WHERE id = :old",
            "UPDATE events SET call = :new WHERE call = :old",
            "UPDATE promises SET call = :new WHERE call = :old",
            "UPDATE account_events SET call = :new WHERE call = :old",
            "UPDATE attempts SET call = :new WHERE call = :old",
        ] {
            var arguments: StatementArguments = ["old": call.rawValue]
            if sql.contains(":new") { arguments += ["new": new] }
            try db.execute(sql: sql, arguments: arguments)
        }
    }
}
