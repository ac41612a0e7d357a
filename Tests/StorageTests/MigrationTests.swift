import Calls
import Dialog
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct `Stores of older versions` {
    let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func makeStore(_ sql: String) throws {
        var configuration = Configuration()
        // A dump has its tables in another order than their references.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: folder.storePath, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    @Test func `version 1 is read and written by this version`() throws {
        try makeStore(storeOfVersion1)
        let store = try folder.store()
        let promises = try store.promises()
        #expect(promises.map(\.reference) == ["635011"])
        #expect(promises.map(\.instalments) == [Sample.plan.instalments])
        #expect(promises.map(\.announcement) == [.announced])
        #expect(try store.call("c1")?.events == Sample.lines(1...2))
        #expect(try store.call("c1")?.closing == Sample.closing)
        #expect(try store.events(of: Sample.account).map(\.content) == [.stopCalling])
        #expect(try store.isOnStopList(phone: "+12025550123"))
        try store.open(Sample.opening("c2"))
        #expect(try store.commit(Sample.commit(.promise(Sample.full), call: "c2")) == .duplicate)
    }

    @Test func `version 4 keeps its calls, of no debtor, and takes calls of one`() throws {
        let queue = try DatabaseQueue(path: folder.storePath)
        try StoreSchema.migrator.migrate(queue, upTo: "v4")
        try queue.write { db in
            try db.execute(
                sql: """
                    PRAGMA application_id = \(StoreSchema.applicationID);
                    INSERT INTO owners VALUES (1);
                    INSERT INTO calls VALUES ('c1', 'A-1001', 'early-recovery', 3, 'en-US', '2026-03-02',
                        '\(UInt64.max)', '+12025550123', 1, 'we_hung_up', 'PTP', 95000, 0);
                    """)
        }
        try queue.close()
        let store = try folder.store()
        #expect(try store.call("c1")?.opening == Sample.opening("c1"))
        #expect(try store.call("c1")?.closing == Sample.closing)
        let opening = Sample.opening("c2", debtor: "D-77")
        try store.open(opening)
        #expect(try store.call("c2")?.opening == opening)
        #expect(try store.accounts(of: "D-77") == [Sample.account])
    }

    @Test func `a store that was brought up to date has the tables of a new one`() throws {
        func tables(_ store: SQLiteStore) throws -> [String] {
            try store.pool.read { db in
                try String.fetchAll(
                    db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
            }
        }
        try makeStore(storeOfVersion1)
        let fresh = try SQLiteStore(path: folder.path + "/fresh.sqlite")
        #expect(try tables(folder.store()) == tables(fresh))
    }
}
