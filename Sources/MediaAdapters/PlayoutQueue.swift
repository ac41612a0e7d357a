package import Audio

/// Turns audio that comes in pieces, early or late, into one frame for each tick.
///
/// It holds back a little before it begins, so that a late piece is no gap; the more often it runs dry, the more it holds
/// back, and the longer all goes well, the less. What has piled up beyond that is thrown away, so that the caller is heard
/// now and not a second ago. A pure machine; bounded by `capacity`.
package struct PlayoutQueue: Sendable {
    /// Frames held back before the first is given.
    private static let cushions = 2...10
    /// Frames that may be held; what is older is thrown away.
    private static let capacity = 30
    /// Over so many ticks the queue is watched: what always waits is delay.
    private static let watch = 50
    /// After so many watches without a gap less is held back.
    private static let calm = 10
    /// A gap is filled with what was heard before it, softer each time, for so many ticks.
    private static let concealed = 3

    private var samples: [Int16] = []
    private var isRunning = false
    private var cushion = PlayoutQueue.cushions.lowerBound
    /// The fewest frames that waited, and the ticks left, of this watch.
    private var least = Int.max
    private var watchLeft = PlayoutQueue.watch
    private var calmWatches = 0
    private var last: AudioFrame?
    private var gap = 0
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

    /// The frame of the next tick; silence if there is none.
    package mutating func pop() -> AudioFrame {
        if !isRunning {
            // A frame that is a little late is played as soon as it is there: to hold back again would make the gap longer,
            // and what was late stays in store as it is.
            let isShortGap = (1...Self.concealed).contains(gap) && depth >= 1
            guard depth >= cushion || isShortGap else { return conceal() }
            isRunning = true
            gap = 0
        }
        settle()
        guard depth >= 1 else {
            isRunning = false
            calmWatches = 0
            cushion = min(cushion + 2, Self.cushions.upperBound)
            return conceal()
        }
        given += 1
        let frame = AudioFrame(Array(samples.prefix(AudioFrame.length)))
        samples.removeFirst(AudioFrame.length)
        last = frame
        return frame
    }

    /// What fills a gap: a word that breaks off is understood worse than one that fades.
    private mutating func conceal() -> AudioFrame {
        guard let last else { return .silence }
        missing += 1
        gap += 1
        guard gap <= Self.concealed else { return .silence }
        let shift = gap
        return AudioFrame(last.samples.map { $0 >> shift })
    }

    /// Throws one frame away if more than the cushion has waited for a whole watch: the other side's clock is faster.
    private mutating func settle() {
        least = min(least, depth)
        watchLeft -= 1
        guard watchLeft <= 0 else { return }
        calmWatches += 1
        if calmWatches >= Self.calm, cushion > Self.cushions.lowerBound {
            cushion -= 1
            calmWatches = 0
        }
        if least > cushion { discard(1) }
        (least, watchLeft) = (.max, Self.watch)
    }

    private mutating func discard(_ frames: Int) {
        samples.removeFirst(min(frames * AudioFrame.length, samples.count))
        surplus += frames
    }
}
