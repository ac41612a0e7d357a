import Dialog
import FlowFiles
import Foundation
import Testing

@testable import Compliance

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
