import Calls
import Dialog
import Foundation
import Storage
import Testing

@Suite struct OutboxTests {
    private let folder: StoreFolder
    private let store: SQLiteStore

    init() throws {
        folder = try StoreFolder()
        store = try SQLiteStore(path: folder.storePath, outbox: .kept)
    }

    private func due(at now: Int64 = 0) throws -> OutboxItem? {
        try store.dueOutboxItem(atMilliseconds: now, horizon: 1_000)
    }

    private func body(_ item: OutboxItem?) throws -> [String: Any] {
        let text = try #require(item?.body)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func endCall(_ id: CallID, promising promise: PromiseToPay? = nil) throws {
        try store.open(Sample.opening(id, debtor: "D-1"))
        if let promise { _ = try store.commit(Sample.commit(.promise(promise), call: id)) }
        try store.close(id, Sample.closing)
    }

    @Test func `the end of a call is told with its promise, and with nothing else of the debtor`() throws {
        try endCall("c1", promising: Sample.plan)
        let item = try #require(try due())
        #expect(item.key == "outcome-c1")
        let body = try body(item)
        #expect(
            Set(body.keys) == [
                "schemaVersion", "type", "call", "account", "flow", "date", "disposition", "isAnswered",
                "callEnd", "durationMs", "promise",
            ])
        #expect(body["disposition"] as? String == "PTP")
        let promise = try #require(body["promise"] as? [String: Any])
        #expect(promise["kind"] as? String == "plan")
        let instalments = try #require(promise["instalments"] as? [[String: Any]])
        #expect(instalments.map { $0["minorUnits"] as? Int } == [22_500, 22_500])
        #expect(instalments.map { $0["due"] as? String } == ["2026-03-15", "2026-03-29"])
        for secret in ["2025550123", "D-1", "dollars"] { #expect(!item.body.contains(secret)) }
    }

    @Test func `a call that nobody answered is told, and one that began and was cut off`() throws {
        _ = try store.place(CallAttempt(Sample.opening("c1"), placedAt: "2026-03-02T14:00:00Z")) { _ in
            ((), true)
        }
        #expect(try store.outboxCount() == 0)
        try store.end("c1", .busy, sipStatus: 486)
        try store.end("c1", .noAnswer, sipStatus: nil)
        #expect(try body(due())["disposition"] as? String == "BUSY")
        #expect(try body(due())["isAnswered"] as? Bool == false)
        #expect(try store.outboxCount() == 1)
        do {
            let doomed = try SQLiteStore(path: folder.storePath, outbox: .kept)
            try doomed.open(Sample.opening("c2"))
        }
        _ = try store.recover()
        #expect(try store.outboxCount() == 2)
    }

    @Test func `without an outbox nothing is written down`() throws {
        let plain = try folder.store()
        try plain.open(Sample.opening("c1"))
        try plain.close("c1", Sample.closing)
        #expect(try plain.outboxCount() == 0)
    }

    @Test func `what can't be told waits its turn, and what was told is gone`() throws {
        try endCall("c1")
        try endCall("c2")
        let first = try #require(try due())
        try store.postponeOutboxItem(first.id, untilMilliseconds: 500)
        #expect(try due()?.key == "outcome-c2")
        let second = try #require(try due())
        try store.removeOutboxItem(second.id)
        #expect(try due(at: 499) == nil)
        #expect(try due(at: 500)?.tries == 1)
        // A clock that was set back doesn't make it wait for ever.
        #expect(try due(at: -501)?.key == "outcome-c1")
    }

    @Test func `whoever is erased is told of no more`() throws {
        try endCall("c1")
        _ = try store.erase(Sample.account, asOf: Sample.date("2026-03-02"), try #require(RetentionPeriod()))
        #expect(try store.outboxCount() == 0)
    }
}
