import Foundation
import Testing

@testable import Acoustics

/// Models as training tools leave them: with `mixture_weights`, and with a codebook for each senone.
struct PlainWeightsTests {
    /// The packaged model in a folder of its own, with some files in the place of others.
    private static func folder(without missing: [String], with files: [String: [UInt8]]) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/plain-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let names = ["means", "variances", "transition_matrices", "mdef", "sendump", "feat.params"]
        for name in names where !missing.contains(name) && files[name] == nil {
            try FileManager.default.createSymbolicLink(
                atPath: path + "/" + name, withDestinationPath: Voices.model + "/" + name)
        }
        for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: path + "/" + name)) }
        return path
    }

    private static func weights(_ senones: Int, _ streams: Int, _ densities: Int, _ values: [Float])
        -> [UInt8]
    {
        let counts = [senones, streams, densities, values.count].map { UInt32($0) }
        return Sphinx3File.encoded(counts + values.map(\.bitPattern))
    }

    /// The weights of the packaged model as they would stand in `mixture_weights`, as counts of a hundred frames.
    private static func packaged(_ model: ScoringModel) -> [UInt8] {
        let senones = model.definition.senones
        let values = (0..<senones).flatMap { senone in
            (0..<3).flatMap { stream in
                model.weights.weights(of: senone, stream: stream).map { $0 * 100 }
            }
        }
        return weights(senones, 3, model.means.densities, values)
    }

    @Test func `plain weights score like compressed ones`() throws {
        let model = try ScoringModel(folder: Voices.model)
        let folder = try Self.folder(without: ["sendump"], with: ["mixture_weights": Self.packaged(model)])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plain = try ScoringModel(folder: folder)
        let cepstra = model.frontEnd.cepstra(of: try Voices.goForward(rateHz: 16_000))
        let features = Features.streams(of: cepstra, mean: Features.mean(of: cepstra))[60..<70]
        let senones = stride(from: 0, to: 5_126, by: 97)
        let (one, other) = (
            SenoneScorer(model, senones: senones).scores(of: features),
            SenoneScorer(plain, senones: senones).scores(of: features)
        )
        #expect(zip(one.values, other.values).allSatisfy { abs($0 - $1) < 0.01 })
    }

    @Test func `what is compressed is preferred, and damage is named`() throws {
        let model = try ScoringModel(folder: Voices.model)
        let both = try Self.folder(without: [], with: ["mixture_weights": [1, 2, 3]])
        defer { try? FileManager.default.removeItem(atPath: both) }
        #expect(throws: Never.self) { try ScoringModel(folder: both) }
        let good = Self.packaged(model)
        let negative = Self.weights(2, 3, 128, [Float](repeating: -1, count: 2 * 3 * 128))
        for bytes in [[], Array(good[..<1_000]), Array(good.dropLast(4)), negative] {
            let folder = try Self.folder(without: ["sendump"], with: ["mixture_weights": bytes])
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let failure = #expect(throws: TelephoneModelFailure.self) { try ScoringModel(folder: folder) }
            #expect("\(try #require(failure))".contains("/mixture_weights"))
        }
        let neither = try Self.folder(without: ["sendump"], with: [:])
        defer { try? FileManager.default.removeItem(atPath: neither) }
        let failure = #expect(throws: TelephoneModelFailure.self) { try ScoringModel(folder: neither) }
        #expect("\(try #require(failure))".contains("/sendump"))
    }

    @Test func `a continuous model has densities of its own for each senone`() throws {
        let model = try ScoringModel(folder: Voices.model)
        let senones = model.definition.senones
        // Each senone gets two densities of its phone's codebook, of 39 values in one stream.
        func parameters(_ source: GaussianParameters) -> [UInt8] {
            let values = (0..<senones).flatMap { senone in
                (0..<2).flatMap { density in
                    (0..<3).flatMap { stream in
                        let codebook = Int(model.definition.phoneOfSenone[senone])
                        let start = ((codebook * 3 + stream) * source.densities + density + senone % 50) * 13
                        return source.values[start..<start + 13]
                    }
                }
            }
            let counts = [senones, 1, 2, 39, values.count].map { UInt32($0) }
            return Sphinx3File.encoded(counts + values.map(\.bitPattern))
        }
        let options = "-transform dct -feat 1s_c_d_dd -lifter 22 -lowerf 130 -upperf 6800 -nfilt 25"
        let folder = try Self.folder(
            without: ["sendump"],
            with: [
                "means": parameters(model.means), "variances": parameters(model.variances),
                "mixture_weights": Self.weights(
                    senones, 1, 2, (0..<senones).flatMap { _ in [Float(3), 1] }),
                "feat.params": Array(options.utf8),
            ])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let continuous = try ScoringModel(folder: folder)
        let cepstra = continuous.frontEnd.cepstra(of: try Voices.goForward(rateHz: 16_000))
        let features = Features.streams(of: cepstra, mean: Features.mean(of: cepstra))[60..<62]
        let chosen = [0, 1_500, 4_100]
        let scorer = SenoneScorer(continuous, senones: chosen)
        let scores = scorer.scores(of: features)
        for (column, senone) in scorer.senones.enumerated() {
            for frame in 0..<2 {
                let expected = Self.score(Array(features[frame]), senone, continuous)
                #expect(abs(Double(scores.values[frame * chosen.count + column]) - expected) < 0.01)
            }
        }
    }

    /// The logarithm of the weighted sum of a senone's two densities, as it is written in a book.
    private static func score(_ vector: [Float], _ senone: Int, _ model: ScoringModel) -> Double {
        let weights = model.weights.weights(of: senone, stream: 0)
        let densities = (0..<2).map { density in
            let start = (senone * 2 + density) * 39
            return vector.enumerated().reduce(log(Double(weights[density]))) { sum, value in
                let variance = max(Double(model.variances.values[start + value.offset]), 1e-4)
                let distance = Double(value.element - model.means.values[start + value.offset])
                return sum - (log(2 * .pi * variance) + distance * distance / variance) / 2
            }
        }
        let best = max(densities[0], densities[1])
        return best + log(densities.reduce(0) { $0 + exp($1 - best) })
    }
}
