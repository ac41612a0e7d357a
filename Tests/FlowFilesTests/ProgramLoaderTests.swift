import Dialog
import Foundation
import Testing

@testable import FlowFiles

@Suite struct `Program loader` {
    private let folder = Fixtures.folder + "/projects/sound"

    @Test func `a program holds its sub-flows and its prompts`() throws {
        let loaded = ProgramLoader.load(flowFile: folder + "/Flows/main.yaml")
        #expect(loaded.diagnostics.isEmpty)
        let program = try #require(loaded.program)
        #expect(program.root.name == "main")
        #expect(Array(program.subFlows.keys) == ["identity"])
        #expect(loaded.catalogue.declarations["goodbye"]?.says == [.businessIdentity, .callbackNumber])
        #expect(loaded.catalogue.declarations["ask_amount"]?.about == .debt)
        let english = try #require(loaded.catalogue.languages["en-US"])
        #expect(english.debtLexicon == ["debt", "past due"])
        #expect(english.universalPhrases[.refuse]?.map(\.text) == ["i won't tell you"])
        #expect(
            english.choicePhrases["party_answers"]?["absent"]?.map(\.text) == ["no", "[he | she] isn't here"])
        #expect(loaded.catalogue.choices["party_answers"]?.choices.map(\.keys) == ["1", "2"])
    }

    @Test func `literals take the types of the inputs that they fill`() throws {
        let program = try #require(ProgramLoader.load(flowFile: folder + "/Flows/main.yaml").program)
        guard case .run(let run) = program.root["identity"]?.kind else {
            Issue.record("no run")
            return
        }
        #expect(
            run.with == [
                "level": .literal(.level(.l1)), "first": .field("birth_date"),
                "code": .literal(.digits("42")),
            ])
    }

    @Test func `texts become segments, variants and placeholders`() throws {
        let english = try #require(PromptFiles.load(folder: folder + "/Prompts").catalogue.languages["en-US"])
        #expect(
            english.texts["ask_amount"]?.variants == [
                [
                    PromptSegment(parts: [.text("How much")], recording: "how_much.wav"),
                    PromptSegment(parts: [.text("of "), .placeholder("balance"), .text(" can you pay?")]),
                ]
            ])
        #expect(
            english.texts["goodbye"]?.variants == [
                [PromptSegment(parts: [.text("Goodbye from "), .placeholder("company"), .text(".")])],
                [PromptSegment(parts: [.placeholder("company"), .text(" says {goodbye}.")])],
            ])
    }

    @Test func `a sub-flow cannot be loaded as a program`() {
        let loaded = ProgramLoader.load(flowFile: folder + "/Flows/identity.yaml")
        #expect(loaded.program == nil)
        #expect(
            loaded.diagnostics.map(\.message).contains(
                "'identity' is a sub-flow; give the root flow that runs it"))
    }

    @Test func `a missing flow is reported with the name that was meant`() {
        let loaded = ProgramLoader.load(flowFile: folder + "/Flows/mian.yaml")
        #expect(loaded.program == nil)
        #expect(
            loaded.diagnostics.map(\.message) == ["no such file; did you mean '\(folder)/Flows/main.yaml'?"])
        #expect(
            ProgramLoader.loadAll(folder: folder + "/Nowhere", prompts: folder + "/Prompts").diagnostics
                .hasErrors)
    }

    @Test(arguments: [
        ("Flows", "Prompts"), ("a/Flows", "a/Prompts"), ("a/Flows/", "a/Prompts"), ("/Flows", "/Prompts"),
        (".", "./../Prompts"), ("../..", "../../../Prompts"), ("./Flows", "./Prompts"),
    ])
    func `the prompts stand next to the flows`(flows: String, prompts: String) {
        #expect(ProgramLoader.defaultPrompts(forFlows: flows) == prompts)
    }

    @Test func `a recording that is a link out of the folder is refused`() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let language = place.appendingPathComponent("en-US")
        try FileManager.default.createDirectory(at: language, withIntermediateDirectories: true)
        try Data("prompts: {a: {}}".utf8).write(to: place.appendingPathComponent("catalogue.yaml"))
        try Data("texts: {a: {text: A, wav: a.wav}}".utf8).write(
            to: language.appendingPathComponent("a.yaml"))
        try Data("x".utf8).write(to: place.appendingPathComponent("outside.wav"))
        try FileManager.default.createSymbolicLink(
            atPath: language.path + "/a.wav", withDestinationPath: place.path + "/outside.wav")
        let messages = PromptFiles.load(folder: place.path).diagnostics.map(\.message)
        #expect(messages == ["the recording 'a.wav' is a link that leads out of the language's folder"])
    }

    @Test(arguments: [
        ("speaking", nil), ("this is [he | she]", nil), ("[a [b | c] d] e", nil), ("i won't", nil),
        ("não", nil),
        ("", 0), ("[a]", 0), ("a | b", 2), ("a ]", 2), ("a [b", 2), ("a []", 3), ("a [b |]", 6), ("A", 0),
        ("a 5", 2),
        ("'", 0), ("[[[[[a]]]]] b", 4),
    ])
    func `phrases are checked for form`(phrase: String, offset: Int?) {
        #expect(PhraseSyntax.problem(in: phrase)?.offset == offset)
    }
}
