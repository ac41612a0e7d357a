import ArgumentParser
import Audio
import Dialog
import Foundation
import Speech

/// `promesa say`: what a text sounds like on the telephone.
struct SayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "say",
        abstract: "Speak a text into a WAV file, as a caller would hear it (8 kHz, mono).",
        discussion: "EXAMPLE\n  promesa say \"Your balance is four hundred fifty dollars.\" --out balance.wav"
    )

    @Argument(help: "The text.")
    var text: String

    @Option(help: ArgumentHelp("The language.", valueName: "tag"))
    var language: String = "en-US"

    @Option(help: ArgumentHelp("The WAV file to write.", valueName: "file"))
    var out: String

    func run() throws {
        do {
            let samples = try ESpeakSynthesizer().synthesize(text, language: LanguageTag(language))
            let writer = try WAVWriter(path: out, channels: 1)
            try writer.write(samples)
            try writer.finish()
            let milliseconds = samples.count / 8
            print("\(out): \(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s")
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
