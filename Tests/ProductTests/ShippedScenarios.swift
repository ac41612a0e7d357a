import Dialog
import FlowFiles
import Foundation
import Scenarios
import Testing

@Suite struct `The scenarios of the shipped flows` {
    @Test func `all hold, and go through everything that a call of any root flow can do`() throws {
        let folder = ProjectTree.root.appendingPathComponent("Tests/Scenarios").path
        let suite = ScenarioSuite.load([folder])
        #expect(suite.diagnostics.map(\.description) == [])
        let results = suite.run(jobs: 4)
        #expect(results.flatMap(\.failures).map { "\($0.position): \($0.message)" } == [])
        let report = suite.coverage(of: results)
        #expect(report.flows.flatMap(\.uncovered).map(\.words) == [])
        let shipped = ProgramLoader.loadAll(folder: ProjectTree.root.appendingPathComponent("Flows").path)
        #expect(shipped.programs.count >= 2)
        #expect(Set(report.flows.map(\.program)) == Set(shipped.programs.map(\.root.name)))
    }
}
