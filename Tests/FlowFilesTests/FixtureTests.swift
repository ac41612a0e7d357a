import Dialog
import FlowFiles
import Foundation
import Testing

@Suite struct `Flow fixtures` {
    @Test(arguments: Fixtures.names(in: "valid", ending: ".yaml"))
    func `a valid flow has no diagnostics`(name: String) throws {
        let parsed = FlowParser.parse(try Fixtures.bytes("valid/\(name)"), file: name)
        #expect(printed(parsed.diagnostics) == "")
        #expect(parsed.flow?.steps.isEmpty == false)
    }

    @Test(arguments: Fixtures.names(in: "invalid", ending: ".yaml"))
    func `an invalid flow has the diagnostics that stand beside it`(name: String) throws {
        let parsed = FlowParser.parse(try Fixtures.bytes("invalid/\(name)"), file: name)
        #expect(parsed.diagnostics.hasErrors)
        try expectSnapshot(
            printed(parsed.diagnostics), at: "invalid/\(name.dropLast(".yaml".count)).diagnostics")
    }

    @Test(arguments: Fixtures.names(in: "projects"))
    func `a project has the diagnostics that stand in it`(name: String) throws {
        let folder = "\(Fixtures.folder)/projects/\(name)"
        let project = ProgramLoader.loadAll(folder: folder + "/Flows")
        #expect(project.programs.isEmpty == project.diagnostics.hasErrors)
        let text = printed(project.diagnostics).replacing(folder + "/", with: "")
        try expectSnapshot(text, at: "projects/\(name)/expected.diagnostics")
    }

    @Test func `there are enough invalid fixtures to be sure of the messages`() {
        #expect(Fixtures.names(in: "invalid", ending: ".yaml").count >= 90)
    }
}
