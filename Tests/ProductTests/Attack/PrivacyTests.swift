import Audio
import Foundation
import Testing

/// Whose debt, and who they are, is nobody's business but theirs; what they prove it with is nobody's at all.
@Suite struct PrivacyTests {
    private let account: MarkedAccount

    init() throws { account = try MarkedAccount() }

    private func arguments(_ file: String) -> [String] {
        [
            "Flows/early-recovery.yaml", "--account", file, "--organisation", "Examples/organisation.yaml",
            "--date",
            "2026-03-02",
        ]
    }

    private func call(_ turns: [String], _ options: [String] = []) throws -> PromesaProcess.Result {
        try PromesaProcess.run(
            ["call"] + arguments(try account.file()) + ["--out", account.folder.path("run")] + options
                + ["--caller-turns"] + turns)
    }

    private func files() throws -> [String: Data] {
        let run = account.folder.url.appendingPathComponent("run")
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: run.path) {
            files[name] = try Data(contentsOf: run.appendingPathComponent(name))
        }
        return files
    }

    /// Secrets said and keyed, right and wrong, by a caller who goes on to promise.
    @Test func `no secret is in anything that a call leaves, nor personal data in what is no record of it`()
        throws
    {
        let said = account.folder.path("said.wav")
        try #require(
            try PromesaProcess.run(["say", "november twenty seventh nineteen sixty three", "--out", said])
                .code == 0)
        for turns in [
            ["keys:1", "keys:10021964", said, "keys:11271963", "keys:1", "keys:1", "keys:1"],
            ["keys:1", said, "keys:10021964", "keys:10021964", "keys:8264", "keys:7391"],
        ] {
            let result = try call(turns, ["--json"])
            #expect(result.code == 0, "\(result.errors)")
            let files = try files()
            #expect(files.keys.contains("promesa.sqlite") && files.keys.contains("journal.jsonl"))
            for (name, bytes) in files {
                #expect(MarkedAccount.found(MarkedAccount.secrets, in: bytes) == [], "\(name)")
            }
            for text in [result.output, result.errors] {
                #expect(MarkedAccount.found(MarkedAccount.secrets, in: text) == [])
            }
            let figures = String(decoding: try #require(files["timings.json"]), as: UTF8.self)
            #expect(MarkedAccount.found(MarkedAccount.personal, in: result.errors + figures) == [])
        }
    }

    @Test func `the caller's side of the recording is silent while a secret is asked for`() throws {
        let said = account.folder.path("said.wav")
        _ = try PromesaProcess.run(["say", "november twenty seventh nineteen sixty three", "--out", said])
        let result = try call(["keys:1", said, "hangup"], ["--json", "--record-from", "answer"])
        #expect(result.code == 0)
        let lines = String(decoding: try #require(try files()["journal.jsonl"]), as: UTF8.self).split(
            separator: "\n")
        let moments = try lines.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let secret = try #require(moments.first { $0["purpose"] as? String == "secret" }?["t"] as? Int)
        let verdict = try #require(
            moments.first { $0["event"] as? String == "verdict" || $0["event"] as? String == "no_match" }?[
                "t"] as? Int)
        let recording = try AudioFile.read(account.folder.path("run/call.wav"), channels: .only(0)).samples
        // From the moment at which the machine asks to the moment at which the answer was compared.
        let withheld = recording[(secret * 8)..<min(verdict * 8, recording.count)]
        #expect(withheld.count > 8_000)
        #expect(withheld.allSatisfy { $0 == 0 })
    }

    @Test func `typing leaves no secret, and nothing personal among the errors`() throws {
        let store = account.folder.path("run.sqlite")
        let typed = """
            yes speaking
            october second nineteen sixty four
            #11271963
            yes
            yes
            yes

            """
        for options in [[], ["--json"]] {
            let result = try PromesaProcess.run(
                ["chat"] + arguments(try account.file()) + [
                    "--data", store, "--seed", options.isEmpty ? "1" : "2",
                ] + options, input: typed)
            #expect(result.code == 0, "\(result.errors)")
            #expect(MarkedAccount.found(MarkedAccount.secrets, in: result.output + result.errors) == [])
            #expect(MarkedAccount.found(MarkedAccount.personal, in: result.errors) == [])
        }
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + suffix) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: store + suffix))
            #expect(MarkedAccount.found(MarkedAccount.secrets, in: bytes) == [], "\(suffix)")
        }
    }

    private static let damages: [(String, String)] = [
        (#""balance": "613.37""#, #""balance": "Xylophage 613.37""#), (#""1963-11-27""#, #""11271963""#),
        (#""7391""#, #""7391 Zzyzx""#), (#""+12025550177""#, #""Quagmire 2025550177""#),
        (#""en-US""#, #""Zzyzx""#),
        (#""M-1","#, #""M-1" Quagmire"#), (#""flags": []"#, #""flags": ["Quagmire"]"#),
        (#""creditor""#, #""creditr""#), (#"}}"#, ""), (#""USD""#, #""EUR""#),
        (#""flags": []"#, #""flags": ["cease"]"#),
    ]

    @Test(arguments: damages.indices) func `no error quotes the account`(index: Int) throws {
        let (text, other) = Self.damages[index]
        let file = try account.file(replacing: text, with: other)
        for command in [
            ["call"] + arguments(file) + ["--out", account.folder.path("run"), "--caller-turns", "hangup"],
            ["chat"] + arguments(file),
        ] {
            let result = try PromesaProcess.run(command)
            let markers = MarkedAccount.personal + MarkedAccount.secrets
            #expect(MarkedAccount.found(markers, in: result.errors) == [], "\(result.errors)")
            if other != #""EUR""# { #expect(result.code == 1, "\(result.errors)") }
        }
    }

    @Test func `what fails on the way names nobody`() throws {
        // A store that can't be made, and a journal that doesn't replay.
        let blocked = try account.file("folder")
        let result = try PromesaProcess.run(
            ["chat"] + arguments(try account.file()) + ["--data", blocked + "/store.sqlite"], input: "")
        #expect(result.code == 3)
        #expect(MarkedAccount.found(MarkedAccount.personal + MarkedAccount.secrets, in: result.errors) == [])
        _ = try call(["keys:1", "keys:11271963", "hangup"])
        let journal = account.folder.path("run/journal.jsonl")
        let text = String(decoding: try #require(try files()["journal.jsonl"]), as: UTF8.self)
        try Data(text.replacing(#""event":"verdict""#, with: #""event":"Zzyzx""#).utf8).write(
            to: URL(fileURLWithPath: journal))
        let replay = try PromesaProcess.run(
            [
                "replay", journal, "--flow", "Flows/early-recovery.yaml", "--account", try account.file(),
                "--organisation", "Examples/organisation.yaml",
            ])
        #expect(replay.code == 1)
        #expect(MarkedAccount.found(MarkedAccount.personal + MarkedAccount.secrets, in: replay.errors) == [])
    }
}
