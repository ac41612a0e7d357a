import Calls
import Foundation

extension AcousticModel {
    /// Sphinx's own default rate, and where the cepstral mean of its models is when nothing says more.
    private static let defaults = (sampleRateHz: 16_000, cmnPrior: [Float(40), 3, -1])
    private static let cepstra = 13
    private static let longestOptions = 1 << 16

    /// A model in a folder of its own, at the rate and with the prior that its `feat.params` gives.
    static func configured(in folder: String) throws(RecognitionFailure) -> AcousticModel {
        let options = try options(in: folder)
        let rate = options["-samprate"].flatMap(Double.init).flatMap(Int.init(exactly:))
        let prior = options["-cmninit"]?.split(separator: ",").compactMap { Float($0) }
        let known = (prior ?? defaults.cmnPrior).prefix(cepstra)
        return try AcousticModel(
            folder: folder, sampleRateHz: rate ?? defaults.sampleRateHz,
            cmnPrior: known + [Float](repeating: 0, count: cepstra - known.count))
    }

    private static func options(in folder: String) throws(RecognitionFailure) -> [String: String] {
        let path = folder + "/feat.params"
        guard let data = FileManager.default.contents(atPath: path), data.count <= longestOptions else {
            throw .modelUnavailable("cannot read '\(path)'")
        }
        let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let pairs = stride(from: 0, to: words.count - 1, by: 2).map {
            (String(words[$0]), String(words[$0 + 1]))
        }
        return Dictionary(pairs) { $1 }
    }
}
