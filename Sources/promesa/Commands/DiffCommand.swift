import ArgumentParser
import Compliance
import Dialog
import FlowFiles
import Foundation

/// `promesa diff`: what changes from one version of a flow to another.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Say in words what changes between two versions of a flow, for the caller and for compliance.",
        discussion: """
            Each version is a flow file with its prompts beside it (or --old-prompts, --new-prompts). Exit code 1 if
            the new version breaks a rule that the old one keeps.

              git worktree add ../before main
              promesa diff ../before/Flows/early-recovery.yaml Flows/early-recovery.yaml
            """)

    @Argument(help: "The flow file as it was.", completion: .file())
    var old: String

    @Argument(help: "The flow file as it is.", completion: .file())
    var new: String

    @Option(help: ArgumentHelp("The prompts of the old version.", valueName: "folder"))
    var oldPrompts: String?

    @Option(help: ArgumentHelp("The prompts of the new version.", valueName: "folder"))
    var newPrompts: String?

    @Option(
        help: ArgumentHelp(
            "The day on which the policies are in force, YYYY-MM-DD; by default today.", valueName: "date"))
    var on: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Report: Encodable {
        struct Section: Encodable {
            let title: String
            let lines: [String]
        }

        let breaks: Int
        let sections: [Section]
        /// Of the new version.
        let waivers: [PolicyNotes.WaiverDocument]
    }

    func validate() throws {
        if let on, LocalDate(iso: on) == nil {
            throw ValidationError("'\(on)' is no date; write it as 2026-03-15.")
        }
    }

    func run() throws {
        let date = try on.flatMap { LocalDate(iso: $0) } ?? CallOptions.todayHere()
        let difference = FlowDifference(
            from: try version(old, prompts: oldPrompts, on: date),
            to: try version(new, prompts: newPrompts, on: date))
        let notes = PolicyNotes([difference.newPolicy].compactMap(\.self))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            let sections = difference.sections.map { Report.Section(title: $0.title, lines: $0.lines) }
            let report = Report(
                breaks: difference.newFindings.count, sections: sections,
                waivers: notes.waiverDocuments)
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            show(difference, notes)
        }
        guard difference.newFindings.isEmpty else { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    private func show(_ difference: FlowDifference, _ notes: PolicyNotes) {
        if difference.sections.isEmpty { print("Nothing changes.") }
        for section in difference.sections {
            print(section.title)
            for line in section.lines { print("  \(line)") }
        }
        for finding in difference.newFindings { print("\n\(finding)") }
        for line in notes.waiverLines { print(line) }
    }

    private func version(_ file: String, prompts: String?, on date: LocalDate) throws
        -> FlowDifference.Version
    {
        let loaded = ProgramLoader.load(flowFile: file, prompts: prompts)
        guard let program = loaded.program else {
            throw CommandFailure(.findings, loaded.diagnostics.map(\.description).joined(separator: "\n"))
        }
        let known = PolicyFile.load(folder: PolicyFile.defaultFolder(forFlow: file))
        guard known.diagnostics.isEmpty else {
            throw CommandFailure(.findings, known.diagnostics.map(\.description).joined(separator: "\n"))
        }
        return FlowDifference.Version(
            program, catalogue: loaded.catalogue, policies: known.policies, on: date)
    }
}
