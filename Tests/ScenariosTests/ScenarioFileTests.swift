import Calls
import Dialog
import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct ScenarioFileTests {
    private func parsed(_ text: String) -> ScenarioFile {
        ScenarioFile.parse(Array(text.utf8), file: "test.yaml")
    }

    @Test func `every mistake of a file is told in one pass, with its place and a hint`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Fixtures")
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("mistakes.yaml")))
        let found = ScenarioFile.parse(bytes, file: "mistakes.yaml").diagnostics
        let text = found.map(\.description).joined(separator: "\n") + "\n"
        let record = folder.appendingPathComponent("mistakes.diagnostics")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(text.utf8).write(to: record)
        }
        #expect(text == String(decoding: try Data(contentsOf: record), as: UTF8.self))
    }

    @Test func `a file may be one scenario`() throws {
        let file = parsed("scenario: one\ncall: [silence, hangup]\nexpect: {turns: 1}\n")
        #expect(file.diagnostics == [])
        let scenario = try #require(file.scenarios.first)
        #expect(scenario.name == "one")
        #expect(scenario.acts.count == 3)
        #expect(scenario.position.line == 1)
    }

    @Test func `openings come before the call, defaults fill in what a scenario leaves out`() throws {
        let file = parsed(
            """
            defaults: {flow: a.yaml, date: 2026-03-02, seed: 7, account: {file: x.json, data: {balance: "1.00"}}}
            openings:
              greets: [{says: hello}]
              knows: [{keys: "12#"}, silence]
            scenarios:
              - scenario: both
                flow: b.yaml
                account: {without: [balance]}
                after: [greets, knows]
                call: [{silence: 2}]
                expect: {end: we_hung_up}
            """)
        #expect(file.diagnostics == [])
        let scenario = try #require(file.scenarios.first)
        #expect(scenario.acts.count == 6)
        #expect(scenario.basis.flow?.text == "b.yaml")
        #expect(scenario.basis.account?.text == "x.json")
        #expect(scenario.basis.data.isEmpty)
        #expect(scenario.basis.without.keys.map(\.rawValue) == ["balance"])
        #expect(scenario.basis.seed == 7)
        guard case .turn(.keys("12"), nil) = scenario.acts[1].kind else {
            Issue.record("the end key is no part of the entry")
            return
        }
    }
}
