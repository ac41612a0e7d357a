package import Calls
package import Dialog
import GRDB

extension SQLiteStore: CallJournal {
    /// More lines than that are written in several transactions, so that other calls wait for a bounded time.
    static let batchLimit = 512

    package func open(_ call: CallOpening) throws(JournalFailure) {
        try write("opening a call") { db in
            guard let owner else { throw StoreRefusal.storeIsForQueries }
            let exists = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM calls WHERE id = ?)", arguments: [call.id.rawValue])
            guard exists == false else { throw StoreRefusal.callExists }
            try db.execute(
                sql: """
                    INSERT INTO calls (id, account, debtor, flow, flow_version, language, date, seed, phone, owner)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call.id.rawValue, call.account.rawValue, call.debtor?.rawValue, call.flow.rawValue,
                    call.flowVersion, call.language.rawValue, call.date.description, String(call.seed),
                    call.phone, owner,
                ])
        }
    }

    package func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure) {
        for start in stride(from: 0, to: lines.count, by: Self.batchLimit) {
            let batch = lines[start..<min(start + Self.batchLimit, lines.count)]
            try write("appending to a call's journal", .withTheNext) { db in
                let statement = try db.cachedStatement(
                    sql: "INSERT INTO events (call, sequence, media_ms, kind, json) VALUES (?, ?, ?, ?, ?)")
                for line in batch {
                    try statement.execute(arguments: [
                        call.rawValue, line.sequence, line.mediaMilliseconds, line.kind, line.json,
                    ])
                }
            }
        }
    }

    package func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome {
        try write("saving a \(commit.content.name)") { db in
            try Self.requireOpen(commit.call, in: db)
            switch commit.content {
            case .promise(let promise):
                return try Self.save(promise, of: commit, in: db)
            case .callBack(let day, let time):
                try Self.saveEvent(
                    "call_back", requestedDay: day, requestedTime: time, of: commit, in: db)
            case .stopCalling:
                try Self.saveEvent("stop_calling", of: commit, in: db)
                try Self.putOnStopList(commit, in: db)
            case .dispute:
                try Self.saveEvent("dispute", of: commit, in: db)
                try Self.disputePromises(of: commit.account, on: commit.date, in: db)
            case .flag(let disposition):
                try Self.saveEvent("flag", flag: disposition, of: commit, in: db)
            }
            return .done(reference: nil)
        }
    }

    /// Does nothing if the call has no promise that waits to be announced.
    package func markAnnounced(_ call: CallID) throws(JournalFailure) {
        // Lost in a power cut, it leaves a promise that counts as unannounced: the safe side.
        try write("marking a promise as announced", .withTheNext) { db in
            try Self.settleAnnouncement(of: call, as: .announced, in: db)
        }
    }

    package func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure) {
        try write("closing a call") { db in
            try Self.requireOpen(call, in: db)
            try close(call, closing, recovered: false, in: db)
        }
    }
}

// MARK: - Rows

extension SQLiteStore {
    func close(_ call: CallID, _ closing: CallClosing, recovered: Bool, in db: Database) throws {
        try Self.settleAnnouncement(of: call, as: .unannounced, in: db)
        try db.execute(
            sql:
                "UPDATE calls SET call_end = ?, disposition = ?, duration_ms = ?, recovered = ? WHERE id = ?",
            arguments: [
                closing.end.rawValue, closing.disposition.rawValue, closing.durationMilliseconds, recovered,
                call.rawValue,
            ])
        if outbox == .kept { try Self.announce(endOf: call, in: db) }
    }

    private static func requireOpen(_ call: CallID, in db: Database) throws {
        let isOpen = try Bool.fetchOne(
            db, sql: "SELECT call_end IS NULL FROM calls WHERE id = ?", arguments: [call.rawValue])
        guard isOpen == true else { throw StoreRefusal.callIsNotOpen }
    }

    private static func settleAnnouncement(
        of call: CallID, as announcement: Announcement, in db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE promises SET announcement = ? WHERE call = ? AND announcement = 'pending'",
            arguments: [announcement.rawValue, call.rawValue])
    }

    /// The transaction holds the write lock, so what is looked up here still holds when the row is inserted.
    private static func save(
        _ promise: PromiseToPay, of commit: CommitRecord, in db: Database
    ) throws -> CommitOutcome {
        guard promise.isWellFormed else { throw StoreRefusal.promiseWithoutInstalments }
        let hasOpenPromise = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM promises
                    WHERE account = ? AND status IN ('proposed', 'confirmed'))
                """,
            arguments: [commit.account.rawValue])
        guard hasOpenPromise == false else { return .duplicate }
        let reference = try freeReference(for: commit.call, in: db)
        try db.execute(
            sql: """
                INSERT INTO promises (reference, account, call, kind, status, announcement, verification_level,
                    read_back, confirmed_at_ms, created_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                reference, commit.account.rawValue, commit.call.rawValue, promise.kind.rawValue,
                PromiseStatus.confirmed.rawValue, Announcement.pending.rawValue,
                promise.verificationLevel.rawValue, promise.readBack, promise.confirmedAt.wholeMilliseconds,
                commit.date.description,
            ])
        let id = db.lastInsertedRowID
        for instalment in promise.instalments {
            try db.execute(
                sql: """
                    INSERT INTO instalments (promise, sequence, minor_units, currency, due)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, instalment.sequence, instalment.amount.minorUnits,
                    instalment.amount.currency.rawValue,
                    instalment.due.description,
                ])
        }
        return .done(reference: reference)
    }

    private static func freeReference(for call: CallID, in db: Database) throws -> String {
        for candidate in PromiseReference.candidates(for: call) {
            let isTaken = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM promises WHERE reference = ?)", arguments: [candidate])
            if isTaken == false { return candidate }
        }
        throw StoreRefusal.noFreeReference
    }

    private static func saveEvent(
        _ kind: String, flag: Disposition? = nil, requestedDay: LocalDate? = nil,
        requestedTime: LocalTime? = nil, of commit: CommitRecord, in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO account_events
                    (account, call, kind, flag, requested_day, requested_time, media_ms, created_on)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                commit.account.rawValue, commit.call.rawValue, kind, flag?.rawValue,
                requestedDay?.description, requestedTime?.description,
                commit.mediaMilliseconds, commit.date.description,
            ])
    }

    private static func putOnStopList(_ commit: CommitRecord, in db: Database) throws {
        let phone = try String.fetchOne(
            db, sql: "SELECT phone FROM calls WHERE id = ?", arguments: [commit.call.rawValue])
        try db.execute(
            sql: "INSERT INTO stop_list (account, phone, call, date) VALUES (?, ?, ?, ?)",
            arguments: [
                commit.account.rawValue, phone.map(canonicalPhone), commit.call.rawValue,
                commit.date.description,
            ])
    }

    /// Digits and a leading plus, so that a number is found however it was written.
    static func canonicalPhone(_ phone: String) -> String {
        let digits = phone.filter { $0.isASCII && $0.isNumber }
        return phone.drop(while: \.isWhitespace).hasPrefix("+") ? "+" + digits : digits
    }
}

extension CommitRecord.Content {
    /// For messages.
    fileprivate var name: String {
        switch self {
        case .promise: "promise"
        case .callBack: "call-back"
        case .stopCalling: "stop request"
        case .dispute: "dispute"
        case .flag: "flag"
        }
    }
}

extension PromiseToPay {
    /// Whether the payments are numbered from 1, positive and of one currency.
    fileprivate var isWellFormed: Bool {
        guard let first = instalments.first else { return false }
        return instalments.enumerated().allSatisfy { index, instalment in
            instalment.sequence == index + 1 && instalment.amount.minorUnits > 0
                && instalment.amount.currency == first.amount.currency
        }
    }
}

extension Duration {
    /// Rounded down; at most what an `Int` holds.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
        let (sum, carry) = whole.addingReportingOverflow(Int(attoseconds / 1_000_000_000_000_000))
        return overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }
}
