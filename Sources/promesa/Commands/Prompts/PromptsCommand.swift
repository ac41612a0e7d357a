import ArgumentParser
import Dialog
import FlowFiles
import Foundation

/// `promesa prompts`: what we say, for those who write, translate and speak it.
struct PromptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompts",
        abstract: "Look after prompts: what is missing or unused, translations, recordings.",
        subcommands: [
            PromptsCheck.self, PromptsExport.self, PromptsImport.self, PromptsRecordings.self,
        ])

    /// The prompts of a folder; fails with its problems.
    static func load(_ folder: String) throws -> PromptCatalogue {
        let loaded = PromptFiles.load(folder: folder)
        for diagnostic in loaded.diagnostics { StandardError.print(diagnostic.description) }
        guard !loaded.diagnostics.contains(where: { $0.severity == .error }) else {
            throw CommandFailure(.findings, "promesa: error: '\(folder)' has errors; mend them first")
        }
        return loaded.catalogue
    }

    /// A language of the prompts, given by the user.
    static func language(_ name: String, of catalogue: PromptCatalogue, in folder: String) throws
        -> LanguageTag
    {
        let language = LanguageTag(name)
        guard catalogue.languages[language] != nil else {
            let known = catalogue.languages.keys.sorted().map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(
                .usage, "promesa: error: '\(folder)' has no language '\(name)'; it has \(known)")
        }
        return language
    }
}
