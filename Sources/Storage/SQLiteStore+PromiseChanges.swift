package import Calls
package import Dialog
import GRDB

extension SQLiteStore {
    /// Puts a promise into a state that payments don't decide.
    ///
    /// - Throws: `JournalFailure` if there is no such promise, or it can't become that.
    package func setState(
        of reference: String, to status: PromiseStatus, on day: LocalDate
    ) throws(JournalFailure) {
        try write("changing a promise") { db in
            guard
                let word = try String.fetchOne(
                    db, sql: "SELECT status FROM promises WHERE reference = ?", arguments: [reference])
            else { throw StoreRefusal.noSuchPromise }
            let was = try stored(PromiseStatus(rawValue: word), "promises", "status")
            guard was.operatorChoices.contains(status) else {
                throw StoreRefusal.cannotBecome(was, status)
            }
            if status == .confirmed, try Self.isAnotherOpen(than: reference, in: db) {
                throw StoreRefusal.anotherIsOpen
            }
            try Self.change(reference, from: was, to: status, .operator, on: day, in: db)
        }
    }

    /// The changes of a promise, in order.
    package func changes(of reference: String) throws(JournalFailure) -> [PromiseChange] {
        try read("reading a promise's changes") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.* FROM promise_changes c JOIN promises p ON p.id = c.promise
                    WHERE p.reference = ? ORDER BY c.id
                    """, arguments: [reference]
            ).map { row in
                PromiseChange(
                    was: try stored(PromiseStatus(rawValue: row["was"]), "promise_changes", "was"),
                    became: try stored(PromiseStatus(rawValue: row["became"]), "promise_changes", "became"),
                    cause: try stored(
                        PromiseChange.Cause(rawValue: row["cause"]), "promise_changes", "cause"),
                    on: try stored(LocalDate(iso: row["changed_on"]), "promise_changes", "changed_on"))
            }
        }
    }

    /// Whether another promise of the same account is open; an account has one at most.
    static func isAnotherOpen(than reference: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM promises p JOIN promises o ON o.account = p.account AND o.id <> p.id
                    WHERE p.reference = ? AND o.status IN ('proposed', 'confirmed'))
                """, arguments: [reference]) ?? false
    }

    /// The condition for a row of `promises` under which more is to be paid: open, or fallen short with instalments
    /// to come.
    static let isStanding = """
        (status IN ('proposed', 'confirmed') OR status IN ('partial', 'broken') AND EXISTS
            (SELECT 1 FROM instalments WHERE promise = promises.id AND state = 'pending'))
        """

    /// Does nothing if the promise is in that state already.
    static func change(
        _ reference: String, from was: PromiseStatus, to became: PromiseStatus, _ cause: PromiseChange.Cause,
        on day: LocalDate, in db: Database
    ) throws {
        guard was != became else { return }
        try db.execute(
            sql: "UPDATE promises SET status = ? WHERE reference = ?",
            arguments: [became.rawValue, reference])
        try db.execute(
            sql: """
                INSERT INTO promise_changes (promise, was, became, cause, changed_on)
                SELECT id, ?, ?, ?, ? FROM promises WHERE reference = ?
                """,
            arguments: [was.rawValue, became.rawValue, cause.rawValue, day.description, reference])
    }

    /// A disputed debt is not collected until it is verified (rule F10), and neither is what was promised for it.
    static func disputePromises(of account: AccountID, on day: LocalDate, in db: Database) throws {
        let open = try Row.fetchAll(
            db,
            sql: """
                SELECT reference, status FROM promises
                WHERE account = ? AND \(isStanding) ORDER BY id
                """, arguments: [account.rawValue])
        for row in open {
            let was = try stored(PromiseStatus(rawValue: row["status"]), "promises", "status")
            try change(row["reference"], from: was, to: .disputed, .dispute, on: day, in: db)
        }
    }
}
