import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Scenarios
import TestSupport
import Testing
import promesa

@Suite struct `The starter project` {
    private static let sources = "Sources/promesa/Starter/Project"

    /// The project as `promesa init` lays it out, in a folder that is gone after `use`.
    private func laidOut<Result>(_ use: (_ folder: String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("promesa-starter-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in StarterProject.files {
            let source = try #require(try ProjectTree.file("\(Self.sources)/\(file.path)"), "\(file.path)")
            let url = folder.appendingPathComponent(file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(source.text.utf8).write(to: url)
        }
        return try use(folder.path)
    }

    private func setup() throws -> CallSetup {
        try laidOut { folder in
            let loaded = ProgramLoader.load(flowFile: "\(folder)/Flows/payment-reminder.yaml")
            let program = try #require(loaded.program)
            let organisation = try #require(
                OrganisationFile.load(path: "\(folder)/organisation.yaml").organisation)
            let account = try AccountFile.load(path: "\(folder)/account.json")
            let today = try #require(LocalDate(year: 2026, month: 3, day: 2))
            let data = try CallDataBinding.bind(
                program, account: account, organisation: organisation, today: today)
            return CallSetup(
                account: account.id, program: program, catalogue: loaded.catalogue,
                language: account.language, currency: account.currency, data: data, today: today, seed: 1,
                phone: account.phones.first?.number)
        }
    }

    private func chat(_ inputs: TextConversation.Input...) throws -> CallOutcome {
        var conversation = TextConversation(try setup(), journal: MemoryJournal())
        try conversation.begin()
        for input in inputs { conversation.take(input) }
        conversation.take(.hangUp)
        return try #require(conversation.outcome)
    }

    @Test func `is embedded as its files are, and whole`() throws {
        let root = ProjectTree.root.appendingPathComponent(Self.sources)
        let paths = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap {
            $0 as? String
        }
        let files = try paths.compactMap { path in
            try ProjectTree.file("\(Self.sources)/\(path)").map { (path, Array($0.text.utf8)) }
        }
        #expect(files.map(\.0).sorted() == StarterProject.files.map(\.path).sorted())
        for (path, bytes) in files {
            #expect(StarterProject.files.contains { $0.path == path && $0.bytes == bytes }, "\(path)")
        }
    }

    @Test func `passes every check`() throws {
        try laidOut { folder in
            let loaded = ProgramLoader.loadAll(folder: "\(folder)/Flows")
            #expect(loaded.diagnostics.map(\.description) == [])
            #expect(loaded.programs.map(\.root.name) == ["payment-reminder"])
            for program in loaded.programs {
                let proofs = ComplianceProver(program: program, catalogue: loaded.catalogue).findings()
                #expect(proofs.map(\.description) == [])
                let grammars = GrammarCheck.findings(program, loaded.catalogue) { _, _ in [] }
                #expect(grammars.map(\.description) == [])
            }
            #expect(OrganisationFile.load(path: "\(folder)/organisation.yaml").diagnostics.isEmpty)
        }
    }

    @Test func `has scenarios that hold`() throws {
        try laidOut { folder in
            let suite = ScenarioSuite.load(["\(folder)/Scenarios"])
            #expect(suite.diagnostics.map(\.description) == [])
            #expect(suite.scenarios.count >= 4)
            #expect(suite.run().flatMap(\.failures).map(\.message) == [])
        }
    }

    @Test func `takes a promise in words`() throws {
        let outcome = try chat(
            .words("yes, speaking"), .words("March fifteenth, nineteen eighty"), .words("yes I can"),
            .words("the fifteenth of April"), .words("the tenth"), .words("no"), .words("March twelfth"),
            .words("yes"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promise?.instalments.map(\.due.description) == ["2026-03-12"])
        #expect(outcome.promiseWasAnnounced)
        #expect(outcome.troubles == [])
    }

    @Test func `takes a promise by the keys that its README gives`() throws {
        let outcome = try chat(.keys("1"), .keys("03151980"), .keys("1"), .keys("0310"), .keys("1"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promise?.instalments.map(\.due.description) == ["2026-03-10"])
        let readme = try #require(StarterProject.files.first { $0.path == "README.md" })
        #expect(
            String(decoding: readme.bytes, as: UTF8.self)
                .contains("--date 2026-03-02 --caller-turns keys:1 keys:03151980 keys:1 keys:0310 keys:1\n"))
    }

    @Test func `has a way out at every turn`() throws {
        let born = TextConversation.Input.words("March fifteenth nineteen eighty")
        #expect(try chat(.words("stop calling me")).disposition == .doNotCall)
        #expect(try chat(.words("agent")).disposition == .transferred)
        #expect(try chat(.words("wrong number")).disposition == .wrongNumber)
        #expect(try chat(.words("not here"), .words("yes")).disposition == .thirdPartyContact)
        #expect(try chat(.silence, .silence, .silence).disposition == .noResponse)
        #expect(try chat(.words("speaking"), .words("I'd rather not say")).disposition == .notVerified)
        #expect(try chat(.words("speaking"), born, .words("no I can't")).disposition == .transferred)
        #expect(try chat(.words("speaking"), born, .words("I don't owe that")).disposition == .dispute)
    }
}
