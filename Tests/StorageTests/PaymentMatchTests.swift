import Calls
import Dialog
import GRDB
import Testing

@testable import Storage

@Suite struct `Payments in the store` {
    let folder: StoreFolder
    let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.store()
    }

    private func promise(_ promise: PromiseToPay = Sample.plan, call: CallID = "c1") throws -> String {
        try store.open(Sample.opening(call))
        guard case .done(let reference?) = try store.commit(Sample.commit(.promise(promise), call: call))
        else { throw StoreRefusal.noFreeReference }
        try store.close(call, Sample.closing)
        return reference
    }

    private func file(
        _ name: String, _ payments: (Int, String)..., ids: [String] = []
    ) -> PaymentImport {
        let rows = payments.enumerated().map { index, payment in
            Payment(
                account: Sample.account, amount: Money(minorUnits: payment.0, currency: .usd),
                posted: Sample.date(payment.1), sourceID: ids.indices.contains(index) ? ids[index] : nil)
        }
        return PaymentImport(file: Array(name.utf8), payments: rows, rejected: 0)
    }

    private func state(_ reference: String) throws -> PromiseStatus? {
        try store.promises(PromiseFilter(reference: reference)).first?.status
    }

    @Test func `keep a promise, instalment by instalment`() throws {
        let reference = try promise()
        let early = try store.match(file("1", (22_500, "2026-03-14")), asOf: Sample.date("2026-03-20"))
        #expect(early.imported == 1)
        #expect(early.judged == [.confirmed: 1])
        #expect(early.changed == [])
        let late = try store.match(file("2", (22_500, "2026-03-29")), asOf: Sample.date("2026-04-10"))
        #expect(late.judged == [.kept: 1])
        #expect(late.changed == [reference])
        let record = try #require(try store.promises().first)
        #expect(record.status == .kept)
        #expect(record.progress.map(\.state) == [.kept, .kept])
        #expect(record.progress.map(\.paid.minorUnits) == [22_500, 22_500])
        #expect(record.judgedOn == Sample.date("2026-04-10"))
        #expect(
            try store.changes(of: reference) == [
                PromiseChange(was: .confirmed, became: .kept, cause: .payments, on: Sample.date("2026-04-10"))
            ])
    }

    @Test func `are not taken twice, whole file or single row`() throws {
        _ = try promise()
        let day = Sample.date("2026-03-20")
        let first = file("1", (100, "2026-03-14"), (100, "2026-03-14"))
        #expect(try store.match(first, asOf: day).imported == 2)
        #expect(try store.match(first, asOf: day) == store.match(first, asOf: day))
        #expect(try store.match(first, asOf: day).known == 2)
        // The next day's file repeats both and has one more just like them.
        let next = file("2", (100, "2026-03-14"), (100, "2026-03-14"), (100, "2026-03-14"))
        #expect(try store.match(next, asOf: day).imported == 1)
    }

    @Test func `are told apart by the source's number, where it gives one`() throws {
        _ = try promise()
        let day = Sample.date("2026-03-20")
        let first = file("1", (100, "2026-03-14"), (100, "2026-03-14"), ids: ["x", "y"])
        #expect(try store.match(first, asOf: day).imported == 2)
        let again = file("2", (100, "2026-03-15"), (100, "2026-03-14"), ids: ["x", "x"])
        #expect(try store.match(again, asOf: day).imported == 0)
    }

    @Test func `that come in later mend a verdict`() throws {
        let reference = try promise(Sample.full)
        let day = Sample.date("2026-04-01")
        _ = try store.match(file("1"), asOf: day)
        #expect(try state(reference) == .broken)
        _ = try store.match(file("2", (10_000, "2026-03-14")), asOf: day)
        #expect(try state(reference) == .partial)
        _ = try store.match(file("3", (35_000, "2026-03-18")), asOf: day)
        #expect(try state(reference) == .kept)
        #expect(try store.changes(of: reference).map(\.became) == [.broken, .partial, .kept])
    }

    @Test func `are not judged as of a day that is past already`() throws {
        _ = try promise()
        _ = try store.match(file("1"), asOf: Sample.date("2026-03-20"))
        #expect(throws: JournalFailure.self) {
            try store.match(file("2", (1, "2026-03-04")), asOf: Sample.date("2026-03-19"))
        }
        #expect(try store.match(file("2", (1, "2026-03-04")), asOf: Sample.date("2026-03-20")).imported == 1)
    }

    @Test func `are taken all or none`() throws {
        _ = try promise()
        try store.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER test_stop BEFORE INSERT ON payments WHEN NEW.minor_units = 2
                    BEGIN SELECT RAISE(ABORT, 'told to'); END
                    """)
        }
        let payments = file("1", (1, "2026-03-04"), (2, "2026-03-04"))
        #expect(throws: JournalFailure.self) { try store.match(payments, asOf: Sample.date("2026-04-20")) }
        let counts = try store.pool.read { db in
            try ["payments", "payment_files", "promise_changes"].map { table in
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)")
            }
        }
        #expect(counts == [0, 0, 0])
    }

    @Test func `leave alone what somebody decided`() throws {
        let reference = try promise()
        try store.setState(of: reference, to: .cancelled, on: Sample.date("2026-03-05"))
        let match = try store.match(file("1", (45_000, "2026-03-14")), asOf: Sample.date("2026-05-01"))
        #expect(match.judged.isEmpty)
        #expect(try state(reference) == .cancelled)
    }

    @Test func `that come in late don't open a promise beside another`() throws {
        let old = try promise()
        _ = try store.match(file("1"), asOf: Sample.date("2026-03-20"))
        #expect(try state(old) == .broken)
        let new = try promise(Sample.full, call: "c2")
        let late = try store.match(
            file("2", (22_500, "2026-03-14")), asOf: Sample.date("2026-03-20"), graceDays: 10)
        #expect(late.imported == 1)
        #expect(late.changed == [])
        #expect(late.judged == [.broken: 1, .confirmed: 1])
        #expect(try store.promises(PromiseFilter(reference: old)).first?.progress.first?.state == .pending)
        #expect(try state(new) == .confirmed)
    }

    @Test func `open a promise again once no other is open`() throws {
        let old = try promise()
        let day = Sample.date("2026-03-20")
        _ = try store.match(file("1"), asOf: day)
        let new = try promise(Sample.full, call: "c2")
        try store.setState(of: new, to: .cancelled, on: day)
        _ = try store.match(file("2", (22_500, "2026-03-14")), asOf: day)
        #expect(try state(old) == .confirmed)
    }

    @Test func `of a file with rejected rows are taken when it is read better`() throws {
        _ = try promise()
        let day = Sample.date("2026-03-20")
        let good = file("1", (100, "2026-03-14"))
        let bad = PaymentImport(file: Array("1".utf8), payments: [], rejected: 1)
        #expect(try store.match(bad, asOf: day).imported == 0)
        #expect(try store.match(good, asOf: day).imported == 1)
        #expect(try store.match(good, asOf: day).imported == 0)
        #expect(
            try store.pool.read { try Int.fetchOne($0, sql: "SELECT SUM(payments) FROM payment_files") } == 1)
    }

    @Test func `don't come back with their file once they are erased`() throws {
        _ = try promise()
        let day = Sample.date("2026-03-20")
        let payments = file("1", (100, "2026-03-14"))
        _ = try store.match(payments, asOf: day)
        let period = try #require(RetentionPeriod(years: 3))
        _ = try store.erase(Sample.account, asOf: day, period)
        #expect(try store.match(payments, asOf: day).imported == 0)
    }

    @Test func `are not judged as of a day far ahead of all that is known`() throws {
        let reference = try promise()
        let failure = try #require(throws: JournalFailure.self) {
            try store.match(file("1", (1, "2026-03-04")), asOf: Sample.date("2027-03-06"))
        }
        #expect("\(failure)".contains("more than a year after 2026-03-04"))
        #expect(try state(reference) == .confirmed)
        #expect(
            try store.match(file("1", (1, "2026-03-04")), asOf: Sample.date("2027-03-05")).imported == 1)
    }

    @Test func `have different keys whatever bars stand in their fields`() {
        func key(_ account: AccountID, _ id: String) -> [String] {
            let payment = Payment(
                account: account, amount: Money(minorUnits: 1, currency: .usd),
                posted: Sample.date("2026-03-04"), sourceID: id)
            return PaymentImport(file: [], payments: [payment], rejected: 0).keys
        }
        #expect(key("A|1", "2") != key("A", "1|2"))
        #expect(key("A\\", "1|2") != key("A\\|1", "2"))
        #expect(key("A", "1") == [SHA256.hex("id|A|1|0".utf8)])
    }

    @Test func `of another account change nothing`() throws {
        let reference = try promise(Sample.full)
        let payment = Payment(
            account: "A-2", amount: Money(minorUnits: 45_000, currency: .usd),
            posted: Sample.date("2026-03-10"))
        _ = try store.match(
            PaymentImport(file: [1], payments: [payment], rejected: 0), asOf: Sample.date("2026-04-01"))
        #expect(try state(reference) == .broken)
    }
}

@Suite struct `The states of a promise` {
    let folder: StoreFolder
    let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.store()
    }

    private func promise() throws -> String {
        try store.open(Sample.opening("c1"))
        _ = try store.commit(Sample.commit(.promise(Sample.plan), call: "c1"))
        return try #require(try store.promises().first?.reference)
    }

    @Test func `change by a dispute on a later call`() throws {
        let reference = try promise()
        try store.close("c1", Sample.closing)
        try store.open(Sample.opening("c2"))
        _ = try store.commit(Sample.commit(.dispute, call: "c2"))
        #expect(try store.promises().map(\.status) == [.disputed])
        #expect(try store.changes(of: reference).map(\.cause) == [.dispute])
    }

    @Test func `change by a dispute and an erasure while instalments are to come`() throws {
        let reference = try promise()
        try store.close("c1", Sample.closing)
        let day = Sample.date("2026-03-20")
        let nothing = PaymentImport(file: [], payments: [], rejected: 0)
        #expect(try store.match(nothing, asOf: day).judged == [.broken: 1])
        try store.open(Sample.opening("c2"))
        _ = try store.commit(Sample.commit(.dispute, call: "c2"))
        try store.close("c2", Sample.closing)
        #expect(try store.promises().map(\.status) == [.disputed])
        try store.setState(of: reference, to: .confirmed, on: day)
        #expect(try store.match(nothing, asOf: day).judged == [.broken: 1])
        let period = try #require(RetentionPeriod(years: 3))
        _ = try store.erase(Sample.account, asOf: day, period)
        #expect(try store.promises().map(\.status) == [.cancelled])
    }

    @Test func `don't lead out of a dispute beside another open promise`() throws {
        let reference = try promise()
        try store.close("c1", Sample.closing)
        let day = Sample.date("2026-03-05")
        try store.setState(of: reference, to: .disputed, on: day)
        try store.open(Sample.opening("c2"))
        _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c2"))
        let failure = try #require(throws: JournalFailure.self) {
            try store.setState(of: reference, to: .confirmed, on: day)
        }
        #expect("\(failure)".contains("another promise of the account is open"))
    }

    @Test func `let no promise be kept or broken by word`() throws {
        let reference = try promise()
        for status in [PromiseStatus.kept, .broken, .partial, .proposed] {
            #expect(throws: JournalFailure.self) {
                try store.setState(of: reference, to: status, on: Sample.date("2026-03-05"))
            }
        }
        #expect(throws: JournalFailure.self) {
            try store.setState(of: "none", to: .cancelled, on: Sample.date("2026-03-05"))
        }
    }

    @Test func `lead out of a dispute and not out of a cancellation`() throws {
        let reference = try promise()
        let day = Sample.date("2026-03-05")
        try store.setState(of: reference, to: .disputed, on: day)
        try store.setState(of: reference, to: .confirmed, on: day)
        try store.setState(of: reference, to: .cancelled, on: day)
        #expect(throws: JournalFailure.self) { try store.setState(of: reference, to: .confirmed, on: day) }
        #expect(try store.changes(of: reference).map(\.became) == [.disputed, .confirmed, .cancelled])
    }

    @Test(arguments: PromiseStatus.allCases) func `never lead back to where they are`(status: PromiseStatus) {
        #expect(!status.operatorChoices.contains(status))
        #expect(status.operatorChoices.isDisjoint(with: [.kept, .partial, .broken, .proposed]))
    }
}

@Suite struct `The control of an export` {
    private let payments = [
        Sample.instalment(1, 22_500, "2026-03-15"), Sample.instalment(2, 10_050, "2026-03-29"),
    ]

    private func control(_ text: String = "rows", rows: Int = 2) -> ExportControl {
        ExportControl(format: .csv, file: text.utf8, rows: rows, payments: payments)
    }

    @Test func `has sums by currency and the days`() {
        #expect(control().sums == ["USD": "325.50"])
        #expect(control().firstDue == "2026-03-15")
        #expect(control().lastDue == "2026-03-29")
    }

    @Test func `finds each difference`() {
        #expect(control().differences(from: control()) == [])
        #expect(control().differences(from: control("rowz")).map { $0.prefix(11) } == ["the SHA-256"])
        #expect(control().differences(from: control(rows: 3)) == ["the number of rows should be 2, found 3"])
    }
}
