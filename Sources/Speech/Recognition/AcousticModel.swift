package import Calls
import Foundation

/// The sounds of a language as a decoder compares them: a folder of model files and how audio must be fed to it.
package struct AcousticModel: Sendable, Hashable {
    static let debianPackage = "pocketsphinx-en-us"

    package let folder: String
    /// What the model's front end was trained at; telephone audio is raised to it.
    package let sampleRateHz: Int
    /// The mean cepstrum that a streaming pass starts from: 13 values.
    ///
    /// The model's own is that of a studio microphone, and useless on the telephone (1 % of four-digit strings
    /// instead of 41 %).
    package let cmnPrior: [Float]

    /// Names a model; a file that is missing is an error.
    package init(folder: String, sampleRateHz: Int, cmnPrior: [Float]) throws(RecognitionFailure) {
        for file in ["mdef", "means", "variances", "transition_matrices", "feat.params", "noisedict"] {
            let path = folder + "/" + file
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw .modelUnavailable(
                    "cannot read '\(path)'; install the Debian package \(Self.debianPackage)")
            }
        }
        self.folder = folder
        self.sampleRateHz = sampleRateHz
        self.cmnPrior = cmnPrior
    }
}

extension AcousticModel {
    /// The packaged wide-band model, fed with telephone audio.
    static func packaged(in folder: String) throws(RecognitionFailure) -> AcousticModel {
        try AcousticModel(folder: folder, sampleRateHz: 16_000, cmnPrior: wideBandTelephonePrior)
    }

    /// The mean of the batch means of six sets of recorded voices from Debian packages (asterisk-core-sounds-en-wav and
    /// -es-wav; pocketsphinx-testdata: librivox; cards; goforward, numbers and something; tidigits), one vote per set,
    /// brought to -30 dBFS of active speech, through µ-law, and up to 16 kHz by `TelephoneUpsampler`.
    ///
    /// The empty band above 4 kHz dominates it; hence another upsampler needs another prior.
    private static let wideBandTelephonePrior: [Float] = [
        41.34, 23.61, -33.19, 39.27, -28.13, 12.20, -7.41, -9.63, 9.34, -11.66, 5.70, -8.17, 4.41,
    ]
}
