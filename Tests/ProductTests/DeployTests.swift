import Foundation
import Testing

@testable import promesa

/// What is handed to operators beside the program names what the program has.
@Suite struct DeployTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent("deploy/" + path), encoding: .utf8)
    }

    private static func metrics(in text: String) -> Set<String> {
        let names = text.matches(of: /promesa_[a-z_]+/).map { String($0.output) }
        return Set(names.map { $0.hasSuffix("_bucket") ? String($0.dropLast("_bucket".count)) : $0 })
    }

    @Test(arguments: ["prometheus/alerts.yaml", "grafana/promesa.json"])
    func `every metric that is asked for is one of the service's`(file: String) throws {
        let asked = Self.metrics(in: try Self.text(file))
        #expect(asked.count >= 5)
        #expect(asked.subtracting(ServiceTelemetry.meanings.keys) == [])
    }

    @Test func `the dashboard shows every metric, and has a panel for each question`() throws {
        let text = try Self.text("grafana/promesa.json")
        #expect(Set(ServiceTelemetry.meanings.keys).subtracting(Self.metrics(in: text)) == [])
        let dashboard = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        #expect(panels.allSatisfy { ($0["targets"] as? [Any])?.isEmpty == false })
    }
}
