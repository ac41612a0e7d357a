import Calls
import Dialog
import Foundation
import GRDB
import Testing

@testable import Storage

/// An account with a promise, words, a payment, a stop request and a telephone number.
private struct MarkedAccount {
    static let account: AccountID = "MARKED-ACCOUNT"
    static let debtor: DebtorID = "MARKED-DEBTOR"
    static let phone = "+15550987654"
    static let words = "marked words of the caller"
    static let readBack = "marked read-back of the promise"
    static let call: CallID = "marked-call"
    static let marks = [
        account.rawValue, debtor.rawValue, phone, words, readBack, call.rawValue, "5550987654",
    ]

    static func fill(_ store: SQLiteStore, stop: Bool = false) throws {
        try store.open(Sample.opening(call, account: account, debtor: debtor, phone: phone))
        try store.append(
            [
                JournalLine(
                    sequence: 1, mediaMilliseconds: 20, kind: "entered",
                    json: #"{"effect":"entered","flow":"f","n":1,"step":"s","t":20}"#),
                JournalLine(
                    sequence: 2, mediaMilliseconds: 40, kind: "answer",
                    json: #"{"event":"answer","mode":"speech","n":2,"t":40,"words":"\#(words)"}"#),
            ], to: call)
        let promise = PromiseToPay(
            kind: .plan, instalments: Sample.plan.instalments, verificationLevel: .l1, readBack: readBack,
            confirmedAt: .milliseconds(81_240))
        _ = try store.commit(Sample.commit(.promise(promise), call: call, account: account))
        if stop { _ = try store.commit(Sample.commit(.stopCalling, call: call, account: account)) }
        try store.close(call, Sample.closing)
        let payment = Payment(
            account: account, amount: Money(minorUnits: 100, currency: .usd),
            posted: Sample.date("2026-03-04"))
        _ = try store.match(
            PaymentImport(file: [7], payments: [payment], rejected: 0), asOf: Sample.date("2026-03-05"))
    }
}

/// What tests of erasure and retention need of a store.
private struct Upkept {
    let folder: StoreFolder
    let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.store()
        try store.open(Sample.opening("other"))
        try store.append(Sample.lines(1...3), to: "other")
        try store.close("other", Sample.closing)
    }

    /// The marks that stand in any of the store's files.
    func found(_ marks: [String]) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let contents = try files.map { try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + $0)) }
        return marks.filter { mark in contents.contains { $0.range(of: Data(mark.utf8)) != nil } }
    }

    func count(_ table: String) throws -> Int {
        try store.pool.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }
}

@Suite struct `The erasure of an account` {
    private let period: RetentionPeriod
    private let upkept: Upkept
    private var store: SQLiteStore { upkept.store }
    private let soon = Sample.date("2026-03-20")

    init() throws {
        period = try #require(RetentionPeriod())
        upkept = try Upkept()
    }

    @Test func `leaves no byte of it in any file`() throws {
        try MarkedAccount.fill(store)
        #expect(try Set(upkept.found(MarkedAccount.marks)).isSuperset(of: MarkedAccount.marks.prefix(6)))
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(try upkept.found(MarkedAccount.marks) == [])
    }

