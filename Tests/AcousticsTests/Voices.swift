import Audio
import Foundation

@testable import Acoustics

/// Recorded voices of Debian packages, and the packaged model.
enum Voices {
    static let model = "/usr/share/pocketsphinx/model/en-us/en-us"
    private static let testData = "/usr/share/pocketsphinx/test/data/"
    private static let allison = "/usr/share/asterisk/sounds/en_US_f_Allison/"

    /// "Go forward ten meters", from pocketsphinx-testdata.
    static func goForward(rateHz: Int) throws -> [Int16] {
        let bytes = try Data(contentsOf: URL(filePath: testData + "goforward.raw"))
        let samples = stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
        return try rateHz == 16_000 ? samples : Resampler.resample(samples, fromHz: 16_000, toHz: rateHz)
    }

    /// A prompt of asterisk-core-sounds-en-wav at 8 kHz, between faint noise.
    static func prompt(_ name: String) throws -> [Int16] {
        try noise(1_600, seed: 1) + AudioFile.read(allison + name + ".wav").telephone()
            + noise(1_600, seed: 2)
    }

    static func noise(_ count: Int, amplitude: Int = 8, seed: UInt32) -> [Int16] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int16(clamping: Int(state >> 16) % (2 * amplitude + 1) - amplitude)
        }
    }
}

extension Voices {
    /// The packaged model, moved to 8 kHz in a folder that is gone when it is loaded.
    static func telephoneModel() throws -> ScoringModel {
        let cache = FileManager.default.temporaryDirectory.path + "/scored-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: cache) }
        return try ScoringModel(folder: TelephoneModel.derive(from: model, into: cache).folder)
    }
}
