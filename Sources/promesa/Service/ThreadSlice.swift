import CScheduling
import NIOCore

/// How promptly the kernel lets a thread run that has been asleep.
///
/// A thread with a shorter slice than the one that runs takes its place at once, at the same priority and with the same share
/// of the processor (Linux 6.12 and later; before that this changes nothing). Event loops work for some hundred
/// microseconds at a time and must be in time; decoders work for long and need not be.
enum ThreadSlice {
    private static let nanoseconds: UInt64 = 300_000

    /// Asks for short slices for all loops of a group; what the system refuses is left as it was.
    static func shorten(_ group: any EventLoopGroup) {
        for loop in group.makeIterator() {
            loop.execute { _ = promesa_thread_slice(nanoseconds) }
        }
    }
}
