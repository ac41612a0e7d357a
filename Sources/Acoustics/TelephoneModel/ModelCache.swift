import Foundation

/// A folder that keeps derived models: each in a folder of its own, which is whole or not there.
///
/// A model is written beside its place and then renamed. Writers exclude each other by a lock on a file, which the
/// system lifts when a process dies; readers need no lock.
struct ModelCache {
    typealias File = (name: String, bytes: [UInt8])

    /// Says of each file what it must be; a folder is only whole with it.
    private static let contents = "contents.txt"
    /// The last line of a listing; without it the listing was cut short.
    private static let end = "end"
    private static let partialPrefix = ".telephone-partial-"
    /// Deriving takes a fraction of a second; who holds the lock for longer is stopped or stuck.
    private static let lockTries = 3_000
    private static let lockPauseMicroseconds: UInt32 = 10_000

    let folder: String

    /// Returns the path of a model, after writing its files if it isn't there whole.
    func folder(
        _ name: String, files: () throws(TelephoneModelFailure) -> [File]
    ) throws(TelephoneModelFailure) -> (path: String, origin: DerivedModel.Origin) {
        let place = folder + "/" + name
        if Self.isWhole(place) { return (place, .cached) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .cacheUnusable(path: folder, reason: FileProblem.reason(of: error))
        }
        let lock = try lock()
        defer { close(lock) }
        // Another process may have written it while this one waited.
        if Self.isWhole(place) { return (place, .cached) }
        removePartials()
        // Also when this fails: nothing is left behind.
        defer { removePartials() }
        try install(files(), at: place, named: name)
        return (place, .derived)
    }

    private func install(
        _ files: [File], at place: String, named name: String
    ) throws(TelephoneModelFailure) {
        let partial = folder + "/" + Self.partialPrefix + name
        do {
            try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: false)
            for file in files + [(name: Self.contents, bytes: Array(Self.listing(of: files).utf8))] {
                try Data(file.bytes).write(to: URL(fileURLWithPath: partial + "/" + file.name))
            }
        } catch {
            throw .cacheUnusable(path: folder, reason: FileProblem.reason(of: error))
        }
        // A damaged model can't be renamed over; under its new name it goes with the partials.
        if rename(place, folder + "/" + Self.partialPrefix + "damaged") != 0, errno != ENOENT {
            throw .cacheUnusable(path: place, reason: FileProblem.reason(ofCode: errno))
        }
        guard rename(partial, place) == 0 else {
            throw .cacheUnusable(path: place, reason: FileProblem.reason(ofCode: errno))
        }
    }

    /// Removes what writers left that were killed; only the holder of the lock writes.
    private func removePartials() {
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where entry.hasPrefix(Self.partialPrefix) {
            // What can't be removed is in nobody's way: the next writer reports it.
            try? FileManager.default.removeItem(atPath: folder + "/" + entry)
        }
    }

    private func lock() throws(TelephoneModelFailure) -> Int32 {
        let path = folder + "/telephone-model.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .cacheUnusable(path: folder, reason: FileProblem.reason(ofCode: errno))
        }
        for _ in 0..<Self.lockTries {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            usleep(Self.lockPauseMicroseconds)
        }
        let code = errno
        close(descriptor)
        throw .cacheUnusable(
            path: folder,
            reason: code == EWOULDBLOCK
                ? "another process holds '\(path)'" : FileProblem.reason(ofCode: code))
    }

    /// A line for each file: fingerprint, size, name.
    private static func listing(of files: [File]) -> String {
        files.map { "\(Fingerprint(of: $0.bytes).text) \($0.bytes.count) \($0.name)\n" }.joined() + end
    }

    /// Whether a folder holds all that its listing names, unchanged.
    private static func isWhole(_ place: String) -> Bool {
        guard let listing = FileManager.default.contents(atPath: place + "/" + contents) else { return false }
        let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
        return lines.count > 1 && lines.last == Substring(end)
            && lines.dropLast().allSatisfy { line in
                let words = line.split(separator: " ")
                guard words.count == 3,
                    let data = FileManager.default.contents(atPath: place + "/" + words[2])
                else { return false }
                let bytes = Array(data)
                return String(bytes.count) == words[1] && Fingerprint(of: bytes).text == words[0]
            }
    }
}
