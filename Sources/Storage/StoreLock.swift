import Calls
import Glibc

/// Locks beside a store's file, by which processes see that another one is alive.
///
/// The kernel gives a lock back when its process dies, however it dies; so a call whose owner holds no lock is an orphan.
final class StoreLock: Sendable {
    /// Held while a store is created or migrated.
    static let opening: Int64 = 0

    private let descriptor: Int32

    init(path: String) throws(JournalFailure) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .systemError("opening the lock file '\(path)'") }
    }

    deinit { close(descriptor) }

    /// Takes the lock of that number, unless another store holds it.
    func take(_ number: Int64) -> Bool { request(Self.set, type: F_WRLCK, number) != nil }

    /// Takes a lock that others hold for moments only; false after about five seconds.
    func await(_ number: Int64) -> Bool {
        for _ in 0..<100 {
            if take(number) { return true }
            usleep(50_000)
        }
        return false
    }

    func giveBack(_ number: Int64) { _ = request(Self.set, type: F_UNLCK, number) }

    /// Whether another store holds the lock; a lock that cannot be queried counts as held.
    func isHeldElsewhere(_ number: Int64) -> Bool {
        guard let answer = request(Self.query, type: F_WRLCK, number) else { return true }
        return Int32(answer.l_type) != F_UNLCK
    }

    // Locks of the open file description (fcntl(2)): unlike the older ones they hold between two stores of one process,
    // too. <fcntl.h> hides the names from Swift, so here are their numbers, F_OFD_GETLK and F_OFD_SETLK.
    private static let query: Int32 = 36
    private static let set: Int32 = 37

    private func request(_ command: Int32, type: Int32, _ number: Int64) -> flock? {
        var lock = flock()
        lock.l_type = Int16(truncatingIfNeeded: type)
        lock.l_whence = Int16(truncatingIfNeeded: SEEK_SET)
        lock.l_start = off_t(number)
        lock.l_len = 1
        return fcntl(descriptor, command, &lock) == 0 ? lock : nil
    }
}
