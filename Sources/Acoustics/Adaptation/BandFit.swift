import Foundation

/// Fits a `BandTransform` to speech that is heard twice, at 16 kHz and as a telephone has it.
///
/// For each stream of features, a map is fitted by least squares, without a constant, from what the wide-band front end
/// gives of frames of speech to what the telephone's gives; what remains has a variance.
package struct BandFit {
    /// So much under the loudest frames (natural logarithm) a frame is still speech.
    private static let depth = 6.0
    /// Frames on either side of one of speech that count as speech too.
    private static let reach = 3
    /// With fewer frames of speech than this, all count.
    private static let fewest = 8

    private let wide = FrontEnd(.wideBand)
    private let narrow = FrontEnd(.telephone)
    private var streams = [StreamSums](repeating: StreamSums(), count: 3)
    package private(set) var utterances = 0
    /// Of speech.
    package private(set) var frames = 0

    package init() {}

    /// Adds an utterance: the same speech at 16 kHz and at 8 kHz.
    package mutating func add(wide wideSamples: [Int16], narrow narrowSamples: [Int16]) {
        var first = wide.logEnergies(of: wideSamples.map(Double.init))
        var second = narrow.logEnergies(of: narrowSamples.map(Double.init))
        let count = min(first.count, second.count)
        guard count > 0 else { return }
        first.removeSubrange(count...)
        second.removeSubrange(count...)
        let speech = Self.speech(first, channels: narrow.options.filters)
        let x = Self.features(first, speech, wide)
        let y = Self.features(second, speech, narrow)
        for frame in speech {
            for stream in streams.indices {
                let range = stream * StreamSums.width..<(stream + 1) * StreamSums.width
                streams[stream].add(
                    x[frame].dropFirst(range.lowerBound).prefix(range.count).map(Double.init),
                    y[frame].dropFirst(range.lowerBound).prefix(range.count).map(Double.init))
            }
        }
        utterances += 1
        frames += speech.count
    }

    /// The maps and residual variances; nil if there was too little speech to tell.
    package func fitted() -> (maps: [[[Double]]], residuals: [[Double]])? {
        let fits = streams.compactMap { $0.fitted() }
        return fits.count == streams.count ? (fits.map(\.map), fits.map(\.residual)) : nil
    }

    /// Frames of speech, by the mean of the lowest channels.
    private static func speech(_ energies: [[Double]], channels: Int) -> [Int] {
        let levels = energies.map { $0.prefix(channels).reduce(0, +) / Double(channels) }
        let threshold = percentile95(levels) - depth
        let loud = levels.indices.filter { levels[$0] > threshold }
        guard loud.count >= fewest else { return Array(levels.indices) }
        var isSpeech = [Bool](repeating: false, count: levels.count)
        for frame in loud {
            for near in max(frame - reach, 0)...min(frame + reach, levels.count - 1) { isSpeech[near] = true }
        }
        return isSpeech.indices.filter { isSpeech[$0] }
    }

    private static func percentile95(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let place = 0.95 * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }

    /// The streams of all frames, after the mean of the frames of speech was taken from each channel.
    private static func features(_ energies: [[Double]], _ speech: [Int], _ frontEnd: FrontEnd) -> FrameMatrix
    {
        let means = energies[0].indices.map { channel in
            speech.reduce(0) { $0 + energies[$1][channel] } / Double(speech.count)
        }
        let normalised = energies.map { zip($0, means).map { $0 - $1 } }
        let cepstra = frontEnd.cepstra(ofLogEnergies: normalised)
        return Features.streams(of: cepstra, mean: [Float](repeating: 0, count: cepstra.width))
    }
}

/// What least squares need of one stream.
private struct StreamSums {
    static let width = FrontEndOptions.cepstra

    private var count = 0.0
    private var x = [Double](repeating: 0, count: width)
    private var y = [Double](repeating: 0, count: width)
    private var squares = [Double](repeating: 0, count: width)
    private var xx = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
    private var yx = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)

    mutating func add(_ first: [Double], _ second: [Double]) {
        count += 1
        for row in 0..<Self.width {
            x[row] += first[row]
            y[row] += second[row]
            squares[row] += second[row] * second[row]
            for column in 0..<Self.width {
                xx[row][column] += first[row] * first[column]
                yx[row][column] += second[row] * first[column]
            }
        }
    }

    func fitted() -> (map: [[Double]], residual: [Double])? {
        guard count > Double(Self.width) else { return nil }
        let rows = yx.compactMap { Self.solve(xx, $0) }
        guard rows.count == Self.width else { return nil }
        let residual = rows.enumerated().map { row, map -> Double in
            var square = squares[row]
            var rest = y[row]
            for (column, factor) in map.enumerated() {
                square -= 2 * factor * yx[row][column]
                rest -= factor * x[column]
                for (other, second) in map.enumerated() { square += factor * second * xx[column][other] }
            }
            return max(square / count - rest / count * rest / count, 0)
        }
        return (rows, residual)
    }

    /// Solves symmetric equations by elimination with the greatest pivot; nil if they have no single solution.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var rows = zip(matrix, right).map { $0 + [$1] }
        let size = rows.count
        for column in 0..<size {
            guard let pivot = (column..<size).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-9
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<size where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...size { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return rows.indices.map { rows[$0][size] / rows[$0][$0] }
    }
}
