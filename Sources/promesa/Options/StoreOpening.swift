import Calls
import Foundation
import Storage

/// Opens stores and puts right what a crash left in them.
enum StoreOpening {
    /// Opens a store for calls; calls that a crash left open are closed, and their promises kept.
    static func open(_ path: String, outbox: OutcomeOutbox = .none) throws -> SQLiteStore {
        do throws(JournalFailure) {
            let store = try SQLiteStore(path: path, outbox: outbox)
            let report = try store.recover()
            if !report.isEmpty {
                StandardError.print(
                    "promesa: note: \(report.closedCalls.count) calls were cut off earlier; they are closed as ERR, "
                        + "and what they promised is kept")
            }
            return store
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    /// A store that is gone when the process ends.
    static func temporary() throws -> SQLiteStore {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-\(UUID().uuidString)")
        let store = try open(folder.appendingPathComponent("promesa.sqlite").path)
        // The open files live on without their names until the process ends.
        try? FileManager.default.removeItem(at: folder)
        return store
    }

    /// Opens a store that must be there to rewrite its records; calls that a crash left open are closed first.
    static func openForUpkeep(_ path: String) throws -> SQLiteStore {
        let store = try look(into: path)
        do throws(JournalFailure) { _ = try store.recover() } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
        return store
    }

    /// Opens a store to look things up; it must be there.
    static func look(into path: String) throws -> SQLiteStore {
        do throws(JournalFailure) {
            return try SQLiteStore(path: path, access: .queries)
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
