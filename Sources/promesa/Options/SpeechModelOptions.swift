import ArgumentParser
import Dialog
import FlowFiles
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

    @Option(help: ArgumentHelp("Take the models from 'speech' of this configuration.", valueName: "file"))
    var config: String?

    /// The models of the configuration, those of the environment in their place, and in place of both those of the
    /// options.
    func models() throws -> ConfiguredModels {
        let models = try ConfiguredModels.ofEnvironment(over: config.map(Self.section) ?? SpeechSection())
        do throws(ConfiguredModelsFailure) {
            return try models.adding(assignments)
        } catch {
            throw CommandFailure(.usage, "promesa: error: \(error)")
        }
    }

    private static func section(of path: String) throws -> SpeechSection {
        let loaded = SpeechSection.load(path: path)
        for diagnostic in loaded.diagnostics { StandardError.print(diagnostic.description) }
        guard let section = loaded.section else {
            throw CommandFailure(.findings, "promesa: error: '\(path)' can't be used; see the findings above")
        }
        return section
    }
}

extension ConfiguredModels {
    /// The models of a configuration, and those of the environment in their place.
    static func ofEnvironment(over section: SpeechSection = SpeechSection()) throws -> ConfiguredModels {
        do throws(ConfiguredModelsFailure) {
            return try ConfiguredModels(section.models).addingEnvironment()
        } catch {
            throw CommandFailure(.usage, "promesa: error: \(error)")
        }
    }
}
