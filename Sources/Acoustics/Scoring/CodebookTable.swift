import Foundation

/// The densities of a model in the order in which eight of them are scored at a time.
struct CodebookTable: Sendable {
    /// Smaller variances than this make a density deaf to all but its own mean; Sphinx has the same floor.
    private static let smallestVariance: Float = 1e-4

    let codebooks: Int
    let streams: Int
    let densities: Int
    /// Values of each stream.
    let width: Int
    /// Densities with what makes them a multiple of eight; those added are never near anything.
    let lanes: Int
    /// For each codebook and stream: a constant of each density, then for each value the means of all densities and
    /// half of their inverse variances.
    private(set) var figures: [Float]

    /// The streams must have one width.
    init(means: GaussianParameters, variances: GaussianParameters) {
        codebooks = means.codebooks
        streams = means.streams.count
        densities = means.densities
        width = means.streams[0]
        lanes = VectorMath.padded(densities)
        figures = []
        let unused = [Float](repeating: -1e30, count: lanes - densities)
        let zeros = [Float](repeating: 0, count: lanes - densities)
        figures.reserveCapacity(codebooks * streams * lanes * (1 + 2 * width))
        for start in stride(from: 0, to: means.values.count, by: densities * width) {
            let variances = variances.values[start..<start + densities * width].map {
                max($0, Self.smallestVariance)
            }
            let constants = (0..<densities).map { density in
                var sum = 0.0
                for variance in variances[density * width..<(density + 1) * width] {
                    sum += log(2 * .pi * Double(variance))
                }
                return Float(-sum / 2)
            }
            figures += constants + unused
            for value in 0..<width {
                for density in 0..<densities { figures.append(means.values[start + density * width + value]) }
                figures += zeros
                for density in 0..<densities { figures.append(0.5 / variances[density * width + value]) }
                figures += zeros
            }
        }
    }

    /// Figures of a codebook's stream.
    var size: Int { lanes * (1 + 2 * width) }

    func offset(_ codebook: Int, _ stream: Int) -> Int { (codebook * streams + stream) * size }

    /// Puts the logarithm of each density at a vector into `scores`, and returns the greatest.
    @inline(__always)
    static func score(
        _ figures: UnsafePointer<Float>, _ vector: UnsafePointer<Float>, width: Int, lanes: Int,
        into scores: UnsafeMutablePointer<Float>
    ) -> Float {
        var greatest = Lanes(repeating: -.greatestFiniteMagnitude)
        var lane = 0
        while lane < lanes {
            var score = VectorMath.load(figures + lane)
            var place = figures + lanes + lane
            for value in 0..<width {
                let distance = Lanes(repeating: vector[value]) - VectorMath.load(place)
                score -= distance * distance * VectorMath.load(place + lanes)
                place += 2 &* lanes
            }
            VectorMath.store(score, scores + lane)
            greatest.replace(with: score, where: score .> greatest)
            lane &+= 8
        }
        var best = greatest[0]
        for index in 1..<8 where greatest[index] > best { best = greatest[index] }
        return best
    }
}
