package import Calls
import Dialog
import GRDB

/// Keeps calls, promises and the stop list in one SQLite file; several processes may use it at once.
///
/// The file, its side files and its lock file can be read by their owner only.
package final class SQLiteStore: Sendable {
    package enum Access: Sendable {
        /// To run calls; makes the file if it is missing.
        case journal
        /// To look things up in a store that is there.
        case queries
    }

    package let path: String
    let pool: DatabasePool
    let lock: StoreLock
    let outbox: OutcomeOutbox
    /// By whose lock other processes see that our calls still run; nil if the store is for queries.
    let owner: Int64?

    /// Opens the store, brings an older one up to date and refuses a newer one.
    ///
    /// With an outbox, every outcome is written down for whoever is to be told, too.
    package init(
        path: String, access: Access = .journal, outbox: OutcomeOutbox = .none
    ) throws(JournalFailure) {
        self.path = path
        self.outbox = outbox
        if access == .queries { try StoreFile.requireExistence(of: path) }
        try StoreFile.makeFolder(for: path)
        let lock = try StoreLock(path: path + "-lock")
        self.lock = lock
        guard lock.await(StoreLock.opening) else {
            throw .unavailable("another process has been opening '\(path)' for too long; try again")
        }
        defer { lock.giveBack(StoreLock.opening) }
        try StoreFile.prepare(path)
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            try Self.migrate(pool, path)
            owner = access == .journal ? try Self.register(in: pool, lock) : nil
        } catch let failure as JournalFailure {
            throw failure
        } catch {
            throw .opening(path, error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.foreignKeysEnabled = true
        // What is deleted is overwritten, too.
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA secure_delete = ON") }
        return configuration
    }

    private static func migrate(_ pool: DatabasePool, _ path: String) throws {
        let migrator = StoreSchema.migrator
        guard try !pool.read(migrator.hasBeenSuperseded) else {
            throw JournalFailure.unavailable(
                "'\(path)' was written by a newer version of promesa; update promesa, or give another --data")
        }
        try migrator.migrate(pool)
    }

    private static func register(in pool: DatabasePool, _ lock: StoreLock) throws -> Int64 {
        try pool.write { db in
            try db.execute(sql: "INSERT INTO owners DEFAULT VALUES")
            // The number is new, so nobody else can hold its lock.
            guard lock.take(db.lastInsertedRowID) else {
                throw JournalFailure.systemError("locking the store")
            }
            return db.lastInsertedRowID
        }
    }
}

// MARK: - Transactions

/// When a transaction reaches the disk for good.
enum Durability: String {
    /// Before the call returns.
    case synced = "FULL"
    /// At the next transaction that is synced, which takes the whole write-ahead log along. A process that dies loses
    /// nothing; a power cut loses the latest lines of the journal, but no line that a synced transaction follows.
    case withTheNext = "NORMAL"
}

extension SQLiteStore {
    /// Each transaction says its own durability: opening a pool has left the connection at NORMAL.
    func write<Result>(
        _ purpose: String, _ durability: Durability = .synced, _ body: (Database) throws -> Result
    ) throws(JournalFailure) -> Result {
        do {
            return try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
                var result: Result?
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return .commit
                }
                guard let result else { preconditionFailure("a committed transaction has run its body") }
                return result
            }
        } catch {
            throw .writing(purpose, path, error)
        }
    }

    func read<Result>(_ purpose: String, _ body: (Database) throws -> Result) throws(JournalFailure) -> Result
    {
        do {
            return try pool.read(body)
        } catch {
            throw .reading(purpose, path, error)
        }
    }
}
