/// The three streams of features that a Sphinx model scores: normalised cepstra, their first and second differences.
package enum Features {
    /// Frames on either side that a difference reaches.
    private static let reach = 3

    /// The mean over the frames of an utterance that have energy, which are all but digital silence.
    package static func mean(of cepstra: FrameMatrix) -> [Float] {
        var sums = [Double](repeating: 0, count: cepstra.width)
        var count = 0
        for frame in 0..<cepstra.frames where cepstra.values[frame * cepstra.width] >= 0 {
            count += 1
            for index in sums.indices { sums[index] += Double(cepstra.values[frame * cepstra.width + index]) }
        }
        return sums.map { count > 0 ? Float($0 / Double(count)) : 0 }
    }

    /// Cepstra less a mean, and differences, one row of 39 a frame.
    ///
    /// First differences are c(t+2) − c(t−2), second ones those of first ones at t+1 and t−1; the ends are repeated.
    package static func streams(of cepstra: FrameMatrix, mean: [Float]) -> FrameMatrix {
        let width = cepstra.width
        precondition(mean.count == width, "a mean of another length")
        var features = FrameMatrix(frames: cepstra.frames, width: 3 * width)
        let last = cepstra.frames - 1
        features.values.withUnsafeMutableBufferPointer { output in
            cepstra.values.withUnsafeBufferPointer { input in
                for frame in 0..<cepstra.frames {
                    func row(_ offset: Int) -> Int { min(max(frame + offset, 0), last) * width }
                    let rows = (-reach...reach).map(row)
                    let target = frame * 3 * width
                    for index in 0..<width {
                        func value(_ offset: Int) -> Float { input[rows[offset + reach] + index] }
                        output[target + index] = value(0) - mean[index]
                        output[target + width + index] = value(2) - value(-2)
                        output[target + 2 * width + index] = (value(3) - value(-1)) - (value(1) - value(-3))
                    }
                }
            }
        }
        return features
    }
}
