import Foundation
import Testing

@Suite struct `The promises command` {
    let folder: ScratchFolder
    let store: String

    /// A store with a promise of 450.00 USD for 2026-03-02 by account A-1001.
    init() throws {
        folder = try ScratchFolder()
        store = folder.path("promises.sqlite")
        let call = try PromesaProcess.run([
            "call", "Flows/early-recovery.yaml", "--account", "Examples/accounts/jordan-rivera.json",
            "--organisation", "Examples/organisation.yaml", "--date", "2026-03-02", "--data", store, "--out",
            folder.path("run"), "--caller-turns", "keys:1", "keys:09031971", "keys:1", "keys:1", "keys:1",
        ])
        try #require(call.code == 0, "\(call.errors)")
        try write(
            """
            delimiter: ";"
            encoding: windows-1252
            decimal: ","
            thousands: "."
            dates: day-month-year
            currency: USD
            columns: {account: Account, amount: Amount, posted: Day}
            """, to: "mapping.yaml")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(name))
    }

    private func promises(_ arguments: String...) throws -> PromesaProcess.Result {
        try PromesaProcess.run(["promises"] + arguments)
    }

    private func match(_ name: String, asOf: String = "2026-03-10") throws -> PromesaProcess.Result {
        try promises(
            "match", "--data", store, "--payments", folder.path(name), "--mapping",
            folder.path("mapping.yaml"), "--as-of", asOf)
    }

    @Test func `matches a file and sends back what it can't take`() throws {
        try write(
            "Account;Amount;Day\r\nA-1001;450,00;04/03/2026\r\nA-9;450.00;04/03/2026\r\n=1+1;x;y\r\n",
            to: "payments.csv")
        let first = try match("payments.csv")
        #expect(first.code == 1)
        #expect(first.output.contains("Payments  1 new, 0 known already, 2 rejected"))
        #expect(first.output.contains("1 kept as of 2026-03-10; 1 changed"))
        #expect(first.errors.contains("payments.csv:3:1: error: 'Amount' is not an amount"))
        let rejected = String(decoding: try folder.data("rejected.csv"), as: UTF8.self)
        #expect(rejected.hasPrefix("Account;Amount;Day;rejected_line;rejected_reason\r\n"))
        #expect(rejected.contains("A-9;450.00;04/03/2026;3;"))
        #expect(rejected.contains("\r\n=1+1;"))
        #expect(try match("payments.csv").output.contains("Payments  0 new, 1 known already"))
        let list = try promises("list", "--data", store, "--state", "kept")
        #expect(list.output.contains("A-1001  full  kept  1/1  450.00 USD  due 2026-03-02"))
        #expect(list.output.contains("kept, paid 450.00"))
        #expect(try promises("list", "--data", store, "--state", "broken").output == "0 promises\n")
    }

    @Test func `takes the rejected rows once they are put right`() throws {
        try write("Account;Amount;Day\r\nA-1001;450.00;04/03/2026\r\n", to: "payments.csv")
        #expect(try match("payments.csv").code == 1)
        let rejected = String(decoding: try folder.data("rejected.csv"), as: UTF8.self)
        try write(rejected.replacingOccurrences(of: "450.00", with: "450,00"), to: "corrected.csv")
        #expect(try match("corrected.csv").code == 0)
        #expect(try promises("list", "--data", store).output.contains("  kept  "))
    }

    @Test func `leaves the rejected rows alone when the store refuses`() throws {
        try write("Account;Amount;Day\r\nA-1001;x;04/03/2026\r\n", to: "payments.csv")
        try write("older", to: "rejected.csv")
        let refused = try match("payments.csv", asOf: "2206-03-10")
        #expect(refused.errors.contains("the day is more than a year after 2026-03-02"))
        #expect(try folder.data("rejected.csv") == Data("older".utf8))
        #expect(!FileManager.default.fileExists(atPath: folder.path("rejected.csv.new")))
    }

    @Test func `doesn't write rejected rows over the payments`() throws {
        let text = "Account;Amount;Day\r\nA-1001;450.00;04/03/2026\r\n"
        try write(text, to: "rejected.csv")
        let refused = try match("rejected.csv")
        #expect(refused.code != 0)
        #expect(refused.errors.contains("rejected rows would overwrite the payments"))
        #expect(try folder.data("rejected.csv") == Data(text.utf8))
    }

    @Test func `takes nothing of a file that can't be read`() throws {
        try write("Account;Amount;Day\r\nA-1001;450,00;\"04/03/2026\r\n", to: "payments.csv")
        let result = try match("payments.csv")
        #expect(result.code == 1)
        #expect(result.errors.contains("payments.csv:2:15: error: the quote"))
        #expect(try promises("list", "--data", store).output.contains("  confirmed  "))
    }

    @Test(arguments: ["csv", "jsonl"]) func `exports with control totals that verify`(format: String) throws {
        let file = folder.path("promises.\(format)")
        let export = try promises("export", "--data", store, "--format", format, "--out", file)
        #expect(export.code == 0)
        let control = String(decoding: try folder.data("promises.\(format).control.json"), as: UTF8.self)
        #expect(control.contains("\"USD\" : \"450.00\""))
        #expect(control.contains("\"rows\" : 1"))
        #expect(try promises("verify", file).code == 0)
        let text = String(decoding: try folder.data("promises.\(format)"), as: UTF8.self)
        try write(text.replacingOccurrences(of: "450.00", with: "451.00"), to: "promises.\(format)")
        let changed = try promises("verify", file)
        #expect(changed.code == 1)
        #expect(changed.errors.contains("the sum should be 450.00 USD, found 451.00 USD"))
    }

    @Test func `lists by state, account and day, as JSON too`() throws {
        #expect(try promises("list", "--data", store, "--due-before", "2026-03-02").output == "0 promises\n")
        let json = try promises("list", "--data", store, "--json", "--account", "A-1001").output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["status"] as? String == "confirmed")
        #expect(try promises("list", "--data", store, "--state", "happy").code == 2)
    }

    @Test func `puts a promise into a state that payments don't decide`() throws {
        let json = try promises("list", "--data", store, "--json").output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let reference = try #require(object?["reference"] as? String)
        let set = ["set", reference, "--on", "2026-03-03", "--data", store, "--state"]
        #expect(try PromesaProcess.run(["promises"] + set + ["disputed"]).code == 0)
        let refused = try PromesaProcess.run(["promises"] + set + ["kept"])
        #expect(refused.code == 1)
        #expect(refused.errors.contains("a promise that is disputed can't become kept"))
    }
}

