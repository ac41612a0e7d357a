import Calls

/// Where things stand in the drawing: each row shows the same stretch of time, like a line of music.
enum TimelineScale {
    static let rowMs = 20_000
    static let width = 1_200
    static let height = 198
    static let tickMs = 5_000

    /// One side of the call: its waveform, and the labels that go with it.
    struct Lane {
        let centre: Int
        let firstLabel: Int
        static let half = 25
        static let labelLine = 15
        var top: Int { centre - Self.half }
    }

    static let caller = Lane(centre: 62, firstLabel: 14)
    static let ours = Lane(centre: 132, firstLabel: 174)
    static let axis = 101

    /// From milliseconds since the row's start; whole units are fine enough.
    static func x(_ milliseconds: Int) -> Int { milliseconds * width / rowMs }

    /// The starts of the rows that a call of that length needs, at least one.
    static func rows(_ durationMs: Int) -> [Int] {
        Array(stride(from: 0, to: max(durationMs, 1), by: rowMs))
    }
}

extension MediaSpan {
    /// The part of the span that a row shows, as x and width; nil if there is none.
    func placed(inRow start: Int, atLeast narrowest: Int = 0) -> (x: Int, width: Int)? {
        let end = start + TimelineScale.rowMs
        guard startMs < end, endMs > start || (startMs == endMs && startMs >= start) else { return nil }
        let x = TimelineScale.x(max(startMs, start) - start)
        let right = TimelineScale.x(min(endMs, end) - start)
        return (x, max(right - x, narrowest))
    }
}
