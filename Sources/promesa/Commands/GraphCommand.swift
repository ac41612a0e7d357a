import ArgumentParser
import Compliance
import Dialog
import FlowFiles
import Foundation

/// `promesa graph`: a picture of a flow.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw a flow: its steps, what the caller does, and where who is verified.",
        discussion: """
            Steps are coloured by what holds there: nobody verified yet (blue), the right party verified (green), or
            depending on the path (yellow). A red border marks debt content. A step with a double border runs a
            sub-flow. What the caller can do at any question is drawn once.

            html shows the flow and all its sub-flows; the other formats one of them, by default the flow itself.

              promesa graph Flows/early-recovery.yaml --format html --out flow.html
              promesa graph Flows/early-recovery.yaml --format mermaid

            svg and html are laid out by Graphviz (Debian package graphviz); dot and mermaid need nothing.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case svg, html, dot, mermaid }

    @Argument(help: "The flow file.", completion: .file())
    var flow: String

    @Option(help: "What to write.")
    var format: Format = .svg

    @Option(help: ArgumentHelp("The sub-flow to draw, for all formats but html.", valueName: "name"))
    var subFlow: String?

    @Option(help: ArgumentHelp("The file to write; by default standard output.", valueName: "file"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "The prompts; by default the folder Prompts beside the flows.", valueName: "folder"))
    var prompts: String?

    func run() throws {
        let loaded = ProgramLoader.load(flowFile: flow, prompts: prompts)
        guard let program = loaded.program else {
            let problems = loaded.diagnostics.map(\.description).joined(separator: "\n")
            throw CommandFailure(.findings, problems)
        }
        let text = try drawing(
            FlowPicture(program, catalogue: loaded.catalogue),
            notes: program.root.policyChanges.compactMap(Self.note))
        guard let out else { return print(text, terminator: "") }
        try OutputFile.write(text, to: out)
    }

    /// What is waived of the flow's policy; whether it counts is for `promesa check` to say.
    private static func note(_ change: PolicyChange) -> String? {
        change.waiver.map { waiver in
            let end = waiver.until.map { ", until \($0)" } ?? ""
            return
                "\(change.position): waiver: [\(change.rule)] '\(change.parameter)'\(end), waived by \(waiver.by) on "
                + "\(waiver.on): \(waiver.because)"
        }
    }

    private func drawing(_ picture: FlowPicture, notes: [String]) throws -> String {
        let wanted = subFlow.map(FlowName.init) ?? picture.name
        guard let group = picture.groups.first(where: { $0.flow == wanted }) else {
            let known = picture.groups.map { "'\($0.flow)'" }.joined(separator: ", ")
            throw CommandFailure(
                .usage, "promesa: error: '\(flow)' runs no sub-flow '\(wanted)'; there is \(known)")
        }
        return switch format {
        case .dot: DOTWriter(group).text
        case .mermaid: MermaidWriter(group).text
        case .svg: try Graphviz.svg(DOTWriter(group).text)
        case .html:
            try FlowPage(
                title: "\(picture.name), version \(picture.version)", notes: notes,
                parts: [FlowPage.Part(heading: "", picture: picture)]
            ).html()
        }
    }
}
