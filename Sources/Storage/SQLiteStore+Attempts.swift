package import Calls
package import Dialog
import GRDB

extension SQLiteStore {
    /// Looks at what is known of an account, and writes an attempt to call it if that is decided.
    ///
    /// One transaction, so no other attempt comes between; on disk before it returns.
    package func place<Decision>(
        _ attempt: CallAttempt, if decide: (ContactHistory) -> (Decision, isAllowed: Bool)
    ) throws(JournalFailure) -> Decision {
        try write("recording that a call is placed") { db in
            guard let owner else { throw StoreRefusal.storeIsForQueries }
            let call = attempt.opening
            let (decision, isAllowed) = decide(
                try Self.history(of: call.account, call.debtor, call.phone, in: db))
            guard isAllowed else { return decision }
            try db.execute(
                sql: """
                    INSERT INTO attempts (call, account, debtor, phone, flow, date, placed_at, owner)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call.id.rawValue, call.account.rawValue, call.debtor?.rawValue,
                    call.phone.map(Self.canonicalPhone), call.flow.rawValue, call.date.description,
                    attempt.placedAt, owner,
                ])
            return decision
        }
    }

    /// Looks again when somebody answers: the attempt becomes an answered one, or ends as `refused`.
    package func answer<Decision>(
        _ call: CallOpening, ending refused: Disposition,
        if decide: (ContactHistory) -> (Decision, isAllowed: Bool)
    ) throws(JournalFailure) -> Decision {
        try write("recording that a call was answered") { db in
            let (decision, isAllowed) = decide(
                try Self.history(of: call.account, call.debtor, call.phone, in: db))
            if isAllowed {
                try settle(call.id, .answered, nil, nil, in: db)
            } else {
                try settle(call.id, .notReached, refused, nil, in: db)
            }
            return decision
        }
    }

    /// Writes why nobody was reached; does nothing if it is known already how the attempt turned out.
    package func end(
        _ call: CallID, _ disposition: Disposition, sipStatus: Int?
    ) throws(JournalFailure) {
        try write("recording how an attempt turned out") { db in
            try settle(call, .notReached, disposition, sipStatus, in: db)
        }
    }

    private func settle(
        _ call: CallID, _ state: ContactHistory.Attempt.State, _ disposition: Disposition?, _ status: Int?,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE attempts SET state = ?, disposition = ?, sip_status = ?
                WHERE call = ? AND state = 'placed'
                """,
            arguments: [state.rawValue, disposition?.rawValue, status, call.rawValue])
        if outbox == .kept, db.changesCount > 0 { try Self.announce(attempt: call, in: db) }
    }

    /// Attempts whose process is gone: whether somebody answered can't be known any more.
    func closeLostAttempts(in db: Database, isLost: (Int64) -> Bool) throws {
        let open = try Row.fetchAll(db, sql: "SELECT call, owner FROM attempts WHERE state = 'placed'")
        for row in open where isLost(row["owner"]) {
            try settle(CallID(row["call"]), .notReached, .error, nil, in: db)
        }
    }

    /// The attempts about an account, in the order in which they were made.
    package func attempts(of account: AccountID) throws(JournalFailure) -> [AttemptRecord] {
        try read("listing attempts") { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM attempts WHERE account = ? ORDER BY id",
                arguments: [account.rawValue]
            ).map(AttemptRecord.init)
        }
    }

    /// What bears on whether an account may be called at a number.
    package func history(
        of account: AccountID, debtor: DebtorID?, phone: String?
    ) throws(JournalFailure) -> ContactHistory {
        try read("reading earlier contacts") { db in
            try Self.history(of: account, debtor, phone, in: db)
        }
    }
}

// MARK: - The history

