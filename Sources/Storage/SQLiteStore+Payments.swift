package import Calls
package import Dialog
import GRDB

extension SQLiteStore {
    /// Takes the payments of a file and judges every promise as of a day, all of it or nothing.
    ///
    /// Payments that the store has are not taken again. What is judged once is judged again with more payments; a day
    /// before the last one judged is refused, for it would take verdicts back, and so is one more than a year after
    /// everything that the store and the file know of, for a mistyped year would break every promise.
    package func match(
        _ file: PaymentImport, asOf: LocalDate, graceDays: Int = PromiseJudge.defaultGraceDays
    ) throws(JournalFailure) -> PaymentMatch {
        try write("matching payments") { db in
            try Self.requireProgress(to: asOf, with: file, in: db)
            let imported = try Self.take(file, on: asOf, in: db)
            let (judged, changed) = try Self.judge(asOf: asOf, graceDays: graceDays, in: db)
            return PaymentMatch(
                imported: imported, known: file.payments.count - imported, judged: judged, changed: changed)
        }
    }

    private static func requireProgress(
        to day: LocalDate, with file: PaymentImport, in db: Database
    ) throws {
        let last = try String.fetchOne(db, sql: "SELECT MAX(judged_on) FROM promises")
        if let last, last > day.description { throw StoreRefusal.judgedLater(last) }
        // Where nothing is judged, no day does harm.
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM promises)") == true else { return }
        let stored = try String.fetchOne(
            db,
            sql: """
                SELECT MAX(day) FROM (SELECT MAX(posted) AS day FROM payments
                    UNION ALL SELECT MAX(judged_on) FROM promises UNION ALL SELECT MAX(date) FROM calls)
                """)
        let known = file.payments.map(\.posted) + [stored.flatMap { LocalDate(iso: $0) }].compactMap { $0 }
        if let newest = known.max(), let bound = newest.adding(days: 366), day > bound {
            throw StoreRefusal.judgedTooLate(newest.description)
        }
    }

    private static func take(_ file: PaymentImport, on day: LocalDate, in db: Database) throws -> Int {
        // Taken whole it has nothing more to give, and must not bring back what was erased since.
        let isTakenWhole = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM payment_files WHERE sha256 = ? AND rejected = 0)",
            arguments: [file.sha256])
        guard isTakenWhole == false else { return 0 }
        let source = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO payment_files (sha256, payments, rejected, imported_on) VALUES (?, ?, ?, ?)
                ON CONFLICT (sha256) DO UPDATE SET payments = excluded.payments, rejected = excluded.rejected
                RETURNING id
                """, arguments: [file.sha256, file.payments.count, file.rejected, day.description])
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO payments
                    (row_key, account, minor_units, currency, posted, promise_reference, file)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        var taken = 0
        for (payment, key) in zip(file.payments, file.keys) {
            try statement.execute(arguments: [
                key, payment.account.rawValue, payment.amount.minorUnits, payment.amount.currency.rawValue,
                payment.posted.description, payment.promiseReference, source,
            ])
            taken += db.changesCount
        }
        return taken
    }

    // MARK: Judging

    /// The states that follow from payments alone; an operator's word is not overruled.
    private static let judgedStates = "('confirmed', 'kept', 'partial', 'broken')"

    private static func judge(
        asOf: LocalDate, graceDays: Int, in db: Database
    ) throws -> (judged: [PromiseStatus: Int], changed: [String]) {
        var judged: [PromiseStatus: Int] = [:]
        var changed: [String] = []
        let accounts = try String.fetchAll(
            db,
            sql: "SELECT DISTINCT account FROM promises WHERE status IN \(judgedStates) ORDER BY account")
        for account in accounts {
            let promises = try judgeable(of: AccountID(account), in: db)
            let verdicts = PromiseJudge(asOf: asOf, graceDays: graceDays).judge(
                promises.map {
                    .init(reference: $0.reference, created: $0.createdOn, instalments: $0.instalments)
                },
                paid: try payments(of: AccountID(account), in: db))
            let judgements = Array(zip(promises, verdicts))
            // Those that end come first, so that they stand in no other's way.
            let ending = judgements.filter { $0.1.state != .pending }
            for (promise, verdict) in ending + judgements.filter({ $0.1.state == .pending }) {
                let status = try status(of: promise, by: verdict, in: db)
                judged[status, default: 0] += 1
                try save(verdict, of: promise, as: status, on: asOf, in: db)
                if status != promise.status { changed.append(promise.reference) }
            }
        }
        return (judged, changed)
    }

    /// A promise that ended is not opened again beside another one that is open.
    private static func status(
        of promise: PromiseRecord, by verdict: JudgedPromise, in db: Database
    ) throws -> PromiseStatus {
        let status = PromiseStatus(verdict.state)
        guard status == .confirmed, try isAnotherOpen(than: promise.reference, in: db) else { return status }
        return promise.status
    }

    private static func judgeable(of account: AccountID, in db: Database) throws -> [PromiseRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM promises WHERE account = ? AND status IN \(judgedStates)
                ORDER BY created_on, id
                """,
            arguments: [account.rawValue]
        ).map { try promise($0, in: db) }
    }

    private static func payments(of account: AccountID, in db: Database) throws -> [Payment] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM payments WHERE account = ? ORDER BY posted, id",
            arguments: [account.rawValue]
        ).map { row in
            Payment(
                account: account,
                amount: Money(
                    minorUnits: row["minor_units"],
                    currency: try stored(Currency(rawValue: row["currency"]), "payments", "currency")),
                posted: try stored(LocalDate(iso: row["posted"]), "payments", "posted"),
                promiseReference: row["promise_reference"])
        }
    }

    private static func save(
        _ verdict: JudgedPromise, of promise: PromiseRecord, as status: PromiseStatus, on day: LocalDate,
        in db: Database
    ) throws {
        for (instalment, progress) in zip(promise.instalments, verdict.progress) {
            try db.execute(
                sql: """
                    UPDATE instalments SET state = ?, paid_minor_units = ?
                    WHERE sequence = ? AND promise = (SELECT id FROM promises WHERE reference = ?)
                    """,
                arguments: [
                    progress.state.rawValue, progress.paid.minorUnits, instalment.sequence, promise.reference,
                ])
        }
        try db.execute(
            sql: "UPDATE promises SET judged_on = ? WHERE reference = ?",
            arguments: [day.description, promise.reference])
        try change(promise.reference, from: promise.status, to: status, .payments, on: day, in: db)
    }
}

extension PromiseStatus {
    fileprivate init(_ state: InstalmentState) {
        self =
            switch state {
            case .pending: .confirmed
            case .kept: .kept
            case .partial: .partial
            case .broken: .broken
            }
    }
}
