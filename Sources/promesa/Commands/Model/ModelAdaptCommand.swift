import Acoustics
import ArgumentParser
import Audio
import Dialog
import Foundation
import Speech

/// `promesa model adapt`: moves a model towards one's own callers.
struct ModelAdaptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapt", abstract: "Adapt a language's model to labelled recordings of your callers.",
        discussion: """
            RECORDINGS is a manifest as `promesa evaluate` reads it: path<TAB>words[<TAB>speaker]. Each recording is
            learnt from as it is and in \(AdaptationRecordings.copies) altered copies: another speed and level, and
            noise. Speakers are held out in turn (single recordings where there is one speaker) and heard with a
            model adapted to the others; a model is written only if more of them are heard rightly so, or by --force.
            Speak of it with --speech-model, or in \(ConfiguredModels.variable).

            EXAMPLES
              promesa model adapt --recordings callers.tsv --output /srv/our-callers
              promesa evaluate others.tsv --slot digits:4 --speech-model en-US=/srv/our-callers
            """)

    @Option(help: ArgumentHelp("The manifest, tab-separated.", valueName: "file"))
    var recordings: String

    @Option(help: ArgumentHelp("The language.", valueName: "tag"))
    var language: String = "en-US"

    @Option(help: ArgumentHelp("A folder to be made for the adapted model.", valueName: "folder"))
    var output: String

    @Option(
        help: ArgumentHelp("What the recordings' line codes with: ulaw, alaw or none.", valueName: "codec"))
    var codec: String = "ulaw"

    @Option(
        help: ArgumentHelp(
            "How many frames a density's old mean counts for; more holds on to it.", valueName: "frames"))
    var weight: Double = 200

    @Option(help: ArgumentHelp("Of all that is random in the copies.", valueName: "number"))
    var seed: UInt64 = 1

    @Flag(help: "Write the model even if it didn't help.")
    var force = false

    @OptionGroup var speech: SpeechModelOptions

    func validate() throws {
        guard ["ulaw", "alaw", "none"].contains(codec) else {
            throw ValidationError("'\(codec)' is no codec; choose ulaw, alaw or none.")
        }
        guard (1...1_000_000).contains(weight) else {
            throw ValidationError("--weight is in 1…1000000 frames.")
        }
    }

    func run() throws {
        do {
            guard !FileManager.default.fileExists(atPath: output) else {
                throw CommandFailure(
                    .usage, "promesa: error: '\(output)' is there already; name another folder")
            }
            let manifest = try EvaluationManifest(path: recordings)
            let base = try SpeechModel.telephone(for: LanguageTag(language), models: speech.models())
            guard base.acoustic.sampleRateHz == 8_000 else {
                throw CommandFailure(
                    .environment, "promesa: error: \(base.shortcoming ?? "the model is not for 8000 Hz")")
            }
            let model = try ScoringModel(folder: base.acoustic.folder)
            let adaptation = ModelAdaptation(model, weight: weight) { word in
                base.dictionary.pronunciations(of: word).map { $0.split(separator: " ").map(String.init) }
            }
            let law: G711? = codec == "none" ? nil : codec == "ulaw" ? .muLaw : .aLaw
            let utterances = try AdaptationRecordings(codec: law, seed: seed).utterances(of: manifest)
            let result = try adaptation.adapt(utterances)
            show(result)
            guard result.helps || force else {
                throw CommandFailure(
                    .findings,
                    "promesa: no more of the recordings held out are heard rightly, so nothing was written; "
                        + "--force writes the model all the same")
            }
            try AdaptedModelFolder(base: base.acoustic.folder, means: result.means).write(to: output)
            print("written to \(output)")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    private func show(_ result: ModelAdaptation.Result) {
        let held =
            switch result.parts {
            case .speakers: "speakers that the model was not adapted to"
            case .utterances: "recordings that it was not adapted to, of one speaker: others may gain nothing"
            }
        func line(_ name: String, _ outcome: ModelAdaptation.Outcome) -> String {
            "\(name)  \(outcome.rightBefore) of \(outcome.utterances) right before, \(outcome.rightAfter) after; "
                + String(format: "%+.2f a frame", outcome.gain)
        }
        print("Heard of \(held):")
        for (speaker, outcome) in result.speakers.sorted(by: { $0.key < $1.key }) {
            print("  " + line(speaker, outcome))
        }
        print(line("all", result.total))
        if result.unaligned > 0 {
            print("\(result.unaligned) recordings don't fit their words and taught nothing")
        }
    }
}

/// The files of an adapted model: its own means, all else from the model that it comes from.
struct AdaptedModelFolder {
    private static let carried = [
        "mdef", "sendump", "transition_matrices", "noisedict", "feat.params", "variances",
    ]

    let base: String
    let means: [UInt8]

    /// Makes a folder, which appears whole or not at all.
    ///
    /// A dictionary is carried too if the base has one of its own.
    func write(to folder: String) throws {
        let partial = folder + ".partial-\(UUID().uuidString)"
        let manager = FileManager.default
        try manager.createDirectory(atPath: partial, withIntermediateDirectories: true)
        defer { try? manager.removeItem(atPath: partial) }
        let dictionaries = try manager.contentsOfDirectory(atPath: base).filter { $0.hasSuffix(".dict") }
        for name in Self.carried + dictionaries {
            try manager.copyItem(atPath: base + "/" + name, toPath: partial + "/" + name)
        }
        try Data(means).write(to: URL(filePath: partial + "/means"))
        try manager.moveItem(atPath: partial, toPath: folder)
    }
}
