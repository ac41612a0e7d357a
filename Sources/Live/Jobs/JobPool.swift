import Dispatch
import Foundation
import Synchronization

/// Takes jobs that would hold up an event loop.
package protocol JobQueue: Sendable {
    /// Has a job done, in the order of submission where there is one thread; false if too much waits already.
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool
}

/// A few threads that do what would hold up an event loop, in the order in which it came.
///
/// What nobody waits for may yield to all else (`nice`).
package final class JobPool: JobQueue {
    private struct State {
        /// What waits, oldest first.
        var waiting: [@Sendable () -> Void] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let ready = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let capacity: Int

    /// `capacity` bounds what may wait; `niceness` is 0 for the event loops' own priority, up to 19.
    package init(name: String, threads: Int, capacity: Int, niceness: Int32 = 0) {
        self.capacity = capacity
        for number in 0..<max(threads, 1) {
            ended.enter()
            let thread = Thread { [self] in
                // On Linux a priority is a thread's own.
                if niceness > 0 { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
                work()
                ended.leave()
            }
            thread.name = "\(name)-\(number)"
            thread.stackSize = 2 << 20
            thread.start()
        }
    }

    /// Has a job done; false if too much waits already or the pool was stopped.
    package func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isStopped, state.waiting.count < capacity else { return false }
            state.waiting.append(job)
            return true
        }
        if isTaken { ready.signal() }
        return isTaken
    }

    /// Does what waits, and ends the threads.
    package func stop() {
        state.withLock { $0.isStopped = true }
        ready.signal()
        ended.wait()
    }

    private func work() {
        while true {
            ready.wait()
            let job: (@Sendable () -> Void)? = state.withLock { state in
                state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
            if let job {
                job()
            } else if state.withLock({ $0.isStopped && $0.waiting.isEmpty }) {
                // For the next thread.
                ready.signal()
                return
            }
        }
    }
}
