package import Audio

/// The stereo recording of a call: the caller left, our side right.
///
/// Time is exact: sample `k × 160` of the file belongs to tick `startTick + k`, so muted ticks are written as
/// zeros and none is left out. Before `start` nothing is kept, and a recording that never starts leaves no
/// file.
package final class CallRecording {
    /// Whether a tick of the caller's side may be kept.
    package enum CallerSide: Sendable, Hashable {
        case kept
        /// A secret is asked for: zeros are written instead.
        case muted
    }

    /// Bounds a recording whose ticks jump ahead: longer than any call.
    private static let mostTicks = 4 * 3_600 * 50

    private let writer: WAVWriter
    /// The tick that the file begins with; nil until `start`.
    package private(set) var startTick: Int?
    /// The first tick that is not in the file yet.
    private var nextTick = 0

    /// Opens the file, so that a folder that cannot be written to is known before the call.
    package init(path: String) throws(AudioFailure) {
        writer = try WAVWriter(path: path, channels: 2)
    }

    /// Lets the file begin with this tick; only the first start counts.
    package func start(atTick tick: Int) {
        guard startTick == nil else { return }
        startTick = tick
        nextTick = tick
    }

    /// Takes both frames of one tick; ticks before the start are left out, ticks that were passed over become
    /// zeros.
    package func add(
        tick: Int, caller: AudioFrame, ours: AudioFrame, callerSide: CallerSide = .kept
    ) throws(AudioFailure) {
        guard let startTick, tick >= startTick else { return }
        // What is written is written: a tick is added once.
        guard tick >= nextTick else { return }
        guard tick - startTick < Self.mostTicks else {
            throw .writeFailed(path: writer.path, reason: "longer than 4 h")
        }
        while nextTick < tick { try write(.silence, .silence) }
        switch callerSide {
        case .kept: try write(caller, ours)
        case .muted: try write(.silence, ours)
        }
    }

    /// Completes the file and gives it its name; does nothing the second time, or if nothing was started.
    package func finish() throws(AudioFailure) {
        if startTick == nil { writer.abandon() }
        try writer.finish()
    }

    private func write(_ left: AudioFrame, _ right: AudioFrame) throws(AudioFailure) {
        nextTick += 1
        var samples: [Int16] = []
        samples.reserveCapacity(2 * AudioFrame.length)
        for index in 0..<AudioFrame.length {
            // A short frame is filled up: the next tick must not move.
            samples.append(index < left.samples.count ? left.samples[index] : 0)
            samples.append(index < right.samples.count ? right.samples[index] : 0)
        }
        try writer.write(samples)
    }
}
