import Audio
import Dialog
import Foundation
import Speech
import SpokenForms
import Testing

/// Recorded human speech from Debian packages, as it comes down a telephone line: 8 kHz mono.
enum Recordings {
    static let allison = "/usr/share/asterisk/sounds/en_US_f_Allison/"
    static let testData = "/usr/share/pocketsphinx/test/data/"

    /// A prompt of asterisk-core-sounds-en-wav, such as `digits/7`.
    static func prompt(_ name: String) throws -> [Int16] {
        try padded(AudioFile.read(allison + name + ".wav").telephone())
    }

    /// A raw file of pocketsphinx-testdata: 16 kHz, little-endian.
    static func raw(_ name: String) throws -> [Int16] {
        let bytes = try Data(contentsOf: URL(filePath: testData + name))
        let samples = stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
        return try padded(Resampler.resample(samples, fromHz: 16_000, toHz: 8_000))
    }

    /// Faint noise before and after, as a line has it; always the same.
    static func padded(_ samples: [Int16]) -> [Int16] { noise(2_400) + samples + noise(2_400) }

    static func noise(_ count: Int, amplitude: Int16 = 8, seed: UInt32 = 1) -> [Int16] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int16(Int(state >> 16) % (2 * Int(amplitude) + 1) - Int(amplitude))
        }
    }
}

/// Grammars of the tests, in American English.
enum Grammars {
    static func listening(
        _ target: ListeningGrammar.Target, universals: [UniversalName: [Phrase]] = [:]
    ) throws -> ListeningGrammar {
        try ListeningGrammar(
            language: "en-US", target: target, universals: universals,
            today: #require(LocalDate(iso: "2026-03-02")),
            currency: .usd)
    }

    static func choice(_ phrases: String...) throws -> ListeningGrammar { try choice(phrases) }

    static func choice(_ phrases: [String]) throws -> ListeningGrammar {
        var choices: [OutcomeName: [Phrase]] = [:]
        for phrase in phrases { choices[OutcomeName(phrase.replacing(" ", with: "_"))] = [Phrase(phrase)] }
        return try listening(.choice(choices))
    }
}
