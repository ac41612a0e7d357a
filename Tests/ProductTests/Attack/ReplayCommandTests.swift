import Foundation
import Testing

@Suite struct ReplayCommandTests {
    private static let account = [
        "--account", "Examples/accounts/jordan-rivera.json", "--organisation", "Examples/organisation.yaml",
    ]

    private let folder: ScratchFolder
    private let journal: String

    init() throws {
        folder = try ScratchFolder()
        journal = folder.path("run/journal.jsonl")
        let run = try PromesaProcess.run(
            ["call", "Flows/early-recovery.yaml"] + Self.account + [
                "--date", "2026-03-02", "--out", folder.path("run"), "--caller-turns", "keys:1",
                "keys:09031971",
                "hangup",
            ])
        try #require(run.code == 0, "\(run.errors)")
    }

    private func replay(_ arguments: [String], flow: String = "Flows/early-recovery.yaml") throws
        -> PromesaProcess.Result
    {
        try PromesaProcess.run(["replay"] + arguments + ["--flow", flow] + Self.account)
    }

    @Test func `a run replays from its journal and from its store`() throws {
        let file = try replay([journal])
        #expect(file.code == 0, "\(file.errors)")
        #expect(file.output.contains("the same: "))
        let header = try #require(try folder.data("run/journal.jsonl").split(separator: 0x0a).first)
        let call = try #require(
            (try JSONSerialization.jsonObject(with: header) as? [String: Any])?["call"] as? String)
        let store = try replay(["--data", folder.path("run/promesa.sqlite"), "--call", call])
        #expect(store.code == 0, "\(store.errors)")
        #expect(store.output.dropFirst(call.count) == file.output.dropFirst(journal.count))
    }

    @Test func `a flow of another version shows the first difference and that it has changed`() throws {
        let flows = folder.url.appendingPathComponent("Flows")
        let project = PromesaProcess.project
        for name in ["Flows", "Prompts", "Holidays"] {
            try FileManager.default.copyItem(
                at: project.appendingPathComponent(name), to: folder.url.appendingPathComponent(name))
        }
        let file = flows.appendingPathComponent("early-recovery.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("version: 1", with: "version: 2").replacing("timeout: 4s", with: "timeout: 3s")
        try Data(text.utf8).write(to: file)
        let result = try replay([journal], flow: file.path)
        #expect(result.code == 1)
        #expect(result.output.contains("different, after 1 events, 2 effects"))
        #expect(result.output.contains(#""afterMs":4000"#) && result.output.contains(#""afterMs":3000"#))
        #expect(result.output.contains("the journal is of version 1, the replay of version 2"))
    }

    @Test func `a damaged journal is told by file, line and column`() throws {
        let broken = folder.url.appendingPathComponent("broken.jsonl")
        let text = String(decoding: try folder.data("run/journal.jsonl"), as: UTF8.self)
        try Data(text.replacing(#""event":"answered""#, with: #""event":7"#).utf8).write(to: broken)
        let result = try replay([broken.path])
        #expect(result.code == 1)
        #expect(result.errors.hasPrefix("\(broken.path):2:10: error: "))
        #expect(try replay([folder.path("none.jsonl")]).code == 3)
        #expect(try replay([]).code == 2)
        #expect(try replay(["--data", folder.path("run/promesa.sqlite"), "--call", "none"]).code == 3)
    }
}
