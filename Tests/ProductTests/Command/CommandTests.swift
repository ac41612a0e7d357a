import Foundation
import Testing

@Suite struct CommandTests {
    private static let call = [
        "Flows/early-recovery.yaml", "--account", "Examples/accounts/jordan-rivera.json", "--organisation",
        "Examples/organisation.yaml", "--date", "2026-03-02",
    ]

    /// Keys for a promise of the whole balance today.
    private static let keys = ["keys:1", "keys:09031971", "keys:1", "keys:1", "keys:1"]

    private func outcome(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `the shipped flows are proved`() throws {
        let result = try PromesaProcess.run(["check", "Flows"])
        #expect(result.code == 0)
        #expect(result.output.contains("early-recovery: proved for us-regulation-f"))
        #expect(result.output.contains("recobro-temprano: proved for es-recobro"))
        #expect(result.output.hasSuffix("0 errors, 0 warnings\n"))
    }

    @Test func `a call by keys ends in a promise and leaves its files`() throws {
        let folder = try ScratchFolder()
        let result = try PromesaProcess.run(
            ["call"] + Self.call + ["--json", "--out", folder.path("run"), "--caller-turns"] + Self.keys)
        #expect(result.code == 0)
        let outcome = try outcome(result.output)
        #expect(outcome["disposition"] as? String == "PTP")
        #expect(outcome["callEnd"] as? String == "we_hung_up")
        #expect(outcome["flow"] as? String == "early-recovery")
        let promise = try #require(outcome["promise"] as? [String: Any])
        #expect(promise["announced"] as? Bool == true)
        #expect((promise["instalments"] as? [[String: Any]])?.first?["amount"] as? String == "450.00")
        let turns = try #require(outcome["turns"] as? [[String: Any]])
        #expect(
            turns.map { $0["step"] as? String } == [
                "right_party", "ask_birth_date", "ask_arrange", "full_today", "read_back_today",
            ])
        #expect(try folder.data("run/outcome.json") == Data(result.output.utf8))
        for name in ["call.wav", "journal.jsonl", "transcript.jsonl", "timings.json", "report.html"] {
            #expect(try !folder.data("run/\(name)").isEmpty)
        }
    }

    @Test func `two runs of one call are the same to the byte`() throws {
        let folder = try ScratchFolder()
        for run in ["a", "b"] {
            let result = try PromesaProcess.run(
                ["call"] + Self.call + ["--out", folder.path(run), "--caller-turns"] + Self.keys)
            #expect(result.code == 0)
        }
        for name in ["call.wav", "journal.jsonl", "outcome.json", "transcript.jsonl", "report.html"] {
            #expect(try folder.data("a/\(name)") == folder.data("b/\(name)"), "\(name)")
        }
    }

    @Test func `a page is made again from the files of its run`() throws {
        let folder = try ScratchFolder()
        _ = try PromesaProcess.run(
            ["call"] + Self.call + ["--out", folder.path("run"), "--caller-turns"] + Self.keys)
        let result = try PromesaProcess.run([
            "report", folder.path("run"), "--out", folder.path("again.html"),
        ])
        #expect(result.code == 0)
        #expect(try folder.data("again.html") == folder.data("run/report.html"))
        #expect(try PromesaProcess.run(["report", folder.path("none")]).code == 3)
    }

    @Test func `no secret is in any file of a run`() throws {
        let folder = try ScratchFolder()
        _ = try PromesaProcess.run(
            ["call"] + Self.call + ["--out", folder.path("run"), "--caller-turns"] + Self.keys)
        let names = [
            "journal.jsonl", "outcome.json", "timings.json", "transcript.jsonl", "report.html",
            "promesa.sqlite",
        ]
        for name in names {
            let text = String(decoding: try folder.data("run/\(name)"), as: UTF8.self)
            #expect(!text.contains("09031971") && !text.contains("1971-09-03"), "\(name)")
        }
    }

