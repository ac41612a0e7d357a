import Calls
import Dialog
import GRDB
import Testing

@testable import Storage

@Suite struct `The journal of calls` {
    let folder: StoreFolder
    let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.store()
    }

    @Test func `what commit returns from is seen by another connection, with all events before it`() throws {
        try store.open(Sample.opening("c1"))
        try store.append(Sample.lines(1...3), to: "c1")
        let outcome = try store.commit(Sample.commit(.promise(Sample.plan), call: "c1"))

        let other = try folder.store(.queries)
        let promise = try #require(try other.promises().first)
        #expect(outcome == .done(reference: promise.reference))
        #expect(promise.kind == .plan)
        #expect(promise.status == .confirmed)
        #expect(promise.instalments == Sample.plan.instalments)
        #expect(promise.readBack == Sample.plan.readBack)
        #expect(promise.confirmedAtMilliseconds == 81_240)
        #expect(promise.createdOn == Sample.date("2026-03-02"))
        #expect(try other.call("c1")?.events == Sample.lines(1...3))
    }

    @Test func `what opens, commits or closes is synced in full, lines with what follows them`() throws {
        func level() throws -> Int? {
            try store.pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") }
        }
        let (normal, full) = (1, 2)
        try store.open(Sample.opening("c1"))
        #expect(try level() == full)
        try store.append(Sample.lines(1...3), to: "c1")
        #expect(try level() == normal)
        #expect(try store.commit(Sample.commit(.dispute, call: "c1")) == .done(reference: nil))
        #expect(try level() == full)
        #expect(throws: JournalFailure.self) { try store.append(Sample.lines(9...9), to: "c1") }
        try store.close("c1", Sample.closing)
        #expect(try level() == full)
    }

    @Test func `a reference is digits, the same for the same call in a fresh store`() throws {
        try store.open(Sample.opening("c1"))
        let first = try store.commit(Sample.commit(.promise(Sample.full), call: "c1"))
        let other = try SQLiteStore(path: folder.path + "/other.sqlite")
        try other.open(Sample.opening("c1"))
        #expect(try other.commit(Sample.commit(.promise(Sample.full), call: "c1")) == first)
        guard case .done(let reference?) = first else {
            Issue.record("no reference")
            return
        }
        #expect(reference.count == 6)
        #expect(reference.allSatisfy { ("0"..."9").contains($0) })
    }

    @Test func `a taken reference leads to the next one`() throws {
        let candidates = Array(PromiseReference.candidates(for: "c2"))
        #expect(Set(candidates).count == 32)
        try store.open(Sample.opening("c1", account: "A-1"))
        _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1", account: "A-1"))
        try store.pool.write { db in
            try db.execute(sql: "UPDATE promises SET reference = ?", arguments: [candidates[0]])
        }
        try store.open(Sample.opening("c2", account: "A-2"))
        let outcome = try store.commit(Sample.commit(.promise(Sample.full), call: "c2", account: "A-2"))
        #expect(outcome == .done(reference: candidates[1]))
    }

    @Test func `an account has one open promise at most`() throws {
        for call: CallID in ["c1", "c2", "c3"] { try store.open(Sample.opening(call)) }
        let first = try store.commit(Sample.commit(.promise(Sample.full), call: "c1"))
        #expect(try store.commit(Sample.commit(.promise(Sample.plan), call: "c2")) == .duplicate)
        #expect(try store.promises().count == 1)

        try store.pool.write { db in try db.execute(sql: "UPDATE promises SET status = 'broken'") }
        let second = try store.commit(Sample.commit(.promise(Sample.plan), call: "c3"))
        #expect(second != .duplicate && second != first)
        #expect(try store.promises(PromiseFilter(statuses: [.confirmed])).map(\.call) == ["c3"])
    }

    @Test func `the database itself forbids a second open promise`() throws {
        try store.open(Sample.opening("c1"))
        _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1"))
        #expect(throws: DatabaseError.self) {
            try store.pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO promises SELECT 99, '999999', account, call, kind, 'proposed', announcement,
                            verification_level, read_back, confirmed_at_ms, created_on, NULL FROM promises
                        """)
            }
        }
    }

    @Test func `a promise is pending until it is announced, and unannounced if its call ends before`() throws
    {
        func announcement(_ call: CallID) throws -> Announcement? {
            try store.promises(PromiseFilter(call: call)).first?.announcement
        }
        for (call, account): (CallID, AccountID) in [("c1", "A-1"), ("c2", "A-2")] {
            try store.open(Sample.opening(call, account: account))
            _ = try store.commit(Sample.commit(.promise(Sample.full), call: call, account: account))
            #expect(try announcement(call) == .pending)
        }
        try store.markAnnounced("c1")
        for call: CallID in ["c1", "c2"] { try store.close(call, Sample.closing) }
        #expect(try announcement("c1") == .announced)
        #expect(try announcement("c2") == .unannounced)
    }

    @Test func `a call reads back as it was opened and closed`() throws {
        try store.open(Sample.opening("c1"))
        #expect(try store.call("c1")?.closing == nil)
        try store.append([], to: "c1")
        try store.close("c1", Sample.closing)
        let call = try #require(try store.call("c1"))
        #expect(call.opening == Sample.opening("c1"))
        #expect(call.closing == Sample.closing)
        #expect(!call.wasRecovered)
        #expect(try store.call("c9") == nil)
    }

    @Test func `a call is opened once and closed once, and nothing is added after`() throws {
        try store.open(Sample.opening("c1"))
        #expect(throws: JournalFailure.self) { try store.open(Sample.opening("c1")) }
        try store.close("c1", Sample.closing)
        #expect(throws: JournalFailure.self) { try store.close("c1", Sample.closing) }
        #expect(throws: JournalFailure.self) { try store.append(Sample.lines(1...1), to: "c1") }
        #expect(throws: JournalFailure.self) { try store.commit(Sample.commit(.dispute, call: "c1")) }
        #expect(throws: JournalFailure.self) { try store.commit(Sample.commit(.dispute, call: "c9")) }
        #expect(throws: JournalFailure.self) { try store.append(Sample.lines(1...1), to: "c9") }
    }

    @Test func `events come in order without gaps, and long appends are written in batches`() throws {
        try store.open(Sample.opening("c1"))
        let count = SQLiteStore.batchLimit * 2 + 7
        try store.append(Sample.lines(1...count), to: "c1")
        try store.append(Sample.lines(count + 1...count + 2), to: "c1")
        #expect(throws: JournalFailure.self) {
            try store.append(Sample.lines(count + 4...count + 4), to: "c1")
        }
        #expect(throws: JournalFailure.self) { try store.append(Sample.lines(5...5), to: "c1") }
        #expect(try store.call("c1")?.events == Sample.lines(1...count + 2))
    }

    @Test(arguments: [
        "UPDATE events SET json = '{}'", "DELETE FROM events", "DELETE FROM promises", "DELETE FROM calls",
        "UPDATE account_events SET kind = 'flag'", "DELETE FROM account_events",
        "REPLACE INTO events SELECT * FROM events",
    ])
    func `what was journalled can't be changed`(sql: String) throws {
        try store.open(Sample.opening("c1"))
        try store.append(Sample.lines(1...2), to: "c1")
        _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1"))
        _ = try store.commit(Sample.commit(.dispute, call: "c1"))
        #expect(throws: DatabaseError.self) { try store.pool.write { db in try db.execute(sql: sql) } }
        #expect(try store.call("c1")?.events == Sample.lines(1...2))
    }

    @Test func `a promise that makes no sense is refused`() throws {
        try store.open(Sample.opening("c1"))
        let euros = Instalment(
            sequence: 2, amount: Money(minorUnits: 100, currency: .eur), due: Sample.date("2026-04-01"))
        let broken: [[Instalment]] = [
            [], [Sample.instalment(2, 100, "2026-03-15")], [Sample.instalment(1, 0, "2026-03-15")],
            [Sample.instalment(1, 100, "2026-03-15"), euros],
        ]
        for instalments in broken {
            let promise = PromiseToPay(
                kind: .plan, instalments: instalments, verificationLevel: .l1, readBack: "",
                confirmedAt: .zero)
            #expect(throws: JournalFailure.self) {
                try store.commit(Sample.commit(.promise(promise), call: "c1"))
            }
        }
        #expect(try store.promises().isEmpty)
    }

    @Test func `a stop request puts account and number on the stop list`() throws {
        try store.open(Sample.opening("c1", phone: "+1 (202) 555-0123"))
        #expect(try !store.isOnStopList(account: Sample.account))
        #expect(try store.commit(Sample.commit(.stopCalling, call: "c1")) == .done(reference: nil))
        #expect(try store.commit(Sample.commit(.stopCalling, call: "c1")) == .done(reference: nil))
        #expect(try store.isOnStopList(account: Sample.account))
        #expect(try store.isOnStopList(phone: "+12025550123"))
        #expect(try !store.isOnStopList(phone: "+12025550124"))
        #expect(try !store.isOnStopList(account: "A-2"))
    }

    @Test func `a stop request on an unknown number stops the account`() throws {
        try store.open(Sample.opening("c1", phone: nil))
        _ = try store.commit(Sample.commit(.stopCalling, call: "c1"))
        #expect(try store.isOnStopList(account: Sample.account))
        #expect(try !store.isOnStopList(phone: ""))
    }

    @Test func `call-backs, disputes and flags are kept with their account`() throws {
        try store.open(Sample.opening("c1"))
        let day = Sample.date("2026-03-09")
        let time = try #require(LocalTime(text: "14:30"))
        let contents: [(CommitRecord.Content, AccountEvent.Content)] = [
            (.callBack(on: nil, at: nil), .callBack(on: nil, at: nil)),
            (.callBack(on: day, at: nil), .callBack(on: day, at: nil)),
            (.callBack(on: day, at: time), .callBack(on: day, at: time)),
            (.dispute, .dispute), (.flag(.hardship), .flag(.hardship)), (.stopCalling, .stopCalling),
        ]
        for (content, _) in contents { _ = try store.commit(Sample.commit(content, call: "c1")) }
        let events = try store.events(of: Sample.account)
        #expect(events.map(\.content) == contents.map(\.1))
        #expect(events.allSatisfy { $0.mediaMilliseconds == 82_000 && $0.call == "c1" })
    }

    @Test func `promises are listed by what is asked for`() throws {
        for number in 1...4 {
            let call = CallID("c\(number)")
            let account = AccountID("A-\(number)")
            try store.open(Sample.opening(call, account: account))
            let promise = number == 2 ? Sample.plan : Sample.full
            _ = try store.commit(Sample.commit(.promise(promise), call: call, account: account))
        }
        try store.markAnnounced("c3")
        try store.pool.write { db in
            try db.execute(
                sql: "UPDATE promises SET status = 'kept', created_on = '2026-02-01' WHERE call = 'c4'")
            try db.execute(sql: "UPDATE instalments SET due = '2026-02-20' WHERE promise = 4")
        }
        func calls(_ filter: PromiseFilter) throws -> [CallID] { try store.promises(filter).map(\.call) }
        #expect(try calls(PromiseFilter()) == ["c4", "c1", "c2", "c3"])
        #expect(try calls(PromiseFilter(account: "A-2")) == ["c2"])
        #expect(try calls(PromiseFilter(statuses: [.kept, .broken])) == ["c4"])
        #expect(try calls(PromiseFilter(announcement: .announced)) == ["c3"])
        #expect(try calls(PromiseFilter(createdFrom: Sample.date("2026-02-02"))) == ["c1", "c2", "c3"])
        #expect(try calls(PromiseFilter(createdThrough: Sample.date("2026-02-01"))) == ["c4"])
        #expect(try calls(PromiseFilter(dueThrough: Sample.date("2026-02-28"))) == ["c4"])
        let reference = try #require(try store.promises(PromiseFilter(call: "c2")).first?.reference)
        #expect(try calls(PromiseFilter(reference: reference)) == ["c2"])
    }
}
