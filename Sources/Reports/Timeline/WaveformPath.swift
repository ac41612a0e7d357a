/// Draws the columns of one row as one path: a stroke up and down from the middle for each.
enum WaveformPath {
    /// Path data, or nothing where all is quiet.
    ///
    /// Loudness is drawn by its square root, as one hears it more nearly than by its amplitude.
    static func data(
        _ columns: [Int], from peaks: CallPeaks, rowStart: Int, centre: Int, half: Int
    ) -> String {
        let loudest = Double(max(peaks.loudest, 4_096))
        var data = ""
        let first = max(0, (rowStart - peaks.startMs) / CallPeaks.columnMs)
        let perRow = TimelineScale.rowMs / CallPeaks.columnMs
        let offset = (peaks.startMs - rowStart) / CallPeaks.columnMs
        guard first < columns.count else { return data }
        for index in first..<min(columns.count, first + perRow) {
            let column = index + offset
            guard (0..<perRow).contains(column) else { continue }
            let height = Int((Double(columns[index]) / loudest).squareRoot() * Double(half - 2))
            // The noise of a quiet line would only be a line of dots.
            guard height > 1 else { continue }
            // Two columns are three units wide: tenths, for the strokes to stand evenly.
            let tenths = column * 15 + 7
            data += "M\(tenths / 10).\(tenths % 10) \(centre - height)v\(2 * height)"
        }
        return data
    }
}
