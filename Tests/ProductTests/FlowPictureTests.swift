import Dialog
import FlowFiles
import Foundation
import Testing

@testable import Compliance
@testable import promesa

/// The picture of a shipped flow.
private func picture(of flow: String) throws -> FlowPicture {
    let loaded = ProgramLoader.load(flowFile: ProjectTree.root.path + "/Flows/\(flow).yaml")
    return FlowPicture(try #require(loaded.program), catalogue: loaded.catalogue)
}

@Suite struct `The picture of a flow` {
    private func group(_ name: FlowName, in picture: FlowPicture) throws -> FlowPicture.Group {
        try #require(picture.groups.first { $0.flow == name })
    }

    @Test(arguments: ["dot", "mermaid"])
    func `is what the documentation shows`(format: String) throws {
        let group = try group("identity-check", in: picture(of: "early-recovery"))
        let text = format == "dot" ? DOTWriter(group).text : MermaidWriter(group).text
        let path = "docs/pictures/identity-check.\(format)"
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: ProjectTree.root.appendingPathComponent(path))
        }
        #expect(
            try ProjectTree.file(path)?.text == text,
            "run the tests once with RECORD_SNAPSHOTS=1 and look at the difference")
    }

    @Test func `has every step, and joins what is there`() throws {
        let loaded = ProgramLoader.load(flowFile: ProjectTree.root.path + "/Flows/early-recovery.yaml")
        let program = try #require(loaded.program)
        let picture = FlowPicture(program, catalogue: loaded.catalogue)
        #expect(picture.groups.map(\.flow) == [program.root.name] + program.subFlows.keys.sorted())
        for group in picture.groups {
            let boxes = Set(group.boxes.map(\.id))
            #expect(boxes.count == group.boxes.count)
            for arrow in group.arrows { #expect(boxes.contains(arrow.from) && boxes.contains(arrow.to)) }
            let flow = try #require(program.flow(group.flow))
            for step in flow.steps { #expect(boxes.contains("\(group.flow)/\(step.id)")) }
        }
    }

    @Test func `tells where the right party is verified, and where the debt is spoken of`() throws {
        let root = try group("early-recovery", in: picture(of: "early-recovery"))
        func box(_ step: String) throws -> FlowPicture.Box {
            try #require(root.boxes.first { $0.id == "early-recovery/\(step)" })
        }
        #expect(try box("opening").standing == .unverified)
        #expect(try box("disclosure").standing == .verified)
        #expect(try box("to_agent").standing == .either)
        #expect(try box("notice").speaksDebt)
        #expect(try !box("opening").speaksDebt)
        #expect(try box("answered").isStart)
        #expect(try box("identity").subFlow == "identity-check")
    }

    @Test func `draws what the caller can always do once`() throws {
        let root = try group("early-recovery", in: picture(of: "early-recovery"))
        let commands = root.arrows.filter { $0.stroke == .command }
        #expect(commands.allSatisfy { $0.from == "early-recovery/any question" })
        #expect(commands.contains { $0.to.hasSuffix("/cease") && $0.labels == ["'stop_calling' or *9"] })
    }

    @Test func `keeps what a designer writes within its quotes`() {
        let odd = "a \"quote\" \\ and\na #hash <b>"
        var box = FlowPicture.Box(id: odd, title: odd, kind: .step("say"))
        box.text = odd
        let group = FlowPicture.Group(
            flow: "odd", boxes: [box],
            arrows: [FlowPicture.Arrow(from: odd, to: odd, labels: [odd], stroke: .plain)])
        let dot = DOTWriter(group).text
        #expect(dot.contains(#""a \"quote\" \\ and\na #hash <b>" -> "a \"quote\""#))
        #expect(dot.split(separator: "\n").count == 7)
        let mermaid = MermaidWriter(group).text
        #expect(mermaid.contains(##"n0["a #quot;quote#quot; \ and a #35;hash <b>"]"##))
    }
}

@Suite struct `The way to a finding` {
    /// The shipped flow with the failed identity check led to the disclosure.
    private func leak() throws -> (program: FlowProgram, catalogue: PromptCatalogue, finding: Diagnostic) {
        let scratch = try ScratchFolder()
        for folder in ["Flows", "Prompts"] {
            try FileManager.default.copyItem(
                at: ProjectTree.root.appendingPathComponent(folder),
                to: scratch.url.appendingPathComponent(folder))
        }
        let file = scratch.url.appendingPathComponent("Flows/early-recovery.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let broken = text.replacingOccurrences(
            of: "verified: notice, failed: neutral_exit", with: "verified: notice, failed: disclosure")
        try #require(broken != text)
        try Data(broken.utf8).write(to: file)
        let loaded = ProgramLoader.load(flowFile: file.path)
        let program = try #require(loaded.program)
        let prover = ComplianceProver(
            program: program, catalogue: loaded.catalogue, policies: PolicyFile.shipped, on: shippedDay)
        let causes = RootCauses(of: prover.findings(), under: prover.policy).findings
        let finding = try #require(causes.first { $0.rule == "F7" })
        return (program, loaded.catalogue, finding)
    }

    @Test func `names the steps that it passes, with their places`() throws {
        let (program, _, finding) = try leak()
        let lines = finding.notes.prefix(finding.trail.count)
        #expect(lines.count == finding.trail.count && !lines.isEmpty)
        for (line, move) in zip(lines, finding.trail) { #expect(line.hasSuffix(move.words)) }
        for move in finding.trail {
            guard let name = move.step else { continue }
            let step = program.flow(move.flow)?.steps.first { $0.id == name }
            #expect(step?.position == move.position)
        }
        #expect(finding.trail.last?.flow == "debt-disclosure")
    }

    @Test func `is drawn into the picture`() throws {
        let (program, catalogue, finding) = try leak()
        let picture = FlowPicture(program, catalogue: catalogue).showing(finding.trail, alone: true)
        #expect(picture.groups.map(\.flow) == ["early-recovery", "debt-disclosure", "identity-check"])
        let arrows = picture.groups[0].arrows.filter(\.isOnTrail)
        #expect(
            arrows.contains {
                $0.from == "early-recovery/identity" && $0.to == "early-recovery/disclosure"
                    && $0.labels.contains("failed")
            })
        #expect(DOTWriter(picture.groups[0]).text.contains("class=\"plain trail\""))
        #expect(MermaidWriter(picture.groups[0]).text.contains("==>"))
    }

    @Test func `is a code flow of SARIF`() throws {
        let finding = try leak().finding
        let json = try SARIFReport([finding], rules: [], notes: PolicyNotes([])).json()
        let log = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let result = try #require((run["results"] as? [[String: Any]])?.first)
        #expect(result["ruleId"] as? String == "F7")
        let flow = try #require((result["codeFlows"] as? [[String: Any]])?.first)
        let thread = try #require((flow["threadFlows"] as? [[String: Any]])?.first)
        #expect((thread["locations"] as? [Any])?.count == finding.trail.count)
    }
}
