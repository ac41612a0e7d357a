package import Foundation

/// A `BandTransform` as a JSON file, with new maps in the place of the shipped ones.
package struct TransformDocument {
    private struct Fields: Encodable {
        let about: String
        let source: Source
        let sampleRateHz: Int
        let cmnPrior: [Float]
        let baseFeatures: [String: String]
        let features: [String]
        let maps: [[[Double]]]
        let residuals: [[Double]]
    }

    private struct Source: Encodable {
        let utterances: Int
        let voicedFrames: Int
    }

    private let fit: BandFit
    private let shipped: BandTransform

    package init(_ fit: BandFit) throws(TelephoneModelFailure) {
        self.fit = fit
        shipped = try .shipped()
    }

    /// The bytes of the file; nil if there was too little speech.
    package func json() throws -> Data? {
        guard let (maps, residuals) = fit.fitted() else { return nil }
        let fields = Fields(
            about: "Moves the means and variances of a 16 kHz Sphinx model to 8 kHz telephone audio; "
                + "the front ends and the prior are those of the transform that comes with promesa.",
            source: Source(utterances: fit.utterances, voicedFrames: fit.frames),
            sampleRateHz: shipped.sampleRateHz, cmnPrior: shipped.cmnPrior,
            baseFeatures: shipped.baseFeatures, features: shipped.features, maps: maps, residuals: residuals)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(fields)
    }

    /// How far the maps of each stream are from the shipped ones, in shares of those; and how the residuals compare.
    package var distances: [(map: Double, residual: Double)] {
        guard let (maps, residuals) = fit.fitted() else { return [] }
        return shipped.streams.indices.map { stream in
            let pairs = zip(maps[stream].joined(), shipped.streams[stream].map.joined())
            let difference = pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            let whole = pairs.reduce(0) { $0 + $1.1 * $1.1 }
            let ratio = residuals[stream].reduce(0, +) / shipped.streams[stream].residual.reduce(0, +)
            return ((difference / whole).squareRoot(), ratio)
        }
    }
}
