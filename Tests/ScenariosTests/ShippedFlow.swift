import Foundation
import Scenarios

/// Scenarios of the shipped flows, written in a test.
enum ShippedFlow {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The entries of a `call` and what is expected at the end, run.
    static func run(_ call: [String], expect: String = "{}", more: String = "") throws -> ScenarioResult? {
        try suite(call, expect: expect, more: more).run().first
    }

    static func suite(_ call: [String], expect: String = "{}", more: String = "") throws -> ScenarioSuite {
        let text =
            """
            scenario: in a test
            flow: \(root)/Flows/early-recovery.yaml
            account: {file: \(root)/Examples/accounts/jordan-rivera.json}
            organisation: \(root)/Examples/organisation-with-messages.yaml
            date: 2026-03-02
            \(more)
            call:
            \(call.map { "  - " + $0 }.joined(separator: "\n"))
            expect: \(expect)
            """
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("test.yaml")
        try Data(text.utf8).write(to: file)
        return ScenarioSuite.load([file.path])
    }
}
