import Calls
import Dialog
import Testing

@testable import Storage

@Suite struct `Start-up after a crash` {
    let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    /// Runs calls in a store that goes away without closing them, as in a process that dies.
    private func crash(_ calls: (SQLiteStore) throws -> Void) throws {
        try calls(folder.store())
    }

    @Test func `calls that never ended are closed as errors and keep their promises`() throws {
        try crash { store in
            try store.open(Sample.opening("c1", account: "A-1"))
            try store.append(Sample.lines(1...5), to: "c1")
            _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1", account: "A-1"))
            try store.open(Sample.opening("c2", account: "A-2"))
            _ = try store.commit(Sample.commit(.promise(Sample.plan), call: "c2", account: "A-2"))
            try store.markAnnounced("c2")
            try store.open(Sample.opening("c3", account: "A-3"))
            try store.close("c3", Sample.closing)
            try store.open(Sample.opening("c4", account: "A-4"))
        }
        let store = try folder.store()
        let report = try store.recover()
        #expect(report.closedCalls == ["c1", "c2", "c4"])
        let promises = try store.promises()
        #expect(promises.map(\.announcement) == [.unannounced, .announced])
        #expect(promises.map(\.status) == [.confirmed, .confirmed])
        #expect(report.unannouncedPromises == [promises[0].reference])

        let call = try #require(try store.call("c1"))
        #expect(call.closing == CallClosing(end: .failed, disposition: .error, durationMilliseconds: 70_020))
        #expect(call.wasRecovered)
        #expect(call.events == Sample.lines(1...5))
        #expect(try store.call("c3")?.wasRecovered == false)
        #expect(try store.call("c4")?.closing?.durationMilliseconds == 0)
    }

    @Test func `recovery done twice finds nothing the second time`() throws {
        try crash { store in try store.open(Sample.opening("c1")) }
        let store = try folder.store()
        #expect(try store.recover().closedCalls == ["c1"])
        #expect(try store.recover().isEmpty)
    }

    @Test func `calls that still run, here or in another process, are left alone`() throws {
        let other = try folder.store()
        try other.open(Sample.opening("c1"))
        let store = try folder.store()
        try store.open(Sample.opening("c2"))
        #expect(try store.recover().isEmpty)
        #expect(try folder.store(.queries).recover().isEmpty)
        try other.close("c1", Sample.closing)
        try store.close("c2", Sample.closing)
    }

    @Test func `a recovered call takes nothing more`() throws {
        try crash { store in try store.open(Sample.opening("c1")) }
        let store = try folder.store()
        _ = try store.recover()
        #expect(throws: JournalFailure.self) { try store.append(Sample.lines(1...1), to: "c1") }
    }
}

@Suite struct `Two stores on one file` {
    @Test func `take turns, and one account still gets one promise`() async throws {
        let folder = try StoreFolder()
        let stores = [try folder.store(), try folder.store()]
        let outcomes = try await withThrowingTaskGroup(of: [(AccountID, CommitOutcome)].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    try (1...10).map { number in
                        let account = AccountID("A-\(number)")
                        let call = CallID("c\(index)-\(number)")
                        try store.open(Sample.opening(call, account: account))
                        try store.append(Sample.lines(1...3), to: call)
                        let outcome = try store.commit(
                            Sample.commit(.promise(Sample.full), call: call, account: account))
                        try store.close(call, Sample.closing)
                        return (account, outcome)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(outcomes.count == 20)
        #expect(outcomes.count { $0.1 == .duplicate } == 10)
        let promises = try stores[0].promises()
        #expect(Set(promises.map(\.account)).count == 10)
        #expect(Set(promises.map(\.reference)).count == 10)
        #expect(try stores[1].promises() == promises)
    }

    @Test func `can be made at the same moment`() async throws {
        let folder = try StoreFolder()
        let path = folder.storePath
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...4 {
                group.addTask {
                    let store = try SQLiteStore(path: path)
                    try store.open(Sample.opening(CallID("c\(number)")))
                    try store.close(CallID("c\(number)"), Sample.closing)
                }
            }
            try await group.waitForAll()
        }
        let store = try folder.store()
        for number in 1...4 { #expect(try store.call(CallID("c\(number)"))?.closing == Sample.closing) }
    }
}
