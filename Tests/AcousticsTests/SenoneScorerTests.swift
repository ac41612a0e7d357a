import Foundation
import Testing

@testable import Acoustics

/// Scores of the packaged model, against sums that are written down as they are in a book.
struct SenoneScorerTests {
    private static let model = Result { () throws(TelephoneModelFailure) in
        try ScoringModel(folder: Voices.model)
    }

    @Test func `scores are the logarithms of sums over all weighted densities`() throws {
        let model = try Self.model.get()
        let features = try Self.features(model)[100..<104]
        let senones = [0, 5, 17, 200, 1_234, 2_500, 4_000, 5_125]
        let scorer = SenoneScorer(model, senones: senones)
        #expect(scorer.senones.sorted() == senones)
        let streamWeights: [Float] = [1, 0.5, 0.25]
        let scores = scorer.scores(of: features, streamWeights: streamWeights)
        let variances = try GaussianParameters(
            Array(Data(contentsOf: URL(filePath: Voices.model + "/variances"))), path: "variances")
        for frame in 0..<features.frames {
            for (column, senone) in scorer.senones.enumerated() {
                let expected = Self.score(senone, Array(features[frame]), model, variances, streamWeights)
                let score = Double(scores.values[frame * scorer.senones.count + column])
                #expect(abs(score - expected) < 0.01, "frame \(frame), senone \(senone)")
            }
        }
    }

    @Test func `a score doesn't depend on the other senones and frames`() throws {
        let model = try Self.model.get()
        let features = try Self.features(model)[50..<60]
        let all = SenoneScorer(model, senones: 0..<model.definition.senones)
        let some = SenoneScorer(model, senones: stride(from: 3, to: 5_126, by: 117))
        let scores = all.scores(of: features)
        let fewer = some.scores(of: features[4..<6])
        for (column, senone) in some.senones.enumerated() {
            let place = try #require(all.senones.firstIndex(of: senone))
            for frame in 0..<2 {
                let one = fewer.values[frame * some.senones.count + column]
                #expect(one == scores.values[(frame + 4) * all.senones.count + place])
            }
        }
    }

    @Test func `no senones and no frames have no scores`() throws {
        let model = try Self.model.get()
        #expect(SenoneScorer(model, senones: []).scores(of: FrameMatrix(frames: 3, width: 39)).frames == 3)
        #expect(SenoneScorer(model, senones: [7]).scores(of: FrameMatrix(frames: 0, width: 39)).frames == 0)
    }

    @Test func `exponentials and logarithms are those of the library`() {
        for step in 0..<8_000 {
            let value = -Float(step) / 100
            let exponential = VectorMath.exponential(Lanes(repeating: value))[3]
            #expect(abs(exponential / exp(value) - 1) < 1e-5)
            let logarithm = VectorMath.logarithm(Lanes(repeating: exp(value)))[3]
            #expect(abs(logarithm - value) < 1e-5)
        }
    }

    @Test func `phones in context are found, or what is nearest`() throws {
        let definition = try Self.model.get().definition
        let (w, ah, n) = (try number("W"), try number("AH"), try number("N"))
        #expect(definition.silence == definition.number(of: "SIL"))
        #expect(definition.isFiller[definition.silence])
        #expect(!definition.isFiller[ah])
        let inside = definition.sequence(of: ah, left: w, right: n, .inside)
        #expect(inside != definition.sequence(of: ah))
        for state in definition.senones(of: inside) {
            #expect(definition.phoneOfSenone[Int(state)] == Int32(ah))
        }
        // Fillers have no context, and count as silence beside others.
        let noise = try number("+NSN+")
        #expect(definition.sequence(of: noise, left: w, right: n, .alone) == definition.sequence(of: noise))
        #expect(
            definition.sequence(of: w, left: noise, right: ah, .beginning)
                == definition.sequence(of: w, left: definition.silence, right: ah, .beginning))
        #expect(definition.number(of: "XX") == nil)
    }

    private func number(_ phone: String) throws -> Int {
        try #require(try Self.model.get().definition.number(of: phone))
    }

    private static func features(_ model: ScoringModel) throws -> FrameMatrix {
        let cepstra = model.frontEnd.cepstra(of: try Voices.goForward(rateHz: 16_000))
        return Features.streams(of: cepstra, mean: Features.mean(of: cepstra))
    }

    private static func score(
        _ senone: Int, _ vector: [Float], _ model: ScoringModel, _ variances: GaussianParameters,
        _ streamWeights: [Float]
    ) -> Double {
        let codebook = model.codebook(of: senone)
        var total = 0.0
        for stream in 0..<3 {
            var sum = 0.0
            for (density, weight) in model.weights.weights(of: senone, stream: stream).enumerated() {
                let start = ((codebook * 3 + stream) * 128 + density) * 13
                var logarithm = log(Double(weight))
                for value in 0..<13 {
                    let variance = max(Double(variances.values[start + value]), 1e-4)
                    let distance = Double(vector[stream * 13 + value] - model.means.values[start + value])
                    logarithm -= (distance * distance / variance + log(2 * .pi * variance)) / 2
                }
                sum += exp(logarithm)
            }
            total += Double(streamWeights[stream]) * log(sum)
        }
        return total
    }
}
