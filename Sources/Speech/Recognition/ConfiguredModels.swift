package import Dialog
import Foundation

/// Folders with acoustic models that replace the built-in choice, by language.
///
/// A folder holds the files of one Sphinx model and one dictionary, `*.dict`, whose phones are the model's.
package struct ConfiguredModels: Sendable, Hashable {
    /// The environment variable that `configured(by:)` reads: `es-ES=/srv/es-model,es-US=/srv/us-model`.
    package static let variable = "PROMESA_SPEECH_MODELS"
    /// The built-in choice for every language.
    package static let none = ConfiguredModels([:])

    let folders: [LanguageTag: String]

    package init(_ folders: [LanguageTag: String]) {
        self.folders = folders
    }

    /// The models that the environment names.
    ///
    /// - Throws: A part that is not `TAG=FOLDER`.
    package static func configured(
        by environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConfiguredModelsFailure) -> ConfiguredModels {
        try none.addingEnvironment(environment)
    }

    /// The same with those that the environment names, in place of those of the same language.
    package func addingEnvironment(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConfiguredModelsFailure) -> ConfiguredModels {
        try adding((environment[Self.variable] ?? "").split(separator: ",").map(String.init))
    }

    /// The same with more, each `TAG=FOLDER`; a later one replaces an earlier one of the same language.
    package func adding(_ assignments: [String]) throws(ConfiguredModelsFailure) -> ConfiguredModels {
        var folders = folders
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ConfiguredModelsFailure(assignment: assignment) }
            folders[LanguageTag(parts[0])] = parts[1]
        }
        return ConfiguredModels(folders)
    }
}

/// A model was named in another form than `TAG=FOLDER`.
package struct ConfiguredModelsFailure: Error, Hashable, CustomStringConvertible {
    let assignment: String
    package var description: String {
        "'\(assignment)' names no speech model; write a language and a folder, such as es-ES=/srv/es-model"
    }
}
