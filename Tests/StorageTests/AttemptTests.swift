import Calls
import Dialog
import GRDB
import Storage
import Testing

@Suite struct AttemptTests {
    private let folder: StoreFolder
    private let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try folder.store()
    }

    @discardableResult
    private func place(
        _ id: CallID, account: AccountID = Sample.account, debtor: DebtorID? = nil, isAllowed: Bool = true,
        in store: SQLiteStore? = nil
    ) throws -> ContactHistory {
        let opening = Sample.opening(id, account: account, debtor: debtor)
        return try (store ?? self.store).place(CallAttempt(opening, placedAt: "2026-03-02T14:00:00Z")) {
            ($0, isAllowed)
        }
    }

    private func states() throws -> [ContactHistory.Attempt.State] {
        try store.attempts(of: Sample.account).map(\.state)
    }

    @Test func `an attempt is written only if it is decided, and the next sees it`() throws {
        try place("c1", isAllowed: false)
        #expect(try place("c2").attempts == [])
        #expect(try place("c3").attempts.map(\.call) == ["c2"])
    }

    @Test func `how an attempt turned out is written once`() throws {
        try place("c1")
        try store.end("c1", .busy, sipStatus: 486)
        try store.end("c1", .noAnswer, sipStatus: nil)
        let attempt = try #require(try store.attempts(of: Sample.account).first)
        #expect(attempt.state == .notReached)
        #expect(attempt.disposition == .busy)
        #expect(attempt.sipStatus == 486)
        #expect(try store.call("c1") == nil, "nobody answered, so there is no call")
    }

    @Test func `an answered attempt is looked at again`() throws {
        try place("c1")
        try place("c2")
        let history = try store.answer(Sample.opening("c1"), ending: .dropped) { ($0, true) }
        #expect(history.attempts.map(\.call) == ["c1", "c2"])
        _ = try store.answer(Sample.opening("c2"), ending: .dropped) { ($0, false) }
        #expect(try states() == [.answered, .notReached])
        #expect(try store.attempts(of: Sample.account).map(\.disposition) == [nil, .dropped])
    }

    @Test func `an attempt of a process that died counts, and is closed at the next start`() throws {
        do {
            let doomed = try folder.store()
            try place("c1", in: doomed)
        }
        let next = try folder.store()
        _ = try next.recover()
        let attempt = try #require(try next.attempts(of: Sample.account).first)
        #expect(attempt.disposition == .error)
        #expect(try next.history(of: Sample.account, debtor: nil, phone: nil).attempts.count == 1)
    }

    @Test func `an attempt of a process that lives is left alone`() throws {
        let other = try folder.store()
        try place("c1", in: other)
        _ = try store.recover()
        #expect(try states() == [.placed])
    }

    @Test
    func `what was said on calls is in the history, for the number and the debtor's other accounts too`()
        throws
    {
        try store.open(Sample.opening("c1", account: "A-2", debtor: "D-1", phone: "+1 202 555 0123"))
        _ = try store.commit(Sample.commit(.stopCalling, call: "c1", account: "A-2"))
        _ = try store.commit(Sample.commit(.flag(.attorney), call: "c1", account: "A-2"))
        try store.close("c1", Sample.closing)
        let sameNumber = try store.history(of: "A-1", debtor: nil, phone: "+12025550123")
        #expect(sameNumber.notes.map(\.content) == [.stopList(ofNumber: true)])
        let sameDebtor = try store.history(of: "A-1", debtor: "D-1", phone: nil)
        #expect(
            sameDebtor.notes.map(\.content) == [
                .stopList(ofNumber: false), .flag(.attorney), .ended(.promiseToPay),
            ])
        #expect(sameDebtor.notes.allSatisfy { !$0.isOfAccount })
        #expect(try store.history(of: "A-1", debtor: "D-2", phone: nil) == ContactHistory())
    }

    @Test(arguments: [("pass", true), ("fail", false)])
    func `a call's own journal says whether somebody was verified`(outcome: String, isVerified: Bool) throws {
        try store.open(Sample.opening("c1"))
        let line = JournalLine(
            sequence: 1, mediaMilliseconds: 20, kind: "verdict", json: #"{"outcome":"\#(outcome)"}"#)
        try store.append([line], to: "c1")
        let history = try store.history(of: Sample.account, debtor: nil, phone: "+12025550123")
        #expect(history.calls.map(\.wasVerified) == [isVerified])
        #expect(history.calls.map(\.isOfNumber) == [true])
        #expect(history.calls.map(\.disposition) == [nil])
    }

    @Test func `an account that was only dialled is erased like any other`() throws {
        try place("c1", debtor: "D-1")
        #expect(throws: JournalFailure.self, "an attempt runs") {
            try store.erase(Sample.account, asOf: Sample.date("2026-03-02"), try #require(RetentionPeriod()))
        }
        try store.end("c1", .noAnswer, sipStatus: nil)
        #expect(try store.accounts(of: "D-1") == [Sample.account])
        _ = try store.erase(Sample.account, asOf: Sample.date("2026-03-02"), try #require(RetentionPeriod()))
        #expect(try store.attempts(of: Sample.account) == [])
        #expect(try store.accounts(of: "D-1") == [])
        let kept = try store.attempts(of: "erased-1")
        #expect(kept.map(\.disposition) == [.noAnswer])
        #expect(kept.allSatisfy { $0.call.rawValue.hasPrefix("erased-1") })
        let gone = try store.purge(asOf: Sample.date("2030-01-01"), try #require(RetentionPeriod()))
        #expect(gone.map(\.account) == ["erased-1"])
        #expect(try store.attempts(of: "erased-1") == [])
    }

    @Test func `nothing else changes or deletes an attempt`() throws {
        try place("c1")
        try store.end("c1", .busy, sipStatus: 486)
        let queue = try DatabaseQueue(path: folder.storePath)
        for sql in ["DELETE FROM attempts", "UPDATE attempts SET date = '2020-01-01'"] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
    }
}
