import Synchronization

/// The one task of something that starts and stops.
final class TaskBox: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)

    func set(_ new: Task<Void, Never>) { task.withLock { $0 = new } }
    func cancel() { task.withLock { $0?.cancel() } }

    /// Returns once the task has come to its end.
    func ended() async { await task.withLock { $0 }?.value }
}
