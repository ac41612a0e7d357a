/// How loud the line is now and then while the caller says nothing: other voices, a street, a television.
///
/// The noise floor is the softest of what is heard. Babble is far above its own floor for much of the time; what it
/// stays below in nine frames of ten is what speech has to stand above. It is learnt outside utterances alone,
/// so that how softly somebody speaks has no part in it.
struct BackgroundLevel: Sendable, Hashable {
    /// Frames that are remembered.
    private static let memory = Endpointer.frames(.seconds(3))
    /// With less than this, nothing is known.
    private static let least = Endpointer.frames(.milliseconds(500))
    private static let share = 0.9

    private var levels = LevelHistogram()
    /// The frames that are remembered, and the place of the oldest of them.
    private var frames: [Double] = []
    private var oldest = 0

    /// The level in dBFS that a share of the frames stays below; nil until enough is known.
    var levelDBFS: Double? {
        levels.count < Self.least ? nil : levels.quantile(Self.share)
    }

    mutating func listen(to level: Double) {
        levels.add(level)
        guard frames.count == Self.memory else {
            frames.append(level)
            return
        }
        levels.remove(frames[oldest])
        frames[oldest] = level
        oldest = (oldest + 1) % Self.memory
    }
}

/// How often each level was heard, in steps of 1 dB from -80 to 0 dBFS.
struct LevelHistogram: Sendable, Hashable {
    private static let range = -80...0

    private var counts = [Int](repeating: 0, count: range.count)
    private(set) var count = 0

    mutating func add(_ level: Double) { change(level, by: 1) }

    /// Takes away a level that was added.
    mutating func remove(_ level: Double) { change(level, by: -1) }

    /// The level in dBFS that a share of the frames is at or below; nil without any.
    func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        var above = Int(Double(count) * (1 - share))
        for bin in counts.indices.reversed() {
            above -= counts[bin]
            if above < 0 { return Double(Self.range.lowerBound + bin) }
        }
        return Double(Self.range.lowerBound)
    }

    private mutating func change(_ level: Double, by change: Int) {
        let bounded = level.isNaN ? -80 : min(max(level, Double(Self.range.lowerBound)), 0)
        counts[Int(bounded.rounded()) - Self.range.lowerBound] += change
        count += change
    }
}
