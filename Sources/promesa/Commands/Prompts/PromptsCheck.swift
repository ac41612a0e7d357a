import ArgumentParser
import Compliance
import Dialog
import FlowFiles
import Foundation

/// `promesa prompts check`: missing and unused prompts, and languages that differ.
struct PromptsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell which prompts are missing, unused, or different between languages.",
        discussion: """
            Exit code 1 if a text is missing that a flow needs, or if a prompt speaks other values in another language.

              promesa prompts check Flows
            """)

    @Argument(help: "The folder of flows.", completion: .directory)
    var flows = "Flows"

    @Option(
        help: ArgumentHelp(
            "The prompts; by default the folder Prompts beside the flows.", valueName: "folder"))
    var prompts: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Document: Encodable {
        let errors: [String]
        let unused: [String]
        let differences: [String]
    }

    func run() throws {
        let project = ProgramLoader.loadAll(folder: flows, prompts: prompts)
        let errors = project.diagnostics.filter { $0.severity == .error }.map(\.description)
        let review = PromptReview(project.programs, catalogue: project.catalogue)
        let differences = review.differences.map { "\($0.position): '\($0.prompt)' \($0.words)" }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            let document = Document(
                errors: errors, unused: review.unreached.map(\.rawValue), differences: differences)
            print(String(decoding: try encoder.encode(document), as: UTF8.self))
        } else {
            for line in errors + differences { print(line) }
            for prompt in review.unreached {
                let position = project.catalogue.declarations[prompt]?.position
                print("\(position.map { "\($0): " } ?? "")'\(prompt)' is said on no path")
            }
            print(
                "\(project.catalogue.declarations.count) prompts in \(project.catalogue.languages.count) languages: "
                    + "\(errors.count) errors, \(differences.count) differences, \(review.unreached.count) unused"
            )
        }
        if !errors.isEmpty || !differences.isEmpty { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }
}
