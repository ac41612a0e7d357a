package import Calls
import Dialog
import GRDB

/// Whether outcomes are written down for somebody who is to be told of them.
package enum OutcomeOutbox: Sendable, Hashable { case kept, none }

/// An outcome that somebody is still to be told of.
package struct OutboxItem: Sendable, Hashable {
    package let id: Int64
    /// The same for every try, so that the receiver can tell a second telling.
    package let key: String
    /// JSON.
    package let body: String
    /// How often it was tried in vain.
    package let tries: Int
}

extension SQLiteStore {
    /// The item that is due and has waited longest; nil if none is.
    ///
    /// `horizon` is the longest that an item may wait: one that waits longer was put off by a clock that was set back.
    package func dueOutboxItem(
        atMilliseconds now: Int64, horizon: Int64
    ) throws(JournalFailure) -> OutboxItem? {
        try read("looking for outcomes to tell") { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, key, body, tries FROM outbox
                    WHERE next_try_ms <= :now OR next_try_ms > :now + :horizon
                    ORDER BY next_try_ms, id LIMIT 1
                    """, arguments: ["now": now, "horizon": horizon]
            ).map { OutboxItem(id: $0["id"], key: $0["key"], body: $0["body"], tries: $0["tries"]) }
        }
    }

    /// How many outcomes are still to be told.
    package func outboxCount() throws(JournalFailure) -> Int {
        try read("counting outcomes to tell") { db in
            try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM outbox") ?? 0
        }
    }

    /// An item was delivered.
    package func removeOutboxItem(_ id: Int64) throws(JournalFailure) {
        // Lost in a power cut, it is told once more, which its key tells.
        try write("noting that an outcome was told", .withTheNext) { db in
            try db.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [id])
        }
    }

    /// An item couldn't be delivered; it is tried again at a time.
    package func postponeOutboxItem(
        _ id: Int64, untilMilliseconds time: Int64
    ) throws(JournalFailure) {
        try write("putting off an outcome to tell", .withTheNext) { db in
            try db.execute(
                sql: "UPDATE outbox SET tries = tries + 1, next_try_ms = ? WHERE id = ?",
                arguments: [time, id])
        }
    }
}

// MARK: - What is told

extension SQLiteStore {
    /// Within the transaction that stores the end of a call.
    static func announce(endOf call: CallID, in db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM calls WHERE id = ? AND call_end IS NOT NULL",
                arguments: [call.rawValue])
        else { return }
        var notice = OutcomeNotice(
            call: row["id"], account: row["account"], flow: row["flow"], date: row["date"],
            disposition: row["disposition"], isAnswered: true)
        notice.callEnd = row["call_end"]
        notice.durationMs = row["duration_ms"]
        notice.promise = try promise(of: call, in: db)
        try put(notice, in: db)
    }

    /// Within the transaction that stores why an attempt reached nobody.
    static func announce(attempt call: CallID, in db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM attempts WHERE call = ? AND state = 'not_reached'",
                arguments: [call.rawValue])
        else { return }
        try put(
            OutcomeNotice(
                call: row["call"], account: row["account"], flow: row["flow"], date: row["date"],
                disposition: row["disposition"], isAnswered: false), in: db)
    }

    private static func put(_ notice: OutcomeNotice, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO outbox (key, account, body) VALUES (?, ?, ?)",
            arguments: ["outcome-\(notice.call)", notice.account, try notice.json])
    }

    private static func promise(of call: CallID, in db: Database) throws -> OutcomeNotice.Promise? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT id, reference, kind FROM promises WHERE call = ? ORDER BY id DESC LIMIT 1",
                arguments: [call.rawValue])
        else { return nil }
        let id: Int64 = row["id"]
        let instalments = try Row.fetchAll(
            db,
            sql: "SELECT minor_units, currency, due FROM instalments WHERE promise = ? ORDER BY sequence",
            arguments: [id])
        return OutcomeNotice.Promise(
            reference: row["reference"], kind: row["kind"],
            instalments: instalments.map {
                .init(minorUnits: $0["minor_units"], currency: $0["currency"], due: $0["due"])
            })
    }
}
