import Acoustics
import ArgumentParser
import Dialog
import Speech

/// `promesa model info`: what a model is made of.
struct ModelInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what an acoustic model is made of.",
        discussion: """
            EXAMPLES
              promesa model info --language es-US
              promesa model info /srv/our-callers
            """)

    @Argument(help: "The model's folder; without it, the model that the language is heard with.")
    var folder: String?

    @Option(help: ArgumentHelp("The language.", valueName: "tag"))
    var language: String = "en-US"

    @OptionGroup var speech: SpeechModelOptions

    func run() throws {
        do {
            let place =
                try folder
                ?? SpeechModel.telephone(for: LanguageTag(language), models: speech.models()).acoustic.folder
            let model = try ScoringModel(folder: place)
            let facts = model.facts
            print(
                """
                folder      \(place)
                rate        \(facts.sampleRateHz) Hz
                front end   \(facts.frontEnd)
                phones      \(facts.phones.count): \(facts.phones.joined(separator: " "))
                in context  \(facts.phonesInContext)
                senones     \(facts.senones), of \(facts.states) states a phone
                densities   \(facts.codebooks) codebooks of \(facts.densities), in \(facts.streams) streams
                prior       \(model.cmnPrior.map { "\($0)" }.joined(separator: ", "))
                """)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