@Suite struct `The erase and retention commands` {
    let folder: ScratchFolder
    let store: String

    /// A store with a call and a promise of account A-1001, and the folder of that call.
    init() throws {
        folder = try ScratchFolder()
        store = folder.path("promises.sqlite")
        try call("Examples/accounts/jordan-rivera.json", out: "runs/one")
    }

    private func call(_ account: String, out: String) throws {
        let call = try PromesaProcess.run([
            "call", "Flows/early-recovery.yaml", "--account", account, "--organisation",
            "Examples/organisation.yaml", "--date", "2026-03-02", "--data", store, "--out", folder.path(out),
            "--caller-turns", "keys:1", "keys:09031971", "keys:1", "keys:1", "keys:1",
        ])
        try #require(call.code == 0, "\(call.errors)")
    }

    @Test func `erase a debtor with all accounts of theirs, each once`() throws {
        let file = PromesaProcess.project.appendingPathComponent("Examples/accounts/jordan-rivera.json")
        let account = try String(contentsOf: file, encoding: .utf8)
        let second = account.replacingOccurrences(of: "A-1001", with: "A-1002")
        try Data(second.utf8).write(to: folder.url.appendingPathComponent("second.json"))
        try call(folder.path("second.json"), out: "runs/two")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path("runs/one")) {
            #expect(try folder.data("runs/one/" + name).range(of: Data("D-77".utf8)) == nil, "\(name)")
        }
        func erase(_ arguments: String...) throws -> PromesaProcess.Result {
            try PromesaProcess.run(["erase", "--data", store, "--as-of", "2026-03-20"] + arguments)
        }
        let unknown = try erase("--debtor", "D-77", "--debtor", "D-78")
        #expect(unknown.code == 1)
        #expect(unknown.output.isEmpty)
        #expect(unknown.errors.contains("no call of the debtor in --debtor no. 2; nothing was erased"))
        let result = try erase("--account", "A-1002", "--debtor", "D-77", "--runs", folder.path("runs"))
        #expect(result.code == 0, "\(result.errors)")
        #expect(
            result.output.split(separator: "\n").map { $0.prefix(24) } == [
                "A-1002  kept as erased-1", "A-1001  kept as erased-2", "\(folder.path("runs"))".prefix(24),
            ])
        #expect(result.output.contains("files of 2 calls deleted"))
        #expect(try folder.data("promises.sqlite").range(of: Data("D-77".utf8)) == nil)
        #expect(try erase("--debtor", "D-77").code == 1)
    }

    @Test func `erase an account from the store and from the folders of its calls`() throws {
        let arguments = ["erase", "--data", store, "--account", "A-1001", "--as-of", "2026-03-20", "--runs"]
        let result = try PromesaProcess.run(arguments + [folder.path("runs")])
        #expect(result.code == 0, "\(result.errors)")
        #expect(
            result.output.contains(
                "A-1001  kept as erased-1 until the period is over: 1 calls, 1 promises, 0 payments"))
        #expect(result.output.contains("files of 1 calls deleted"))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) where name != "runs"
        {
            #expect(try folder.data(name).range(of: Data("A-1001".utf8)) == nil, "\(name)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("runs/one"))
        #expect(left == [])
        let list = try PromesaProcess.run(["promises", "list", "--data", store])
        #expect(list.output.contains("erased-1  full  cancelled"))
    }

    @Test func `show what would go, and let go of it when its time is over`() throws {
        func retention(_ day: String, _ mode: String) throws -> PromesaProcess.Result {
            try PromesaProcess.run(["retention", "--data", store, "--as-of", day, mode])
        }
        #expect(try retention("2029-03-02", "--dry-run").output.hasPrefix("0 accounts without activity"))
        let show = try retention("2029-03-03", "--dry-run")
        #expect(show.output.contains("A-1001  last active 2026-03-02  1 calls,"))
        #expect(show.output.contains("1 accounts without activity since 2026-03-03 would be deleted"))
        #expect(try retention("2029-03-03", "--apply").output.contains("deleted: 1 calls"))
        #expect(try PromesaProcess.run(["promises", "list", "--data", store]).output == "0 promises\n")
    }

    @Test func `don't let records go earlier than the law says`() throws {
        let arguments = [
            "retention", "--data", store, "--as-of", "2029-03-03", "--apply", "--keep-years", "2",
        ]
        let result = try PromesaProcess.run(arguments)
        #expect(result.code == 2)
        #expect(result.errors.contains("12 CFR 1006.100"))
        #expect(try PromesaProcess.run(["erase", "--data", store, "--as-of", "2029-03-03"]).code == 2)
        #expect(try PromesaProcess.run(["retention", "--data", store, "--as-of", "2029-03-03"]).code == 2)
    }
}
