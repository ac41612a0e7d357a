package import Calls
import Dialog
import GRDB

extension SQLiteStore {
    /// Every account that the store has anything of but an entry of the stop list, by name.
    package func activity() throws(JournalFailure) -> [AccountActivity] {
        try read("reading when accounts were active") { db in try Self.activity(in: db) }
    }

    static func activity(of account: AccountID? = nil, in db: Database) throws -> [AccountActivity] {
        try Row.fetchAll(db, sql: activitySQL, arguments: ["account": account?.rawValue]).map { row in
            AccountActivity(
                account: AccountID(row["account"]),
                last: try stored(LocalDate(iso: row["last"]), "calls", "date"),
                records: RecordCount(
                    calls: row["calls"], events: row["events"], promises: row["promises"],
                    payments: row["payments"]),
                hasOpenCall: row["open"])
        }
    }

    private static let activitySQL = """
        WITH days AS (
            SELECT account, date AS day FROM calls
            UNION ALL SELECT account, created_on FROM account_events
            UNION ALL SELECT account, date FROM attempts
            UNION ALL SELECT account, posted FROM payments
            UNION ALL SELECT p.account, p.created_on FROM promises p
            UNION ALL SELECT p.account, i.due FROM instalments i JOIN promises p ON p.id = i.promise
            UNION ALL SELECT p.account, c.changed_on FROM promise_changes c JOIN promises p ON p.id = c.promise
        )
        SELECT account, MAX(day) AS last,
            (SELECT COUNT(*) FROM calls c WHERE c.account = days.account)
                + (SELECT COUNT(*) FROM attempts a WHERE a.account = days.account AND a.state <> 'answered')
                AS calls,
            (SELECT COUNT(*) FROM events e JOIN calls c ON c.id = e.call WHERE c.account = days.account)
                AS events,
            (SELECT COUNT(*) FROM promises p WHERE p.account = days.account) AS promises,
            (SELECT COUNT(*) FROM payments m WHERE m.account = days.account) AS payments,
            EXISTS (SELECT 1 FROM calls c WHERE c.account = days.account AND c.call_end IS NULL)
                OR EXISTS (SELECT 1 FROM attempts a WHERE a.account = days.account AND a.state = 'placed')
                AS open
        FROM days WHERE :account IS NULL OR account = :account GROUP BY account ORDER BY account
        """
}
