import Foundation

/// How much each density of a codebook counts in each senone, for each stream.
struct MixtureWeights {
    private static let longestText = 4_096
    /// One step of a compressed weight is 1024 steps of base 1.0001 downwards.
    private static let steps: [Float] = (0..<256).map { Float(exp(-Double($0) * 1024 * log(1.0001))) }

    let streams: Int
    let densities: Int
    let senones: Int
    private let figures: Figures

    private enum Figures {
        /// Of `sendump`: for each stream and density, the weight of each senone as a step.
        case steps(ArraySlice<UInt8>)
        /// Of `mixture_weights`: for each senone and stream, the weight of each density, as counts or as shares.
        case plain(ArraySlice<UInt32>)
    }

    /// Smaller shares than this are taken for it, as Sphinx does: nothing is impossible.
    private static let smallestShare: Float = 1e-7

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
        figures = .steps(weights)
    }

    /// Reads `mixture_weights`, the form without compression that training tools write.
    init(
        plain bytes: [UInt8], path: String, streams: Int, densities: Int, senones: Int
    ) throws(TelephoneModelFailure) {
        let words = try Sphinx3File.words(of: bytes, path: path)
        let (count, overflow) = (streams * densities).multipliedReportingOverflow(by: senones)
        guard !overflow, words.count == 4 + count,
            words[..<4].map(Int.init) == [senones, streams, densities, count]
        else {
            throw .baseFileDamaged(
                path: path,
                expected: "weights of \(densities) densities in \(streams) streams (as means has) for "
                    + "\(senones) senones (as mdef has)")
        }
        guard
            words[4...].allSatisfy({
                let weight = Float(bitPattern: $0)
                return weight >= 0 && weight.isFinite
            })
        else { throw .baseFileDamaged(path: path, expected: "weights that are no less than zero") }
        self.streams = streams
        self.densities = densities
        self.senones = senones
        figures = .plain(words[4...])
    }

    /// The weights of a senone's densities in a stream, which sum to one.
    func weights(of senone: Int, stream: Int) -> [Float] {
        switch figures {
        case .steps(let steps):
            let start = steps.startIndex + stream * densities * senones + senone
            return Self.shares((0..<densities).map { Self.steps[Int(steps[start + $0 * senones])] })
        case .plain(let words):
            let start = words.startIndex + (senone * streams + stream) * densities
            let weights = words[start..<start + densities].map(Float.init(bitPattern:))
            return Self.shares(Self.shares(weights).map { max($0, Self.smallestShare) })
        }
    }

    /// Each as a share of their sum; equal shares where all are zero.
    private static func shares(_ weights: [Float]) -> [Float] {
        let sum = weights.reduce(0, +)
        guard sum > 0, sum.isFinite else {
            return weights.map { _ in 1 / Float(weights.count) }
        }
        return weights.map { $0 / sum }
    }

    /// Reads the weights of a model's folder: `sendump`, or without it `mixture_weights`.
    static func read(
        in folder: String, streams: Int, densities: Int, senones: Int
    ) throws(TelephoneModelFailure) -> MixtureWeights {
        let path = folder + "/sendump"
        let plainPath = folder + "/mixture_weights"
        do throws(TelephoneModelFailure) {
            return try MixtureWeights(
                try AcousticBase.read(path), path: path, streams: streams, densities: densities,
                senones: senones)
        } catch {
            guard case .baseFileMissing = error, FileManager.default.fileExists(atPath: plainPath) else {
                throw error
            }
        }
        return try MixtureWeights(
            plain: try AcousticBase.read(plainPath), path: plainPath, streams: streams, densities: densities,
            senones: senones)
    }
}
