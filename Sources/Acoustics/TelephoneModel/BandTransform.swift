import Foundation

/// How the means and variances of a wide-band model move to the telephone band: a linear map for each feature stream.
///
/// The shipped one was fitted on speech that was heard both ways; `docs/telephone-model.md` tells how, and on whose.
package struct BandTransform: Sendable {
    /// Smaller variances than this make a density deaf to all but its own mean.
    private static let smallestVariance = 1e-3

    /// Of telephone audio.
    package let sampleRateHz: Int
    /// The mean cepstrum of telephone speech, to start a streaming pass from.
    package let cmnPrior: [Float]
    /// Options of the base model's front end, as in its `feat.params`.
    let baseFeatures: [String: String]
    /// The derived model's `feat.params`, all but the prior.
    let features: [String]
    let streams: [Stream]
    /// Of the bytes that it was read from.
    let fingerprint: Fingerprint

    /// The map of one stream of features.
    struct Stream: Sendable, Hashable {
        /// Row by row; a row gives one value of the telephone band.
        let map: [[Double]]
        /// What the map leaves unexplained of each value.
        let residual: [Double]
    }

    private struct Document: Decodable {
        let sampleRateHz: Int
        let cmnPrior: [Double]
        let baseFeatures: [String: String]
        let features: [String]
        let maps: [[[Double]]]
        let residuals: [[Double]]
    }

    /// The transform that comes with the program.
    package static func shipped() throws(TelephoneModelFailure) -> BandTransform {
        try BandTransform(json: PackageResources.telephone_transform_json)
    }

    /// Reads a transform from a JSON file.
    package init(file path: String) throws(TelephoneModelFailure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .transformRefused(reason: "cannot read '\(path)'")
        }
        try self.init(json: Array(data))
    }

    /// Reads a transform from the bytes of a JSON file.
    package init(json: [UInt8]) throws(TelephoneModelFailure) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(json))
        } catch {
            throw .transformRefused(reason: "not JSON with maps, residuals and features")
        }
        try Self.check(document)
        fingerprint = Fingerprint(of: json)
        sampleRateHz = document.sampleRateHz
        cmnPrior = document.cmnPrior.map(Float.init)
        baseFeatures = document.baseFeatures
        features = document.features
        streams = zip(document.maps, document.residuals).map(Stream.init)
    }

    private static func check(_ document: Document) throws(TelephoneModelFailure) {
        let residuals = Array(document.residuals.joined())
        let figures = document.maps.flatMap { $0.joined() } + residuals + document.cmnPrior
        guard figures.allSatisfy({ abs($0) < 1e6 }), residuals.allSatisfy({ $0 >= 0 }) else {
            throw .transformRefused(reason: "a figure is out of range, or a residual variance is negative")
        }
        guard document.maps.count == document.residuals.count, !document.maps.isEmpty else {
            throw .transformRefused(
                reason: "\(document.maps.count) maps but \(document.residuals.count) residuals")
        }
        for (index, (map, residual)) in zip(document.maps, document.residuals).enumerated() {
            let size = residual.count
            guard size > 0, map.count == size, map.allSatisfy({ $0.count == size }) else {
                throw .transformRefused(
                    reason: "the map of stream \(index) is not \(size) by \(size), as its residual is")
            }
        }
        guard document.cmnPrior.count == document.residuals.first?.count else {
            throw .transformRefused(reason: "the prior has another length than the first stream")
        }
        guard (4_000...48_000).contains(document.sampleRateHz) else {
            throw .transformRefused(reason: "\(document.sampleRateHz) Hz is no sample rate of a telephone")
        }
        for line in document.features {
            guard line.hasPrefix("-"), line.split(separator: " ").count == 2,
                !line.contains(where: \.isNewline)
            else { throw .transformRefused(reason: "'\(line)' is not an option and its value") }
        }
    }

    /// Returns a base model's means and variances as the telephone band has them.
    func moved(
        _ base: AcousticBase
    ) throws(TelephoneModelFailure) -> (means: GaussianParameters, variances: GaussianParameters) {
        guard base.means.streams == streams.map(\.residual.count) else {
            throw .transformRefused(
                reason: "it is for streams of \(streams.map(\.residual.count)) values, "
                    + "the base model has \(base.means.streams)")
        }
        // Of the diagonal of W diag(σ²) Wᵀ only squares are needed.
        let squares = streams.map { $0.map.map { row in row.map { $0 * $0 } } }
        let means = base.means.changed { stream, mean in
            streams[stream].map.map { Float(Self.product($0, mean)) }
        }
        let variances = base.variances.changed { stream, variance in
            zip(squares[stream], streams[stream].residual).map { row, residual in
                Float(max(Self.product(row, variance) + residual, Self.smallestVariance))
            }
        }
        guard (means.values + variances.values).allSatisfy(\.isFinite) else {
            throw .transformRefused(reason: "it moves the base model beyond all figures")
        }
        return (means, variances)
    }

    /// Sums in the order of the values, in double precision: the same bits on every machine.
    private static func product(_ row: [Double], _ vector: ArraySlice<Float>) -> Double {
        var sum = 0.0
        var index = vector.startIndex
        for factor in row {
            sum += factor * Double(vector[index])
            index += 1
        }
        return sum
    }
}
