import Calls
import Dialog
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct `The file of a store` {
    let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func failure(_ body: () throws -> Void) -> JournalFailure? {
        do { try body() } catch { return error as? JournalFailure }
        return nil
    }

    @Test func `nobody else can read it, nor its side files`() throws {
        let path = folder.path + "/made/for/it/promesa.sqlite"
        let store = try SQLiteStore(path: path)
        try store.open(Sample.opening("c1"))
        for suffix in ["", "-wal", "-shm", "-lock"] { #expect(try permissions(path + suffix) == 0o600) }
        #expect(try permissions(folder.path + "/made") == 0o700)
    }

    @Test func `a file that others could read is made private`() throws {
        _ = try folder.store()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.storePath)
        let store = try folder.store(.queries)
        #expect(try permissions(store.path) == 0o600)
    }

    @Test func `a query makes no store`() throws {
        let failure = failure { _ = try folder.store(.queries) }
        #expect(failure?.description.contains("there is no store at '\(folder.storePath)'") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `a store for queries takes no calls`() throws {
        _ = try folder.store()
        let store = try folder.store(.queries)
        #expect(throws: JournalFailure.self) { try store.open(Sample.opening("c1")) }
    }

    @Test func `a store of a newer version is refused`() throws {
        do {
            let store = try folder.store()
            try store.pool.write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v99')")
            }
        }
        let failure = failure { _ = try folder.store() }
        #expect(failure?.description.contains("newer version of promesa") == true)
    }

    @Test func `another program's database is refused and left as it is`() throws {
        let queue = try DatabaseQueue(path: folder.storePath)
        try queue.write { db in try db.execute(sql: "CREATE TABLE other (id INTEGER)") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.storePath))
        let failure = failure { _ = try folder.store() }
        #expect(failure?.description.contains("is not a promesa store") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.storePath)) == before)
    }

    @Test(arguments: ["not a database at all", "SQLite format 3\0", "x"])
    func `a file that is no database is refused`(content: String) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: folder.storePath))
        let failure = failure { _ = try folder.store() }
        #expect(failure?.description.contains("is not a promesa store") == true)
    }

    @Test func `a path that can't be a file is refused`() throws {
        #expect(failure { _ = try SQLiteStore(path: folder.path) }?.description.contains("promesa") != nil)
        #expect(failure { _ = try SQLiteStore(path: "/dev/null/promesa.sqlite") } != nil)
    }

    @Test func `a damaged store is refused with what to do`() throws {
        do { _ = try folder.store() }
        let file = try #require(FileHandle(forUpdatingAtPath: folder.storePath))
        try file.seek(toOffset: 100)
        try file.write(contentsOf: Data(repeating: 0xEE, count: 3_000))
        try file.close()
        let failure = failure { _ = try folder.store().promises() }
        #expect(failure?.description.contains("damaged") == true)
    }

    @Test func `a full disk is a failed write, and the store goes on when there is room`() throws {
        let store = try folder.store()
        try store.open(Sample.opening("c1"))
        func limit(_ pages: String) throws {
            try store.pool.writeWithoutTransaction { db in
                _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        try limit("1")
        let bulk = JournalLine(
            sequence: 1, mediaMilliseconds: 0, kind: "tick", json: String(repeating: "x", count: 100_000))
        let failure = failure { try store.append([bulk], to: "c1") }
        #expect(
            failure
                == .writeFailed(
                    "appending to a call's journal in '\(store.path)': the disk is full; free some space"))
        try limit("4294967294")
        try store.append(Sample.lines(1...1), to: "c1")
    }

    @Test func `a store that another process has locked is a failed write, and goes on when it is free`()
        throws
    {
        let store = try folder.store()
        try store.open(Sample.opening("c1"))
        try store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA busy_timeout = 50") }
        let other = try DatabaseQueue(path: folder.storePath)
        try other.inTransaction(.immediate) { _ in
            let failure = failure {
                _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1"))
            }
            #expect(failure?.description.contains("saving a promise") == true)
            return .rollback
        }
        #expect(try store.promises().isEmpty)
        guard case .done = try store.commit(Sample.commit(.promise(Sample.full), call: "c1")) else {
            Issue.record("not stored")
            return
        }
    }

    @Test func `a store that can't be written fails the write`() throws {
        let store = try folder.store()
        try store.open(Sample.opening("c1"))
        try store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA query_only = ON") }
        let failure = failure { _ = try store.commit(Sample.commit(.promise(Sample.full), call: "c1")) }
        #expect(failure?.description.contains("saving a promise") == true)
        #expect(failure?.description.contains("check its rights") == true)
    }

    @Test func `no message holds what was to be stored`() throws {
        let store = try folder.store()
        try store.open(Sample.opening("MARK-1", account: "MARK-2", phone: "MARK-3"))
        let promise = PromiseToPay(
            kind: .full, instalments: [], verificationLevel: .l1, readBack: "MARK-4", confirmedAt: .zero)
        let line = JournalLine(sequence: 7, mediaMilliseconds: 0, kind: "MARK-5", json: "MARK-6")
        let failures = [
            failure { try store.open(Sample.opening("MARK-1", account: "MARK-2", phone: "MARK-3")) },
            failure { try store.append([line], to: "MARK-1") },
            failure { _ = try store.commit(Sample.commit(.promise(promise), call: "MARK-1")) },
            failure { try store.close("MARK-7", Sample.closing) },
        ]
        for failure in failures {
            let text = try #require(failure).description
            #expect(!text.contains("MARK"), "\(text)")
        }
    }
}
