import Acoustics
import ArgumentParser
import Foundation

/// `promesa model fit`: fits the maps that move a wide-band model to 8 kHz.
struct ModelFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Fit the maps of a telephone model to wide-band speech.",
        discussion: """
            No transcripts are needed. A FOLDER has recordings of one kind, *.wav at 16 kHz; at most
            \(BandFitRecordings.perFolder) of each are heard. scripts/fit-speech makes such folders of Debian packages.

            EXAMPLES
              scripts/fit-speech /tmp/speech
              promesa model fit --speech /tmp/speech/* --output our-transform.json
              promesa model derive --transform our-transform.json --into /srv/models
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Folders with recordings at 16 kHz.", valueName: "folder"))
    var speech: [String]

    @Option(help: ArgumentHelp("The file to be written.", valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("Of all that is random: selection, level, speed, noise.", valueName: "number"))
    var seed: UInt64 = 0

    func run() throws {
        do {
            let recordings = BandFitRecordings(seed: seed)
            let (fit, seconds) = try recordings.fit(recordings.selection(from: speech))
            let document = try TransformDocument(fit)
            guard let json = try document.json() else {
                throw CommandFailure(.findings, "promesa: error: too little speech to fit anything to")
            }
            try json.write(to: URL(filePath: output))
            print("heard  \(fit.utterances) recordings, \(Int(seconds)) s; \(fit.frames) frames of speech")
            for (stream, distance) in document.distances.enumerated() {
                let map = String(format: "%.1f %%", distance.map * 100)
                let residual = String(format: "%.2f", distance.residual)
                print(
                    "stream \(stream): \(map) from the shipped map, residuals \(residual) of the shipped ones"
                )
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