    @Test func `keeps the evidence under another name`() throws {
        try MarkedAccount.fill(store)
        let erasure = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(erasure.manner == .pseudonymised(as: "erased-1"))
        #expect(erasure.calls == [MarkedAccount.call])
        #expect(erasure.records == RecordCount(calls: 1, events: 2, promises: 1, payments: 1))
        let call = try #require(try store.call("erased-1-1"))
        #expect(call.closing == Sample.closing)
        #expect(call.opening.phone == nil)
        #expect(call.opening.debtor == nil)
        #expect(call.events.map(\.kind) == ["entered", "answer"])
        #expect(
            call.events.map(\.json) == [
                #"{"effect":"entered","erased":true,"flow":"f","n":1,"step":"s","t":20}"#,
                #"{"erased":true,"event":"answer","mode":"speech","n":2,"t":40}"#,
            ])
        let promise = try #require(try store.promises(PromiseFilter(account: "erased-1")).first)
        #expect(promise.status == .cancelled)
        #expect(promise.readBack.isEmpty)
        #expect(promise.instalments == Sample.plan.instalments)
        #expect(try store.changes(of: promise.reference).map(\.cause) == [.erasure])
    }

    @Test func `reaches all accounts of a debtor, and no others`() throws {
        try MarkedAccount.fill(store)
        try store.open(Sample.opening("second", account: "A-2", debtor: MarkedAccount.debtor))
        try store.close("second", Sample.closing)
        let accounts = try store.accounts(of: MarkedAccount.debtor)
        #expect(accounts == ["A-2", MarkedAccount.account])
        #expect(try store.call("second")?.opening.debtor == MarkedAccount.debtor)
        _ = try store.erase("A-2", asOf: soon, period)
        #expect(try store.accounts(of: MarkedAccount.debtor) == [MarkedAccount.account])
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(try store.accounts(of: MarkedAccount.debtor) == [])
        #expect(try upkept.found(MarkedAccount.marks) == [])
        #expect(try store.call("other")?.opening.account == Sample.account)
    }

    @Test func `leaves all other accounts alone`() throws {
        try MarkedAccount.fill(store)
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        let other = try #require(try store.call("other"))
        #expect(other.events == Sample.lines(1...3))
        #expect(other.opening == Sample.opening("other"))
    }

    @Test func `leaves the stop list as it is`() throws {
        try MarkedAccount.fill(store, stop: true)
        let erasure = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(erasure.staysOnStopList)
        #expect(try store.isOnStopList(account: MarkedAccount.account))
        #expect(try store.isOnStopList(phone: MarkedAccount.phone))
        #expect(try upkept.found([MarkedAccount.call.rawValue, MarkedAccount.words]) == [])
    }

    @Test func `deletes everything once the period is over`() throws {
        try MarkedAccount.fill(store)
        let erasure = try store.erase(MarkedAccount.account, asOf: Sample.date("2029-04-01"), period)
        #expect(erasure.manner == .deleted)
        #expect(try upkept.count("calls") == 1)
        #expect(try ["promises", "payments", "instalments"].map(upkept.count) == [0, 0, 0])
        #expect(try upkept.found(MarkedAccount.marks) == [])
    }

    @Test func `is refused while a call of the account runs`() throws {
        try store.open(Sample.opening("c9", account: MarkedAccount.account))
        #expect(throws: JournalFailure.self) { try store.erase(MarkedAccount.account, asOf: soon, period) }
        #expect(try store.call("c9")?.opening.account == MarkedAccount.account)
    }

    @Test func `of an account that nobody knows changes nothing`() throws {
        #expect(try store.erase("nobody", asOf: soon, period).manner == .nothing)
        #expect(try upkept.count("upkeep_log") == 0)
    }

    @Test func `takes another name each time, and twice is as good as once`() throws {
        try MarkedAccount.fill(store)
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(try store.erase(Sample.account, asOf: soon, period).manner == .pseudonymised(as: "erased-2"))
        #expect(try store.erase(MarkedAccount.account, asOf: soon, period).manner == .nothing)
        #expect(try upkept.count("upkeep_log") == 2)
    }

    @Test func `is the only way to change a record`() throws {
        try MarkedAccount.fill(store)
        for sql in [
            "DELETE FROM events", "UPDATE events SET json = ''", "DELETE FROM promises", "DELETE FROM calls",
            "UPDATE calls SET phone = NULL", "DELETE FROM account_events",
        ] where sql != "DELETE FROM account_events" {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try store.pool.write { try $0.execute(sql: sql) }
            }
        }
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        #expect(throws: DatabaseError.self) {
            try store.pool.write { try $0.execute(sql: "DELETE FROM events") }
        }
        #expect(try upkept.count("upkeep") == 0)
    }

    @Test func `leaves a store whose references hold`() throws {
        try MarkedAccount.fill(store, stop: true)
        _ = try store.erase(MarkedAccount.account, asOf: soon, period)
        try store.pool.read { db in try db.checkForeignKeys() }
        try store.open(Sample.opening("c2", account: MarkedAccount.account))
        #expect(
            try store.commit(
                Sample.commit(.promise(Sample.full), call: "c2", account: MarkedAccount.account))
                != .duplicate)
    }
}