    @Test func `chat takes a whole call through a pipe`() throws {
        let typed = "yes speaking\nseptember third nineteen seventy one\nyes\nyes\nyes\n"
        let result = try PromesaProcess.run(["chat"] + Self.call, input: typed)
        #expect(result.code == 0)
        #expect(result.output.contains("Disposition  PTP"))
        let hangUp = try PromesaProcess.run(["chat"] + Self.call, input: "")
        #expect(hangUp.output.contains("HANGUP_PRE"))
    }

    @Test func `promises outlive the process in a store that lasts`() throws {
        let folder = try ScratchFolder()
        let store = folder.path("promises.sqlite")
        let run = try PromesaProcess.run(
            ["call"] + Self.call + ["--data", store, "--out", folder.path("run"), "--caller-turns"]
                + Self.keys)
        #expect(run.code == 0)
        let list = try PromesaProcess.run(["promises", "list", "--data", store])
        #expect(list.output.contains("A-1001  full  confirmed  1/1  450.00 USD  due 2026-03-02  announced"))
        let csv = try PromesaProcess.run(["promises", "export", "--data", store, "--format", "csv"])
        #expect(
            csv.output.split(separator: "\r\n").count == 2 || csv.output.split(separator: "\n").count == 2)
        let again = try PromesaProcess.run(
            ["call"] + Self.call + [
                "--seed", "2", "--json", "--data", store, "--out", folder.path("again"),
                "--caller-turns",
            ] + Self.keys)
        #expect(try outcome(again.output)["promise"] is NSNull)
    }

    @Test func `chat takes a whole call in Spanish`() throws {
        let typed = "sí, soy yo\ndoce de mayo de mil novecientos ochenta y cuatro\nsí\nsí\nsí\n"
        let result = try PromesaProcess.run(
            [
                "chat", "Flows/recobro-temprano.yaml", "--account", "Examples/accounts/lucia-serrano.json",
                "--organisation", "Examples/organisation-es.yaml", "--date", "2026-03-02",
            ], input: typed)
        #expect(result.code == 0)
        #expect(result.output.contains("Disposition  PTP"))
        #expect(result.output.contains("full: 386.50 EUR on 2026-03-02"))
    }

    @Test func `init writes a project in Spanish that passes its check`() throws {
        let folder = try ScratchFolder()
        let written = try PromesaProcess.run(["init", folder.path("p"), "--language", "es-ES"])
        #expect(written.code == 0)
        #expect(written.output.contains("LEEME.md says what is where"))
        let check = try PromesaProcess.run(["check", folder.path("p/Flows")])
        #expect(check.output.hasSuffix("0 errors, 0 warnings\n"))
        let unknown = try PromesaProcess.run(["init", folder.path("q"), "--language", "ca-ES"])
        #expect(unknown.code == 2)
        #expect(unknown.errors.contains("en-US, es-ES"))
    }

    @Test func `a blocked account is not called`() throws {
        var arguments = Self.call
        arguments[2] = "Examples/accounts/sam-okafor-cease.json"
        let folder = try ScratchFolder()
        let result = try PromesaProcess.run(
            ["call"] + arguments + ["--out", folder.path("run"), "--caller-turns", "hangup"])
        #expect(result.code == 1)
        #expect(result.errors.contains("cease"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
    }

    private static let exits: [([String], Int32)] = [
        (["call"], 2), (["nonsense"], 2), (["check", "NoSuchFolder"], 1),
        (["call", "Flows/early-recovery.yaml"], 2), (["promises", "list", "--data", "no-such.sqlite"], 3),
        (["--help"], 0), (["--version"], 0), (["listen", "no.wav", "--slot", "yes_no"], 3),
        (["listen", "no.wav", "--slot", "purple"], 2),
    ]

    @Test(arguments: exits) func `exit codes say what went wrong`(arguments: [String], code: Int32) throws {
        let result = try PromesaProcess.run(arguments)
        #expect(result.code == code)
        #expect(code == 0 || !(result.errors + result.output).isEmpty)
    }

    @Test func `a caller's turn that can't be read is named`() throws {
        let folder = try ScratchFolder()
        let result = try PromesaProcess.run(
            ["call"] + Self.call + ["--out", folder.path("run"), "--caller-turns", "missing.wav"])
        #expect(result.code == 2 || result.code == 3)
        #expect(result.errors.contains("missing.wav"))
    }
}
