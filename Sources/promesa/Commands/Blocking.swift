import Dispatch

/// Waits for asynchronous work on a thread that has nothing else to do, such as a command's.
enum Blocking {
    static func wait(for work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let result = ResultBox()
        Task {
            do { try await work() } catch { result.failure = error }
            done.signal()
        }
        done.wait()
        if let failure = result.failure { throw failure }
    }

    /// Written before the semaphore is signalled, read after.
    private final class ResultBox: @unchecked Sendable {
        var failure: (any Error)?
    }
}
