import Foundation

/// Features of a whole utterance from a telephone line, as a model hears them best.
///
/// Two things make utterances of different lines and speakers alike. A floor of white noise, so far below the speech,
/// hides what coding and the room leave where nobody speaks. And the mean that is taken away lies between the mean of
/// the utterance, which in a short one tells more of its words than of the line, and the mean that the model expects.
package struct MaskedFeatures: Sendable {
    /// What is done to make utterances alike.
    package struct Manner: Sendable, Hashable {
        /// How far the floor is below the speech; nil for no floor.
        package var maskDB: Double?
        /// The expected mean counts as much as so many frames.
        package var expectedFrames: Double
        package var noise: FrontEndOptions.Noise

        /// For words in the model's own sounds: a floor of our own does better than a guess at the noise.
        package static let own = Manner(maskDB: 32, expectedFrames: 100, noise: .kept)
        /// For words that are written in sounds of another language: what a floor hides tells them apart.
        package static let borrowed = Manner(maskDB: nil, expectedFrames: 0, noise: .removed)
    }

    /// The level of speech is the mean of the louder half of the frames.
    private static let loudest = 0.5

    private let frontEnd: FrontEnd
    private let expected: [Double]
    private let mask: [Double]
    private let expectedFrames: Double

    package init(_ model: ScoringModel, _ manner: Manner = .own) {
        var options = model.frontEnd.options
        options.noise = manner.noise
        expectedFrames = manner.expectedFrames
        frontEnd = FrontEnd(options)
        expected = model.cmnPrior.map(Double.init)
        let white = frontEnd.whiteNoise
        let share = manner.maskDB.map { pow(10, -$0 / 10) / white.reduce(0, +) } ?? 0
        mask = white.map { $0 * share }
    }

    /// One row of 39 for each 10 ms of an utterance, which is best cut to its speech and a little on either side.
    package func features(of samples: [Int16]) -> FrameMatrix {
        var energies = frontEnd.logEnergies(of: samples.map(Double.init)).map { $0.map(exp) }
        let level = Self.level(energies)
        for frame in energies.indices {
            for filter in mask.indices { energies[frame][filter] += level * mask[filter] }
        }
        let cepstra = frontEnd.cepstra(ofLogEnergies: energies.map { $0.map(log) })
        return Features.streams(of: cepstra, mean: mean(of: cepstra))
    }

    private static func level(_ energies: [[Double]]) -> Double {
        let sums = energies.map { $0.reduce(0, +) }.sorted(by: >)
        let loud = sums.prefix(max(1, Int(Double(sums.count) * loudest)))
        return loud.reduce(0, +) / Double(max(loud.count, 1))
    }

    /// The first cepstrum is loudness, of which nothing is expected.
    private func mean(of cepstra: FrameMatrix) -> [Float] {
        let own = Features.mean(of: cepstra)
        let frames = Double(cepstra.frames)
        return own.indices.map { index in
            guard index > 0 else { return own[0] }
            let sum = expectedFrames * expected[index] + frames * Double(own[index])
            return Float(sum / max(expectedFrames + frames, 1))
        }
    }
}
