import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Scenarios
import Testing

/// The example for the United Kingdom, and the shipped American flow under the stricter policy.
struct BritishExampleTests {
    private func path(_ name: String) -> String { ProjectTree.root.appendingPathComponent(name).path }

    @Test func `the British example is proved for uk-conc, and every phrase of it can be listened for`()
        throws
    {
        let loaded = ProgramLoader.loadAll(folder: path("Examples/uk/Flows"))
        #expect(loaded.diagnostics.map(\.description) == [])
        let program = try #require(loaded.programs.first)
        #expect(program.root.policy == "uk-conc")
        #expect(findings(program, loaded.catalogue) == [])
        #expect(GrammarCheck.findings(program, loaded.catalogue) { _, _ in [] }.map(\.description) == [])
    }

    @Test func `its scenarios hold`() {
        let suite = ScenarioSuite.load([path("Examples/uk/Scenarios")])
        #expect(suite.diagnostics.map(\.description) == [])
        let results = suite.run(jobs: 2)
        #expect(results.count >= 10)
        #expect(results.flatMap(\.failures).map { "\($0.position): \($0.message)" } == [])
    }

    @Test func `the shipped American flow keeps the TCPA's rules, too`() throws {
        let loaded = ProgramLoader.load(flowFile: path("Flows/early-recovery.yaml"))
        let program = try #require(loaded.program)
        #expect(findings(program, loaded.catalogue, under: "us-regulation-f-plus-tcpa") == [])
    }

    private func findings(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, under policy: String? = nil
    ) -> [String] {
        ComplianceProver(
            program: program, catalogue: catalogue, policies: PolicyFile.shipped, on: shippedDay,
            policy: policy
        ).findings().map(\.description)
    }
}
