import Calls
import Dialog
import FlowFiles
import Foundation
import Live
import Logging
import Metrics
import Storage

/// Where a service keeps the recordings of its calls, and the thread that writes them.
final class RecordingFolder: Sendable {
    private let folder: String
    private let key: RecordingKey
    private let pool: JobPool
    private let log: Logger

    /// Reads the key and makes the folder.
    init(_ configuration: RecordingsConfiguration, calls: Int, log: Logger) throws {
        guard let key = RecordingKey(try configuration.key.read()) else {
            throw CommandFailure(
                .findings,
                "promesa: error: the key of 'recordings' must be 64 hexadecimal digits, as openssl rand -hex 32 prints"
            )
        }
        self.key = key
        self.log = log
        folder = configuration.folder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: the folder '\(folder)' can't be made: \(error.localizedDescription)")
        }
        // Some seconds of every call may wait for the disk: 32 kB each.
        pool = JobPool(name: "recordings", threads: 1, capacity: calls * 10 + 64, niceness: 5)
    }

    static func path(of call: CallID, in folder: String) -> String {
        (folder as NSString).appendingPathComponent("\(call).recording")
    }

    func recorder(of call: CallID) -> CallRecorder {
        let (path, key, log) = (Self.path(of: call, in: folder), key, log)
        return CallRecorder(
            on: pool,
            open: { () throws(SealedRecordingFailure) in try SealedRecordingWriter(path: path, key: key) },
            failed: { why in
                Counter(label: "promesa_recordings_failed_total").increment()
                log.error(
                    "the recording of a call ends early; the call goes on",
                    metadata: ["call": "\(call)", "reason": "\(why)"])
            })
    }

    /// Writes what waits.
    func stop() { pool.stop() }

    /// Deletes the recordings of an account's calls that are over, and says how many there were.
    static func deleteAll(of account: AccountID, in folders: [String], by store: SQLiteStore) throws {
        guard !folders.isEmpty else { return }
        let calls = try PromisesCommand.stored { () throws(JournalFailure) in
            try store.closedCalls(of: account)
        }
        for folder in folders {
            guard FileManager.default.fileExists(atPath: folder) else {
                throw CommandFailure(.environment, "promesa: error: there is no folder '\(folder)'")
            }
            let files = calls.map { path(of: $0, in: folder) }.filter {
                FileManager.default.fileExists(atPath: $0)
            }
            for file in files { try FileManager.default.removeItem(atPath: file) }
            print("\(folder)  \(files.count) recordings deleted")
        }
    }
}
