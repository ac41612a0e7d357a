import Foundation

/// How much each density of a codebook counts in each senone, for each stream.
struct MixtureWeights {
    private static let longestText = 4_096
    /// One step of a compressed weight is 1024 steps of base 1.0001 downwards.
    private static let steps: [Float] = (0..<256).map { Float(exp(-Double($0) * 1024 * log(1.0001))) }

    let streams: Int
    let densities: Int
    let senones: Int
    /// For each stream and density, the weight of each senone as a step.
    private let compressed: ArraySlice<UInt8>

    /// Reads `sendump`, which must be for so many streams, densities and senones.
    ///
    /// Layout after `ptm_mgau.c` of pocketsphinx 5prealpha.
    init(
        _ bytes: [UInt8], path: String, streams: Int, densities: Int, senones: Int
    ) throws(TelephoneModelFailure) {
        var reader = ByteReader(bytes)
        var facts: [String: Int] = [:]
        while true {
            guard let length = reader.count(upTo: Self.longestText), let text = reader.take(length) else {
                throw .baseFileDamaged(path: path, expected: "a header of mixture weights")
            }
            guard length > 0 else { break }
            let words = String(decoding: text.dropLast(), as: UTF8.self).split(separator: " ")
            if words.count == 2 { facts[String(words[0])] = Int(words[1]) }
        }
        guard facts["cluster_count"] == 0, facts["feature_count"] == streams else {
            throw .baseFileDamaged(path: path, expected: "weights of one byte for \(streams) streams")
        }
        let limit = DefinitionLayout.limit
        guard reader.count(upTo: limit) == densities, reader.count(upTo: limit) == senones,
            reader.remaining == streams * densities * senones,
            let weights = reader.take(streams * densities * senones)
        else {
            throw .baseFileDamaged(
                path: path,
                expected:
                    "weights of \(densities) densities (as means has) for \(senones) senones (as mdef has)")
        }
        self.streams = streams
        self.densities = densities
        self.senones = senones
        compressed = weights
    }

    /// The weights of a senone's densities in a stream, which sum to one.
    func weights(of senone: Int, stream: Int) -> [Float] {
        let start = compressed.startIndex + stream * densities * senones + senone
        let weights = (0..<densities).map { Self.steps[Int(compressed[start + $0 * senones])] }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