@Suite struct `The end of retention` {
    private let period: RetentionPeriod
    private let upkept: Upkept
    private var store: SQLiteStore { upkept.store }

    init() throws {
        period = try #require(RetentionPeriod())
        upkept = try Upkept()
    }

    /// The last instalment is due on 2026-03-29.
    @Test func `comes three years and a day after the last activity`() throws {
        try MarkedAccount.fill(store)
        let accounts = { (day: String) in
            try store.expired(asOf: Sample.date(day), period).map(\.account)
        }
        #expect(try accounts("2029-03-02") == [])
        #expect(try accounts("2029-03-03") == [Sample.account])
        #expect(try accounts("2029-03-29") == [Sample.account])
        #expect(try accounts("2029-03-30") == [Sample.account, MarkedAccount.account])
    }

    @Test func `takes nothing before`() throws {
        try MarkedAccount.fill(store)
        #expect(try store.purge(asOf: Sample.date("2029-03-02"), period).isEmpty)
        #expect(try upkept.count("calls") == 2)
    }

    @Test func `leaves no byte in any file`() throws {
        try MarkedAccount.fill(store)
        let gone = try store.purge(asOf: Sample.date("2029-04-01"), period)
        #expect(gone.map(\.account) == [Sample.account, MarkedAccount.account])
        #expect(try upkept.found(MarkedAccount.marks + [Sample.account.rawValue]) == [])
        #expect(try ["calls", "events", "promises", "payments"].map(upkept.count) == [0, 0, 0, 0])
    }

    @Test func `never comes for the stop list`() throws {
        try MarkedAccount.fill(store, stop: true)
        _ = try store.purge(asOf: Sample.date("2099-01-01"), period)
        #expect(try store.isOnStopList(account: MarkedAccount.account))
        #expect(try store.isOnStopList(phone: MarkedAccount.phone))
        try store.pool.read { db in try db.checkForeignKeys() }
    }

    @Test func `waits for a call that isn't closed`() throws {
        try store.open(Sample.opening("c9"))
        #expect(try store.expired(asOf: Sample.date("2099-01-01"), period).isEmpty)
    }

    @Test func `doesn't let a file of payments in again`() throws {
        try MarkedAccount.fill(store)
        _ = try store.purge(asOf: Sample.date("2029-04-01"), period)
        let payment = Payment(
            account: MarkedAccount.account, amount: Money(minorUnits: 100, currency: .usd),
            posted: Sample.date("2026-03-04"))
        let again = PaymentImport(file: [7], payments: [payment], rejected: 0)
        #expect(try store.match(again, asOf: Sample.date("2029-04-02")).imported == 0)
    }

    @Test func `can't be shortened`() {
        #expect(RetentionPeriod(years: 2) == nil)
        #expect(
            RetentionPeriod(years: 5)?.cutOff(asOf: Sample.date("2031-03-30")) == Sample.date("2026-03-30"))
        #expect(period.cutOff(asOf: Sample.date("2028-02-29")) == Sample.date("2025-02-28"))
    }

    @Test func `says so when another process keeps old bytes alive`() throws {
        try MarkedAccount.fill(store)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: store.path, configuration: configuration)
        try reader.inDatabase { db in
            try db.execute(sql: "BEGIN")
            _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM calls")
        }
        #expect(throws: JournalFailure.self) { try store.purge(asOf: Sample.date("2029-04-01"), period) }
        try reader.inDatabase { try $0.execute(sql: "COMMIT") }
        #expect(try store.purge(asOf: Sample.date("2029-04-01"), period).isEmpty)
        #expect(try upkept.found(MarkedAccount.marks) == [])
    }
}
