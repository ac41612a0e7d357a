import ArgumentParser
import Dialog
import Speech

/// Which acoustic models to hear with, where it isn't the built-in choice.
struct SpeechModelOptions: ParsableArguments {
    @Option(
        name: .customLong("speech-model"),
        help: ArgumentHelp(
            "Hear a language with a model of your own: a folder with a Sphinx model and its dictionary, *.dict. "
                + "May be given again; \(ConfiguredModels.variable) holds a list.",
            valueName: "tag=folder"))
    var assignments: [String] = []

    /// The models of the environment, and these in their place.
    func models() throws -> ConfiguredModels {
        do throws(ConfiguredModelsFailure) {
            return try ConfiguredModels.configured().adding(assignments)
        } catch {
            throw CommandFailure(.usage, "promesa: error: \(error)")
        }
    }
}

extension ConfiguredModels {
    /// The models of the environment.
    static func ofEnvironment() throws -> ConfiguredModels { try SpeechModelOptions.parse([]).models() }
}
