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
    private static let sources = "Sources/promesa/Starter"

    /// The project as `promesa init` lays it out, in a folder that is gone after `use`.
    private func laidOut<Result>(
        _ project: StarterProject, _ use: (_ folder: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("promesa-starter-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in project.files {
            let path = "\(Self.sources)/\(project.folder)/\(file.source)"
            let source = try #require(try ProjectTree.file(path), "\(path)")
            let url = folder.appendingPathComponent(file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(source.text.utf8).write(to: url)
        }
        return try use(folder.path)
    }

    private func setup(_ project: StarterProject) throws -> CallSetup {
        try laidOut(project) { folder in
            let loaded = ProgramLoader.load(flowFile: "\(folder)/\(project.flow)")
            let program = try #require(loaded.program)
            let organisation = try #require(
                OrganisationFile.load(path: "\(folder)/\(project.organisation)").organisation)
            let account = try AccountFile.load(path: "\(folder)/\(project.account)")
            let today = try #require(LocalDate(year: 2026, month: 3, day: 2))
            let data = try CallDataBinding.bind(
                program, account: account, organisation: organisation, today: today)
            return CallSetup(
                account: account.id, program: program, catalogue: loaded.catalogue,
                language: account.language, currency: account.currency, data: data, today: today, seed: 1,
                phone: account.phones.first?.number)
        }
    }

    private func chat(_ inputs: TextConversation.Input..., in language: LanguageTag = "en-US") throws
        -> CallOutcome
    {
        let project = try #require(StarterProject.project(in: language))
        var conversation = TextConversation(try setup(project), journal: MemoryJournal())
        try conversation.begin()
        for input in inputs { conversation.take(input) }
        conversation.take(.hangUp)
        return try #require(conversation.outcome)
    }

    @Test(arguments: StarterProject.all.map(\.language))
    func `is embedded as its files are, and whole`(language: LanguageTag) throws {
        let project = try #require(StarterProject.project(in: language))
        let root = ProjectTree.root.appendingPathComponent("\(Self.sources)/\(project.folder)")
        let paths = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap {
            $0 as? String
        }
        let files = try paths.compactMap { path in
            try ProjectTree.file("\(Self.sources)/\(project.folder)/\(path)").map {
                (path, Array($0.text.utf8))
            }
        }
        #expect(files.map(\.0).sorted() == project.files.map(\.source).sorted())
        for (path, bytes) in files {
            #expect(project.files.contains { $0.source == path && $0.bytes == bytes }, "\(path)")
        }
    }

    @Test(arguments: StarterProject.all.map(\.language))
    func `passes every check`(language: LanguageTag) throws {
        let project = try #require(StarterProject.project(in: language))
        try laidOut(project) { folder in
            let loaded = ProgramLoader.loadAll(folder: "\(folder)/Flows")
            #expect(loaded.diagnostics.map(\.description) == [])
            #expect(loaded.programs.map { "Flows/\($0.root.name).yaml" } == [project.flow])
            for program in loaded.programs {
                let proofs = ComplianceProver(
                    program: program, catalogue: loaded.catalogue, policies: PolicyFile.shipped,
                    on: shippedDay
                ).findings()
                #expect(proofs.map(\.description) == [])
                let grammars = GrammarCheck.findings(program, loaded.catalogue) { _, _ in [] }
                #expect(grammars.map(\.description) == [])
            }
            #expect(OrganisationFile.load(path: "\(folder)/\(project.organisation)").diagnostics.isEmpty)
        }
    }

    @Test(arguments: StarterProject.all.map(\.language))
    func `has scenarios that hold`(language: LanguageTag) throws {
        let project = try #require(StarterProject.project(in: language))
        try laidOut(project) { folder in
            let suite = ScenarioSuite.load(["\(folder)/Scenarios"])
            #expect(suite.diagnostics.map(\.description) == [])
            #expect(suite.scenarios.count >= 4)
            #expect(suite.run().flatMap(\.failures).map(\.message) == [])
        }
    }

    @Test(arguments: StarterProject.all.map(\.language))
    func `takes a promise by the keys that its README gives`(language: LanguageTag) throws {
        let project = try #require(StarterProject.project(in: language))
        var conversation = TextConversation(try setup(project), journal: MemoryJournal())
        try conversation.begin()
        for keys in project.keys { conversation.take(.keys(keys)) }
        let outcome = try #require(conversation.outcome)
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promise?.instalments.map(\.due.description) == ["2026-03-10"])
        let readme = String(decoding: try #require(project.files.first).bytes, as: UTF8.self)
        let turns = project.keys.map { "keys:" + $0 }.joined(separator: " ")
        #expect(readme.contains("--date 2026-03-02 --caller-turns \(turns)\n"))
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

    @Test func `takes a promise in Spanish words, and has a way out at every turn`() throws {
        let spanish: LanguageTag = "es-ES"
        let born = TextConversation.Input.words("quince de marzo de mil novecientos ochenta")
        let promised = try chat(
            .words("sí, soy yo"), born, .words("sí, puedo"), .words("el quince de abril"), .words("el diez"),
            .words("no"), .words("el doce de marzo"), .words("sí"), in: spanish)
        #expect(promised.disposition == .promiseToPay)
        #expect(promised.promise?.instalments.map(\.due.description) == ["2026-03-12"])
        #expect(promised.promise?.instalments.map(\.amount.currency) == [.eur])
        #expect(promised.troubles == [])
        #expect(try chat(.words("no me llamen más"), in: spanish).disposition == .doNotCall)
        #expect(try chat(.words("una persona"), in: spanish).disposition == .transferred)
        #expect(try chat(.words("se ha equivocado"), in: spanish).disposition == .wrongNumber)
        #expect(try chat(.words("no está"), .words("sí"), in: spanish).disposition == .thirdPartyContact)
        #expect(
            try chat(.words("soy yo"), .words("no se lo digo"), in: spanish).disposition == .notVerified)
        #expect(try chat(.words("soy yo"), born, .words("no debo nada"), in: spanish).disposition == .dispute)
    }
}
