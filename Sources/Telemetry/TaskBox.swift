import Synchronization

/// The one task of something that starts and stops.
package final class TaskBox: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)

    package init() {}

    package func set(_ new: Task<Void, Never>) { task.withLock { $0 = new } }
    package func cancel() { task.withLock { $0?.cancel() } }

    /// Returns once the task has come to its end.
    package func ended() async { await task.withLock { $0 }?.value }
}