extension SQLiteStore {
    static func history(
        of account: AccountID, _ debtor: DebtorID?, _ phone: String?, in db: Database
    ) throws -> ContactHistory {
        let arguments: StatementArguments = [
            "account": account.rawValue, "debtor": debtor?.rawValue, "phone": phone.map(canonicalPhone),
        ]
        let attempts = try Row.fetchAll(
            db, sql: "SELECT call, date, state FROM attempts WHERE account = ? ORDER BY id",
            arguments: [account.rawValue]
        ).map { row in
            ContactHistory.Attempt(
                call: CallID(row["call"]), date: try stored(LocalDate(iso: row["date"]), "attempts", "date"),
                state: try stored(
                    ContactHistory.Attempt.State(rawValue: row["state"]), "attempts", "state"))
        }
        return ContactHistory(
            attempts: attempts,
            calls: try calls(of: account, phone.map(canonicalPhone), in: db),
            notes: try notes(arguments, of: account, in: db))
    }

    private static func calls(
        of account: AccountID, _ phone: String?, in db: Database
    ) throws -> [ContactHistory.PastCall] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, date, phone, disposition, EXISTS (
                    SELECT 1 FROM events WHERE call = calls.id AND kind = 'verdict'
                        AND json_extract(json, '$.outcome') = 'pass') AS verified
                FROM calls WHERE account = ? ORDER BY rowid
                """, arguments: [account.rawValue]
        ).map { row in
            let called: String? = row["phone"]
            let disposition: String? = row["disposition"]
            return ContactHistory.PastCall(
                call: CallID(row["id"]), date: try stored(LocalDate(iso: row["date"]), "calls", "date"),
                isOfNumber: phone != nil && called.map(canonicalPhone) == phone,
                disposition: try disposition.map {
                    try stored(Disposition(rawValue: $0), "calls", "disposition")
                },
                wasVerified: row["verified"])
        }
    }

    /// Of the account, of the debtor's other accounts, and of the number.
    private static func notes(
        _ arguments: StatementArguments, of account: AccountID, in db: Database
    ) throws -> [ContactHistory.Note] {
        try Row.fetchAll(db, sql: notesSQL, arguments: arguments).compactMap { row in
            let kind: String = row["kind"]
            let word: String? = row["word"]
            let content: ContactHistory.Note.Content
            switch kind {
            case "account": content = .stopList(ofNumber: false)
            case "number": content = .stopList(ofNumber: true)
            case "dispute": content = .dispute
            case "flag":
                content = .flag(
                    try stored(word.flatMap(Disposition.init(rawValue:)), "account_events", "flag"))
            case "ended":
                content = .ended(
                    try stored(word.flatMap(Disposition.init(rawValue:)), "calls", "disposition"))
            default: return nil
            }
            let call: String? = row["call"]
            return ContactHistory.Note(
                content, call: call.map { CallID($0) },
                date: try stored(LocalDate(iso: row["date"]), "stop_list", "date"),
                isOfAccount: row["account"] == account.rawValue || kind == "number")
        }
    }

    private static let notesSQL = """
        WITH accounts AS (
            SELECT :account AS account UNION SELECT account FROM calls WHERE debtor = :debtor
            UNION SELECT account FROM attempts WHERE debtor = :debtor
        )
        SELECT 'account' AS kind, NULL AS word, account, call, date FROM stop_list
            WHERE account IN (SELECT account FROM accounts)
        UNION ALL SELECT 'number', NULL, account, call, date FROM stop_list WHERE phone = :phone
        UNION ALL SELECT kind, flag, account, call, created_on FROM account_events
            WHERE kind IN ('dispute', 'flag') AND account IN (SELECT account FROM accounts)
        UNION ALL SELECT 'ended', disposition, account, id, date FROM calls
            WHERE disposition IS NOT NULL AND account IN (SELECT account FROM accounts)
        """
}

extension AttemptRecord {
    fileprivate init(_ row: Row) throws {
        let disposition: String? = row["disposition"]
        self.init(
            call: CallID(row["call"]), account: AccountID(row["account"]), flow: FlowName(row["flow"]),
            date: try stored(LocalDate(iso: row["date"]), "attempts", "date"), placedAt: row["placed_at"],
            state: try stored(ContactHistory.Attempt.State(rawValue: row["state"]), "attempts", "state"),
            disposition: try disposition.map {
                try stored(Disposition(rawValue: $0), "attempts", "disposition")
            }, sipStatus: row["sip_status"])
    }
}
