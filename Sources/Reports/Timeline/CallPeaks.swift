/// How loud both sides of a recording are, column by column, for a drawing.
package struct CallPeaks: Sendable, Hashable {
    /// How much time one column shows.
    package static let columnMs = 25
    private static let columnSamples = 8 * columnMs

    /// The media time of the first column.
    package let startMs: Int
    /// The greatest magnitude in each column, 0 to 32 768.
    let caller: [Int]
    let ours: [Int]

    /// Takes both sides of a recording at 8 kHz.
    package init(startMs: Int, caller: [Int16], ours: [Int16]) {
        self.startMs = startMs
        self.caller = Self.columns(caller)
        self.ours = Self.columns(ours)
    }

    var endMs: Int { startMs + max(caller.count, ours.count) * Self.columnMs }

    /// The loudest column of either side.
    var loudest: Int { max(caller.max() ?? 0, ours.max() ?? 0) }

    private static func columns(_ samples: [Int16]) -> [Int] {
        stride(from: 0, to: samples.count, by: columnSamples).map { start in
            samples[start..<min(start + columnSamples, samples.count)].reduce(0) {
                max($0, Int($1.magnitude))
            }
        }
    }
}
