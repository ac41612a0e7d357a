import Foundation
import Testing

@testable import Acoustics

/// A base model of a few figures, in a folder of its own, with a transform that fits it.
///
/// One codebook of two densities; three streams of two values; one phone with one state and one senone.
final class TelephoneModelFixture {
    let root: String
    var base: String { root + "/base" }
    var cache: String { root + "/cache" }

    static let means: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    static let variances: [Float] = [1, 4, 1, 4, 2, 2, 0, 0, 1, 1, 1, 1]

    init() throws {
        root = FileManager.default.temporaryDirectory.path + "/telephone-model-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        try write("means", Self.gaussians(Self.means))
        try write("variances", Self.gaussians(Self.variances))
        try write("transition_matrices", Sphinx3File.encoded([1, 1, 2, 2, 0, 0]))
        try write("mdef", Self.definition)
        try write("sendump", Self.mixtures)
        try write("noisedict", Array("<sil> SIL\n".utf8))
        try write("feat.params", Array("-nfilt 25\n-lowerf 130.0\n-feat 1s_c_d_dd\n".utf8))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: base + "/" + name))
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: base + "/" + name)))
    }

    /// Derives the model with the transform of this fixture.
    func derive(_ transform: String = transform()) throws -> DerivedModel {
        try TelephoneModel.derive(from: base, into: cache, with: BandTransform(json: Array(transform.utf8)))
    }

    /// What the cache folder holds but the lock.
    var cached: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []
        return entries.filter { $0 != "telephone-model.lock" }.sorted()
    }

    /// The failure that deriving ends in; nil if it doesn't fail.
    func failure(_ transform: String = transform()) throws -> TelephoneModelFailure? {
        do {
            _ = try derive(transform)
            return nil
        } catch let failure as TelephoneModelFailure {
            return failure
        }
    }

    /// The first stream is turned by a right angle, the second doubled, the third kept.
    static func transform(
        maps: String = "[[[0, 1], [1, 0]], [[2, 0], [0, 2]], [[1, 0], [0, 1]]]",
        residuals: String = "[[0.5, 0.25], [0, 0], [1, 1]]"
    ) -> String {
        """
        {"sampleRateHz": 8000, "cmnPrior": [38.5, -2.25],
         "baseFeatures": {"-nfilt": "25", "-lowerf": "130"},
         "features": ["-nfilt 18", "-samprate 8000"],
         "maps": \(maps), "residuals": \(residuals)}
        """
    }

    static func gaussians(_ values: [Float]) -> [UInt8] {
        Sphinx3File.encoded([1, 3, 2, 2, 2, 2, 12] + values.map(\.bitPattern))
    }

    static func little(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    /// Counts: base phones, phones, states, senones of base phones, senones, matrices, sequences, contexts, nodes, silence.
    private static let definition: [UInt8] =
        Array("BMDF".utf8) + little([1, 4]) + Array("text".utf8) + little([1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
        + Array("SIL\0".utf8) + little([0, 0, 0]) + little([1]) + [0, 0]

    private static let mixtures: [UInt8] =
        text("feature_count 3") + text("cluster_count 0") + little([0, 2, 1]) + [1, 2, 3, 4, 5, 6]

    private static func text(_ line: String) -> [UInt8] {
        little([UInt32(line.utf8.count + 1)]) + Array(line.utf8) + [0]
    }
}
