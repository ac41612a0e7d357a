import Foundation

/// How often each density was responsible for frames of known senones, and what these frames were like.
struct Occupancies {
    private let streams: Int
    private let densities: Int
    private let width: Int
    /// For each codebook, stream and density.
    private var counts: [Double]
    /// The sums of the values of the frames, each weighted by the density's share of it.
    private var sums: [Double]

    init(_ model: ScoringModel) {
        (streams, densities, width) = (model.table.streams, model.table.densities, model.table.width)
        counts = [Double](repeating: 0, count: model.table.codebooks * streams * densities)
        sums = [Double](repeating: 0, count: counts.count * width)
    }

    /// Adds the frames of an utterance, whose senones an alignment tells.
    mutating func add(_ features: FrameMatrix, _ senones: [Int], _ model: ScoringModel) {
        precondition(senones.count == features.frames, "an alignment of another utterance")
        let table = model.table
        var scores = [Float](repeating: 0, count: table.lanes)
        for (frame, senone) in senones.enumerated() {
            let codebook = model.codebook(of: senone)
            for stream in 0..<streams {
                let start = (frame * streams + stream) * width
                let vector = Array(features.values[start..<start + width])
                let best = table.figures.withUnsafeBufferPointer { figures -> Float in
                    guard let figures = figures.baseAddress else { return 0 }
                    return CodebookTable.score(
                        figures + table.offset(codebook, stream), vector, width: width, lanes: table.lanes,
                        into: &scores)
                }
                let weights = model.weights.weights(of: senone, stream: stream)
                let shares = (0..<densities).map { Double(weights[$0]) * exp(Double(scores[$0] - best)) }
                let sum = shares.reduce(0, +)
                for (density, share) in shares.enumerated() where share > sum * 1e-4 {
                    let place = (codebook * streams + stream) * densities + density
                    counts[place] += share / sum
                    for value in 0..<width {
                        sums[place * width + value] += share / sum * Double(vector[value])
                    }
                }
            }
        }
    }

    /// The same with another set of utterances besides.
    func adding(_ other: Occupancies) -> Occupancies {
        var both = self
        for index in counts.indices { both.counts[index] += other.counts[index] }
        for index in sums.indices { both.sums[index] += other.sums[index] }
        return both
    }

    /// The means of a model moved towards what was seen, by maximum a posteriori (Gauvain and Lee, 1994).
    ///
    /// A density's old mean counts like `weight` frames.
    func means(of model: ScoringModel, weight: Double) -> GaussianParameters {
        var place = -1
        return model.means.changed { _, mean in
            place += 1
            let start = place * width
            return mean.enumerated().map { index, old in
                Float((weight * Double(old) + sums[start + index]) / (weight + counts[place]))
            }
        }
    }
}
