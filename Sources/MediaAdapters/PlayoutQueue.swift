package import Audio

/// Turns audio that comes in pieces, early or late, into one frame for each tick.
///
/// It holds back a little before it begins, so that a late piece is no gap, and throws away what has piled up, so that the
/// caller is heard now and not a second ago. A pure machine; bounded by `capacity`.
package struct PlayoutQueue: Sendable {
    /// Frames held back before the first is given.
    private static let cushion = 2
    /// Frames that may be held; what is older is thrown away.
    private static let capacity = 25
    /// Over so many ticks the queue is watched: what always waits is delay.
    private static let watch = 50

    private var samples: [Int16] = []
    private var isRunning = false
    /// The fewest frames that waited, and the ticks left, of this watch.
    private var least = Int.max
    private var watchLeft = PlayoutQueue.watch
    /// Ticks for which nothing had come, since the audio began.
    package private(set) var missing = 0
    /// Frames given.
    package private(set) var given = 0
    /// Frames thrown away because more came than was due.
    package private(set) var surplus = 0

    package init() {}

    /// Frames that wait.
    package var depth: Int { samples.count / AudioFrame.length }

    /// Takes audio of any length, 8 kHz.
    package mutating func push(_ piece: [Int16]) {
        samples += piece
        let excess = depth - Self.capacity
        if excess > 0 { discard(excess) }
    }

    /// The frame of the next tick; nil if there is none yet.
    package mutating func pop() -> AudioFrame? {
        if !isRunning {
            guard depth >= Self.cushion else { return nil }
            isRunning = true
        }
        settle()
        guard depth >= 1 else {
            missing += 1
            // A new cushion, or every later frame would be as late.
            isRunning = false
            return nil
        }
        given += 1
        let frame = AudioFrame(Array(samples.prefix(AudioFrame.length)))
        samples.removeFirst(AudioFrame.length)
        return frame
    }

    /// Throws one frame away if more than the cushion has waited for a whole watch: the other side's clock is faster.
    private mutating func settle() {
        least = min(least, depth)
        watchLeft -= 1
        guard watchLeft <= 0 else { return }
        if least > Self.cushion { discard(1) }
        (least, watchLeft) = (.max, Self.watch)
    }

    private mutating func discard(_ frames: Int) {
        samples.removeFirst(min(frames * AudioFrame.length, samples.count))
        surplus += frames
    }
}
