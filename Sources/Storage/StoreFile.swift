import Calls
import Foundation
import GRDB
import Glibc

/// The file of a store: made so that only its owner can read it, and known by its header.
enum StoreFile {
    /// Throws unless there is a file, so that a query doesn't leave an empty store behind.
    static func requireExistence(of path: String) throws(JournalFailure) {
        guard access(path, F_OK) == 0 else {
            throw .unavailable("there is no store at '\(path)'; a call with --data makes one")
        }
    }

    static func makeFolder(for path: String) throws(JournalFailure) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unavailable("the folder '\(folder)' can't be made: \(error.localizedDescription)")
        }
    }

    /// Makes a store file without tables, or checks the one that is there.
    static func prepare(_ path: String) throws(JournalFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .systemError("opening the store '\(path)'") }
        close(descriptor)
        try restrict(path)
        switch try header(of: path) {
        case .empty: try mark(path)
        case .ours: break
        case .foreign:
            throw .unavailable("'\(path)' is not a promesa store; give another path with --data")
        }
    }

    /// Takes the rights of everybody else; SQLite gives its side files the rights of the main file.
    private static func restrict(_ path: String) throws(JournalFailure) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .systemError("reading the rights of '\(path)'") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unavailable("'\(path)' is not a file") }
        if status.st_mode & 0o077 != 0, chmod(path, 0o600) != 0 {
            throw .systemError("others can read '\(path)'; making it private")
        }
    }

    private enum Header { case empty, ours, foreign }

    /// Reads the first bytes as <https://www.sqlite.org/fileformat.html> §1.3 lays them out.
    private static func header(of path: String) throws(JournalFailure) -> Header {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .systemError("reading '\(path)'") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .systemError("reading '\(path)'") }
        guard count > 0 else { return .empty }
        let applicationID = bytes[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isOurs =
            bytes.starts(with: Array("SQLite format 3\0".utf8))
            && applicationID == UInt32(bitPattern: StoreSchema.applicationID)
        return isOurs ? .ours : .foreign
    }

    /// Writes our mark into the header, before write-ahead logging could keep it out of the main file.
    private static func mark(_ path: String) throws(JournalFailure) {
        do {
            let queue = try DatabaseQueue(path: path)
            try queue.inDatabase { db in
                try db.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
            }
            try queue.close()
        } catch {
            throw .opening(path, error)
        }
    }
}
