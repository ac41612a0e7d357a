package import Calls
package import Dialog
import GRDB

// MARK: - Promises

extension SQLiteStore {
    /// In the order in which they were made.
    package func promises(_ filter: PromiseFilter = PromiseFilter()) throws(JournalFailure) -> [PromiseRecord]
    {
        var records: [PromiseRecord] = []
        try eachPromise(filter) { records.append($0) }
        return records
    }

    /// Hands over the promises one by one, as they are at one moment; for exports of any size.
    package func eachPromise(
        _ filter: PromiseFilter = PromiseFilter(), _ body: (PromiseRecord) -> Void
    ) throws(JournalFailure) {
        let (condition, arguments) = filter.sql
        try read("listing promises") { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM promises WHERE \(condition) ORDER BY created_on, id",
                arguments: arguments)
            while let row = try rows.next() {
                body(try Self.promise(row, in: db))
            }
        }
    }

    /// A promise with its instalments, from its row.
    static func promise(_ row: Row, in db: Database) throws -> PromiseRecord {
        let parts = try instalments(of: row["id"], in: db)
        return try PromiseRecord(row, instalments: parts.map(\.0), progress: parts.map(\.1))
    }

    private static func instalments(
        of promise: Int64, in db: Database
    ) throws -> [(Instalment, InstalmentProgress)] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT * FROM instalments WHERE promise = ? ORDER BY sequence"),
            arguments: [promise])
        return try rows.map { row in
            let amount = Money(
                minorUnits: row["minor_units"],
                currency: try stored(Currency(rawValue: row["currency"]), "instalments", "currency"))
            let due = try stored(LocalDate(iso: row["due"]), "instalments", "due")
            let progress = InstalmentProgress(
                state: try stored(InstalmentState(rawValue: row["state"]), "instalments", "state"),
                paid: Money(minorUnits: row["paid_minor_units"], currency: amount.currency))
            return (Instalment(sequence: row["sequence"], amount: amount, due: due), progress)
        }
    }
}

// MARK: - Calls and accounts

extension SQLiteStore {
    /// A call with all its events; nil if there is none of that identity.
    package func call(_ id: CallID) throws(JournalFailure) -> CallRecord? {
        try read("reading a call") { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT * FROM calls WHERE id = ?", arguments: [id.rawValue])
            else { return nil }
            let events = try Row.fetchAll(
                db, sql: "SELECT * FROM events WHERE call = ? ORDER BY sequence", arguments: [id.rawValue])
            return CallRecord(
                opening: try CallOpening(row), closing: try CallClosing(row), wasRecovered: row["recovered"],
                events: events.map(JournalLine.init))
        }
    }

    /// All calls, in the order in which they were opened.
    package func callIDs() throws(JournalFailure) -> [CallID] {
        try read("listing calls") { db in
            try String.fetchAll(db, sql: "SELECT id FROM calls ORDER BY rowid").map { CallID($0) }
        }
    }

    /// The calls of an account that are over, in the order in which they were opened.
    package func closedCalls(of account: AccountID) throws(JournalFailure) -> [CallID] {
        try read("listing an account's calls") { db in
            try String.fetchAll(
                db, sql: "SELECT id FROM calls WHERE account = ? AND call_end IS NOT NULL ORDER BY rowid",
                arguments: [account.rawValue]
            ).map { CallID($0) }
        }
    }

