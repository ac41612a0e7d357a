import Compliance
import Dialog

/// A page with each finding's way through the flows drawn.
struct FindingsPage {
    let findings: [Diagnostic]
    let programs: [FlowProgram]
    /// One for each program.
    let catalogues: [PromptCatalogue]
    /// What else to say, a line each.
    let notes: [String]
    /// What a report says besides, a line each; indented lines belong to the one above.
    var report: [String] = []

    func html() throws -> String {
        let parts = findings.filter { !$0.trail.isEmpty }.compactMap(part)
        guard !parts.isEmpty else {
            return try FlowPage(
                title: "No finding has a way to show", notes: notes, report: report, parts: whole
            ).html()
        }
        let title = "\(parts.count) \(parts.count == 1 ? "finding" : "findings")"
        return try FlowPage(title: title, notes: notes, report: report, parts: parts).html()
    }

    private var whole: [FlowPage.Part] {
        zip(programs, catalogues).map {
            FlowPage.Part(heading: "", picture: FlowPicture($0, catalogue: $1))
        }
    }

    private func part(_ finding: Diagnostic) -> FlowPage.Part? {
        // A way begins in the root flow.
        guard let root = finding.trail.first?.flow,
            let index = programs.firstIndex(where: { $0.root.name == root })
        else { return nil }
        let picture = FlowPicture(programs[index], catalogue: catalogues[index])
        let rule = finding.rule.map { "[\($0)] " } ?? ""
        // The trail, once more in words, then what else there is to say.
        let notes = finding.notes.dropFirst(finding.trail.count)
        return FlowPage.Part(
            heading: "\(rule)\(finding.message)", steps: finding.trail.map(\.words),
            notes: ["\(finding.position)"] + notes, picture: picture.showing(finding.trail, alone: true))
    }
}
