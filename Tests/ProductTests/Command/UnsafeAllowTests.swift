import Dialog
import FlowFiles
import Foundation
import Testing

@testable import promesa

/// A call of a flow that isn't proved: refused, unless its rules are named.
@Suite struct UnsafeAllowTests {
    /// The shipped flow, with an opening that doesn't tell of the recording and a prompt that threatens.
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        for folder in ["Flows", "Prompts", "Holidays"] {
            try FileManager.default.copyItem(
                at: PromesaProcess.project.appendingPathComponent(folder),
                to: scratch.url.appendingPathComponent(folder))
        }
        try replace(
            "say: [business_identity, opt_out_offer, automated_notice, recording_notice]",
            by: "say: [business_identity, opt_out_offer, automated_notice]", in: "Flows/early-recovery.yaml")
        try replace(
            "Thank you for your help. Once more", by: "Thank you, or there will be a lawsuit. Once more",
            in: "Prompts/en-US/opening.yaml")
    }

    private func replace(_ text: String, by other: String, in file: String) throws {
        let url = scratch.url.appendingPathComponent(file)
        let before = try String(contentsOf: url, encoding: .utf8)
        let after = before.replacingOccurrences(of: text, with: other)
        try #require(after != before, "'\(text)' is not in \(file)")
        try Data(after.utf8).write(to: url)
    }

    private func call(_ allowed: String?) throws -> PromesaProcess.Result {
        try PromesaProcess.run(
            [
                "call", scratch.path("Flows/early-recovery.yaml"), "--account",
                "Examples/accounts/jordan-rivera.json", "--organisation", "Examples/organisation.yaml",
                "--date",
                "2026-03-02", "--out", scratch.path("run"),
            ] + (allowed.map { ["--unsafe-allow", $0] } ?? []) + [
                "--caller-turns", "keys:1", "keys:09031971", "keys:1", "keys:1", "keys:1",
            ])
    }

    @Test func `is not made without a name, nor with one too few`() throws {
        for allowed in [nil, "O2", "F13"] as [String?] {
            let result = try call(allowed)
            #expect(result.code == 1)
            #expect(result.errors.contains("the call was not made"))
            #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
        }
    }

    @Test func `is made with the names, which journal, outcome, page and replay tell`() throws {
        let result = try call("O2,F13")
        #expect(result.code == 0)
        #expect(result.errors.contains("warning: [O2]") && result.errors.contains("warning: [F13]"))
        #expect(result.output.contains("the flow breaks F13, O2, which was allowed"))
        let journal = String(decoding: try scratch.data("run/journal.jsonl"), as: UTF8.self)
        #expect(journal.split(separator: "\n").first?.contains(#""unsafeAllowed":["F13","O2"]"#) == true)
        let outcome = try #require(
            try JSONSerialization.jsonObject(with: scratch.data("run/outcome.json")) as? [String: Any])
        #expect(outcome["unsafeAllowed"] as? [String] == ["F13", "O2"])
        let page = String(decoding: try scratch.data("run/report.html"), as: UTF8.self)
        #expect(page.contains("The flow breaks a rule, which was allowed for this call: F13"))
        let replay = try PromesaProcess.run([
            "replay", scratch.path("run/journal.jsonl"), "--flow", scratch.path("Flows/early-recovery.yaml"),
            "--account", "Examples/accounts/jordan-rivera.json", "--organisation",
            "Examples/organisation.yaml",
        ])
        #expect(replay.output.contains("note: the call was made although its flow broke O2 (--unsafe-allow)"))
    }

    private func serviceFlows(_ allowed: String?) throws -> ServiceFlows {
        let project = PromesaProcess.project.path
        let file = scratch.path("promesa.yaml")
        try """
        organisation: \(project)/Examples/organisation.yaml
        accounts: \(project)/Examples/accounts
        routes:
          - {flow: Flows/early-recovery.yaml, account: {parameter: account}}
        audiosocket: {listen: 127.0.0.1:0}
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let configuration = try #require(ServiceFile.load(path: file).configuration)
        let date = try #require(LocalDate(iso: "2026-03-02"))
        return try ServiceFlows(configuration, on: date, allowed: allowed.flatMap { AllowedRules($0) })
    }

    @Test func `a service takes such a flow by the names alone, and keeps them for its calls`() throws {
        for allowed in [nil, "F13"] as [String?] {
            #expect(throws: CommandFailure.self) { try serviceFlows(allowed) }
        }
        let flows = try serviceFlows("O2,F13").flows
        #expect(flows.values.map(\.unsafeAllowed) == [["F13", "O2"]])
    }

    @Test func `a name for nothing is a warning`() throws {
        let result = try call("O2,F13,U2")
        #expect(result.code == 0)
        #expect(result.errors.contains("warning: --unsafe-allow names U2, which the flow doesn't break"))
    }

    @Test(
        arguments: [
            ("O2,F13,F99", 2, "the policy 'us-regulation-f' has no rule 'F99'; it has F7,"),
            ("O2,F13,X1", 2, "X1 can't be allowed"),
            ("O2,,F13", 2, "is no list of rules"),
        ] as [(String, Int32, String)])
    func `a name that can't be is an error`(allowed: String, code: Int32, message: String) throws {
        let result = try call(allowed)
        #expect(result.code == code)
        #expect(result.errors.contains(message))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("run")))
    }
}
