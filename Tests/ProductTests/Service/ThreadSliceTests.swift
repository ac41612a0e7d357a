import CScheduling
import Foundation
import Synchronization
import Testing

@Suite struct ThreadSliceTests {
    private struct Found: Sendable {
        var isSet: [Int32] = []
        var own: Int32 = 0
        var child: Int32 = -1
    }

    @Test func `a thread's short slice is its own, and can be asked for again`() throws {
        let found = Mutex(Found())
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let results = (0..<2).map { _ in promesa_thread_slice(300_000) }
            found.withLock {
                $0.isSet = results
                $0.own = sched_getscheduler(0)
            }
            Thread.detachNewThread {
                found.withLock { $0.child = sched_getscheduler(0) }
                done.signal()
            }
        }
        done.wait()
        let result = found.withLock { $0 }
        // A kernel that refuses leaves everything as it was.
        try #require(result.isSet.allSatisfy { $0 == 0 })
        #expect(result.own == 0x4000_0000, "the usual policy, which is reset in children")
        #expect(result.child == 0)
    }
}
