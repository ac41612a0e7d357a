import Foundation
import Testing

/// What is waived stands in every report, and what isn't in force yet doesn't refuse.
@Suite struct WaiverReportTests {
    private static let shipped = "Flows/early-recovery.yaml"
    private let scratch: ScratchFolder

    /// The shipped flow, with a loop that its policy forbids and a waiver that allows it.
    init() throws {
        scratch = try ScratchFolder()
        for folder in ["Flows", "Prompts", "Holidays"] {
            try FileManager.default.copyItem(
                at: PromesaProcess.project.appendingPathComponent(folder),
                to: scratch.url.appendingPathComponent(folder))
        }
        let url = scratch.url.appendingPathComponent(Self.shipped)
        let text = try String(contentsOf: url, encoding: .utf8)
        let waived = text.replacingOccurrences(
            of: "policy: us-regulation-f\n",
            with: """
                policy: us-regulation-f
                waivers:
                  - rule: B1
                    parameter: most_visits
                    value: 12
                    by: A. Ruiz
                    on: 2026-02-01
                    because: a trial

                """
        ).replacingOccurrences(of: "visits: {max: 4", with: "visits: {max: 12")
        try #require(waived != text)
        try Data(waived.utf8).write(to: url)
    }

    private static let words = "'most_visits' is 12 instead of 10, waived by A. Ruiz on 2026-02-01: a trial"

    private func check(_ arguments: String...) throws -> PromesaProcess.Result {
        try PromesaProcess.run(["check", scratch.path("Flows"), "--on", "2026-11-26"] + arguments)
    }

    @Test func `the text and the page of check say it`() throws {
        let result = try check("--picture", scratch.path("page.html"))
        #expect(result.code == 0)
        #expect(result.output.contains("early-recovery.yaml:8:5: waiver: [B1] \(Self.words)"))
        let page = String(decoding: try scratch.data("page.html"), as: UTF8.self)
        #expect(page.contains("waiver: [B1] \(Self.words)"))
    }

    @Test func `JSON and SARIF say it`() throws {
        let result = try check("--json", "--sarif", scratch.path("report.sarif"))
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let waivers = try #require(report["waivers"] as? [[String: Any]])
        #expect(waivers.count == 1)
        #expect(waivers[0]["rule"] as? String == "B1" && waivers[0]["by"] as? String == "A. Ruiz")
        #expect(waivers[0]["value"] as? String == "12" && waivers[0]["instead"] as? String == "10")
        let log = try #require(
            try JSONSerialization.jsonObject(with: scratch.data("report.sarif")) as? [String: Any])
        let results = (log["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]]
        #expect(results?.map { $0["kind"] as? String } == ["informational"])
        #expect(results?.map { $0["ruleId"] as? String } == ["B1"])
    }

    @Test func `diff and graph say it`() throws {
        let result = try PromesaProcess.run([
            "diff", Self.shipped, scratch.path(Self.shipped), "--on", "2026-11-26",
        ])
        #expect(result.code == 0)
        #expect(result.output.contains("  a waiver is new: [B1] \(Self.words)"))
        let same = try PromesaProcess.run([
            "diff", scratch.path(Self.shipped), scratch.path(Self.shipped), "--on", "2026-11-26",
        ])
        #expect(
            same.output.contains("Nothing changes.") && same.output.contains("waiver: [B1] \(Self.words)"))
        let graph = try PromesaProcess.run(["graph", scratch.path(Self.shipped), "--format", "html"])
        #expect(graph.output.contains("waived by A. Ruiz on 2026-02-01: a trial"))
    }

    @Test func `a rule to come is listed`() throws {
        let result = try PromesaProcess.run(["check", "Flows", "--on", "2026-03-02"])
        #expect(result.code == 0)
        #expect(result.output.contains("es-recobro: coming from 2026-08-02 on: [O3]"))
        #expect(try PromesaProcess.run(["check", "Flows", "--on", "tomorrow"]).code == 2)
    }

    @Test func `a policy of one's own stands beside the flows`() throws {
        try FileManager.default.createDirectory(
            at: scratch.url.appendingPathComponent("Policies"), withIntermediateDirectories: true)
        let policy = """
            policy: our-house
            title: What we have promised.
            extends: us-regulation-f
            rules:
              H1:
                check: live_commands
                text: The caller can ask for the manager.
                source: our contract
                effective_from: 2026-01-01
                parameters: {commands: [manager], from: verified}
            """
        try Data(policy.utf8).write(to: scratch.url.appendingPathComponent("Policies/our-house.yaml"))
        let url = scratch.url.appendingPathComponent(Self.shipped)
        let text = try String(contentsOf: url, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "policy: us-regulation-f\n", with: "policy: our-house\n").utf8)
            .write(to: url)
        let result = try check()
        #expect(result.code == 1)
        #expect(result.output.contains("error: [H1] the flow has no universal 'manager'"))
    }
}