    /// The accounts that calls of a debtor were about, by name; none if they were erased.
    package func accounts(of debtor: DebtorID) throws(JournalFailure) -> [AccountID] {
        try read("reading the accounts of a debtor") { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT account FROM calls WHERE debtor = :debtor
                    UNION SELECT account FROM attempts WHERE debtor = :debtor ORDER BY account
                    """,
                arguments: ["debtor": debtor.rawValue]
            ).map { AccountID($0) }
        }
    }

    /// Call-backs, stop requests, disputes and flags of an account, in the order in which they came.
    package func events(of account: AccountID) throws(JournalFailure) -> [AccountEvent] {
        try read("reading an account's events") { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM account_events WHERE account = ? ORDER BY id",
                arguments: [account.rawValue]
            ).map(AccountEvent.init)
        }
    }

    /// Whether somebody asked on a call for this account not to be called again.
    package func isOnStopList(account: AccountID) throws(JournalFailure) -> Bool {
        try stopListHas("account", account.rawValue)
    }

    /// Whether somebody asked on a call to this number not to be called again, whatever the account.
    package func isOnStopList(phone: String) throws(JournalFailure) -> Bool {
        try stopListHas("phone", Self.canonicalPhone(phone))
    }

    private func stopListHas(_ column: String, _ value: String) throws(JournalFailure) -> Bool {
        try read("looking at the stop list") { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM stop_list WHERE \(column) = ?)", arguments: [value])
                ?? false
        }
    }
}

// MARK: - Rows

/// A stored value that is read back into its type.
func stored<Value>(_ value: Value?, _ table: String, _ column: String) throws -> Value {
    guard let value else { throw StoreRefusal.damaged(table: table, column: column) }
    return value
}

extension PromiseRecord {
    fileprivate init(_ row: Row, instalments: [Instalment], progress: [InstalmentProgress]) throws {
        func value<Column>(_ column: String, _ read: (String) -> Column?) throws -> Column {
            try stored(read(row[column]), "promises", column)
        }
        self.init(
            reference: row["reference"], account: AccountID(row["account"]), call: CallID(row["call"]),
            kind: try value("kind", PromiseKind.init(rawValue:)),
            status: try value("status", PromiseStatus.init(rawValue:)),
            announcement: try value("announcement", Announcement.init(rawValue:)),
            verificationLevel: try value("verification_level", VerificationLevel.init(rawValue:)),
            instalments: instalments, readBack: row["read_back"],
            confirmedAtMilliseconds: row["confirmed_at_ms"],
            createdOn: try value("created_on", LocalDate.init(iso:)), supersedes: row["supersedes"],
            progress: progress, judgedOn: (row["judged_on"] as String?).flatMap(LocalDate.init(iso:)))
    }
}

extension CallOpening {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: CallID(row["id"]), account: AccountID(row["account"]),
            debtor: (row["debtor"] as String?).map { DebtorID($0) }, flow: FlowName(row["flow"]),
            flowVersion: row["flow_version"], language: LanguageTag(row["language"]),
            date: try stored(LocalDate(iso: row["date"]), "calls", "date"),
            seed: try stored(UInt64(row["seed"] as String), "calls", "seed"), phone: row["phone"])
    }
}

extension CallClosing {
    fileprivate init?(_ row: Row) throws {
        guard let end: String = row["call_end"] else { return nil }
        self.init(
            end: try stored(CallEnd(rawValue: end), "calls", "call_end"),
            disposition: try stored(Disposition(rawValue: row["disposition"]), "calls", "disposition"),
            durationMilliseconds: row["duration_ms"])
    }
}

extension JournalLine {
    fileprivate init(_ row: Row) {
        self.init(
            sequence: row["sequence"], mediaMilliseconds: row["media_ms"], kind: row["kind"],
            json: row["json"])
    }
}

extension AccountEvent {
    fileprivate init(_ row: Row) throws {
        let kind: String = row["kind"]
        let content: Content
        switch kind {
        case "call_back":
            let day: String? = row["requested_day"]
            let time: String? = row["requested_time"]
            content = .callBack(
                on: try day.map { try stored(LocalDate(iso: $0), "account_events", "requested_day") },
                at: try time.map { try stored(LocalTime(text: $0), "account_events", "requested_time") })
        case "stop_calling": content = .stopCalling
        case "dispute": content = .dispute
        case "flag":
            let flag: String? = row["flag"]
            content = .flag(try stored(flag.flatMap(Disposition.init(rawValue:)), "account_events", "flag"))
        default: throw StoreRefusal.damaged(table: "account_events", column: "kind")
        }
        self.init(
            account: AccountID(row["account"]), call: CallID(row["call"]), content: content,
            mediaMilliseconds: row["media_ms"],
            createdOn: try stored(LocalDate(iso: row["created_on"]), "account_events", "created_on"))
    }
}

extension PromiseFilter {
    /// A condition over `promises`, and its arguments.
    fileprivate var sql: (String, StatementArguments) {
        var conditions = ["1"]
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: String?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("account = ?", account?.rawValue)
        require("call = ?", call?.rawValue)
        require("reference = ?", reference)
        require("announcement = ?", announcement?.rawValue)
        require("created_on >= ?", createdFrom?.description)
        require("created_on <= ?", createdThrough?.description)
        require("id IN (SELECT promise FROM instalments WHERE due <= ?)", dueThrough?.description)
        require("id IN (SELECT promise FROM instalments WHERE due < ?)", dueBefore?.description)
        if !statuses.isEmpty {
            // Our own words, not input: they need no binding.
            let words = statuses.map(\.rawValue).sorted().map { "'\($0)'" }.joined(separator: ", ")
            conditions.append("status IN (\(words))")
        }
        return (conditions.joined(separator: " AND "), arguments)
    }
}
