/// What a Sphinx front end does to samples: the part of a model's `feat.params` that comes before the features.
package struct FrontEndOptions: Sendable, Hashable {
    /// What happens to steady noise.
    package enum Noise: Sendable, Hashable {
        case kept
        /// What lasts is taken for noise and taken away from each filter, as sphinxbase does by default.
        case removed
    }

    /// A model has 13 cepstra, whatever it is of.
    package static let cepstra = 13

    package var sampleRateHz = 16_000
    package var transformLength = 512
    package var filters = 40
    package var lowerHz = 133.33334
    package var upperHz = 6855.4976
    /// The length of the sine that raises the higher cepstra; 0 for none.
    package var lifter = 0
    package var noise = Noise.removed
    /// Whether cepstra, first and second differences are scored apart, as streams.
    package var isSplit = true
    /// Frequencies are divided by this before they are filtered: above 1 for speakers with a short vocal tract.
    package var warp = 1.0

    /// The wide-band front end that the packaged model was trained with, which keeps noise here.
    static let wideBand = FrontEndOptions(filters: 25, lowerHz: 130, upperHz: 6_800, lifter: 22)
    /// Its lowest 18 filters, from audio at 8 kHz.
    static let telephone = FrontEndOptions(
        sampleRateHz: 8_000, transformLength: 256, filters: 18, lowerHz: 130, upperHz: 3_446.495, lifter: 22)

    package init() {}

    private init(
        sampleRateHz: Int = 16_000, transformLength: Int = 512, filters: Int, lowerHz: Double,
        upperHz: Double,
        lifter: Int
    ) {
        self.sampleRateHz = sampleRateHz
        self.transformLength = transformLength
        self.filters = filters
        self.lowerHz = lowerHz
        self.upperHz = upperHz
        self.lifter = lifter
        noise = .kept
    }
}

extension FrontEndOptions {
    /// Cepstra, first and second differences.
    private static let split = "0-12/13-25/26-38"
    /// Options that other front ends have and this one doesn't, with the value that they must have or be left at.
    private static let fixed = [
        "-transform": "dct", "-ncep": "13", "-alpha": "0.97", "-frate": "100", "-wlen": "0.025625",
        "-round_filters": "yes", "-unit_area": "yes", "-doublebw": "no", "-remove_dc": "no", "-dither": "no",
        "-feat": "1s_c_d_dd", "-svspec": split, "-agc": "none", "-varnorm": "no",
        "-logspec": "no",
        "-smoothspec": "no",
    ]
    /// Options without which Sphinx has another default than `fixed`.
    private static let needed = ["-transform", "-feat"]

    /// Reads the options of a `feat.params`; those that are absent have the defaults of sphinxbase.
    ///
    /// - Throws: `baseFileDamaged` with the option that this front end doesn't have.
    package init(features bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        let options = FeatureParameters.options(in: bytes)
        for (option, value) in Self.fixed.sorted(by: { $0.key < $1.key }) {
            let found = options[option] ?? (Self.needed.contains(option) ? "nothing" : value)
            guard found == value || (Double(found) ?? .nan) == Double(value) else {
                throw .baseFileDamaged(path: path, expected: "\(option) \(value)")
            }
        }
        func number(_ option: String, _ range: ClosedRange<Double>, _ standard: Double)
            throws(TelephoneModelFailure) -> Double
        {
            guard let text = options[option] else { return standard }
            guard let value = Double(text), range.contains(value) else {
                throw .baseFileDamaged(path: path, expected: "\(option) from \(range)")
            }
            return value
        }
        sampleRateHz = Int(try number("-samprate", 4_000...48_000, 16_000))
        transformLength = Int(try number("-nfft", 64...4_096, 512))
        filters = Int(try number("-nfilt", 13...128, 40))
        lowerHz = try number("-lowerf", 0...24_000, lowerHz)
        upperHz = try number("-upperf", 0...24_000, upperHz)
        lifter = Int(try number("-lifter", 0...128, 0))
        noise = options["-remove_noise"] == "no" ? .kept : .removed
        isSplit = options["-svspec"] != nil
        guard transformLength.nonzeroBitCount == 1, transformLength >= frameLength,
            lowerHz < upperHz, upperHz <= Double(sampleRateHz) / 2 + 1
        else {
            throw .baseFileDamaged(
                path: path,
                expected: "filters below half of the sample rate and transforms of a frame's length or more")
        }
    }

    /// Samples of a frame: 25.625 ms.
    var frameLength: Int { Int(0.025625 * Double(sampleRateHz) + 0.5) }
    /// Samples from one frame to the next: 10 ms.
    var frameShift: Int { (sampleRateHz + 50) / 100 }
}

/// The text form of `feat.params`: options and their values, in words.
enum FeatureParameters {
    static func options(in bytes: [UInt8]) -> [String: String] {
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let pairs = stride(from: 0, to: words.count - 1, by: 2).map {
            (String(words[$0]), String(words[$0 + 1]))
        }
        return Dictionary(pairs) { $1 }
    }
}
