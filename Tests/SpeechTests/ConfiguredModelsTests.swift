import Calls
import Dialog
import Foundation
import Testing

@testable import Speech

/// A model of one's own in the place of the built-in choice.
@Suite struct ConfiguredModelsTests {
    private static let debian = "/usr/share/pocketsphinx/model/en-us/"

    /// Hands out a folder with a copy of the packaged model and one dictionary.
    private func withModel(_ body: (_ folder: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/promesa-model-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: Self.debian + "en-us", toPath: folder)
        try Data("uno UW N OW\n".utf8).write(to: URL(filePath: folder + "/own.dict"))
        try body(folder)
    }

    @Test func `a configured folder gives both sounds and words, and is moved to the telephone band`() throws
    {
        try withModel { folder in
            let models = ConfiguredModels(["es-ES": folder])
            let model = try SpeechModel.telephone(for: "es-ES", models: models)
            #expect(model.shortcoming == nil)
            #expect(model.acoustic.sampleRateHz == 8_000)
            #expect(model.dictionary.pronunciations(of: "uno") == ["UW N OW"])
            #expect(model.dictionary.missingWords(in: ["uno", "dos", "email"]) == ["dos", "email"])
            let facts = SpeechEnvironment.facts(for: ["es-ES"], models: models)
            #expect(facts.allSatisfy { $0.isPresent })
            #expect(facts[1].detail == "1 entries in \(folder)/own.dict")
        }
    }

    @Test func `a model at the telephone's rate is used as it is, from its own prior`() throws {
        try withModel { folder in
            let options = try String(contentsOfFile: folder + "/feat.params", encoding: .utf8)
            let rest = options.split(separator: "\n").filter { !$0.hasPrefix("-cmninit") }
            let own = (rest + ["-samprate 8000", "-nfft 256", "-cmninit 38.5,-2"]).joined(separator: "\n")
            try Data(own.utf8).write(to: URL(filePath: folder + "/feat.params"))
            let model = try SpeechModel.telephone(for: "en-US", models: ConfiguredModels(["en-US": folder]))
            #expect(model.acoustic.folder == folder)
            #expect(model.acoustic.sampleRateHz == 8_000)
            #expect(model.acoustic.cmnPrior == [38.5, -2] + [Float](repeating: 0, count: 11))
        }
    }

    @Test func `a model without a dictionary has the language's own words`() throws {
        try withModel { folder in
            try FileManager.default.removeItem(atPath: folder + "/own.dict")
            let spanish = try SpeechModel.telephone(for: "es-US", models: ConfiguredModels(["es-US": folder]))
            #expect(spanish.dictionary.pronunciations(of: "uno") == ["UW N OW"])
            #expect(throws: RecognitionFailure.self) {
                try SpeechModel.telephone(for: "fr-FR", models: ConfiguredModels(["fr-FR": folder]))
            }
        }
    }

    @Test func `a folder without a model or with two dictionaries says so`() throws {
        let failure = #expect(throws: RecognitionFailure.self) {
            try SpeechModel.telephone(for: "es-ES", models: ConfiguredModels(["es-ES": "/nonexistent"]))
        }
        #expect(failure?.description.contains("'/nonexistent' must hold one dictionary") == true)
        try withModel { folder in
            try Data("dos D OW S\n".utf8).write(to: URL(filePath: folder + "/second.dict"))
            #expect(throws: RecognitionFailure.self) {
                try SpeechModel.telephone(for: "es-ES", models: ConfiguredModels(["es-ES": folder]))
            }
        }
    }

    @Test func `assignments add up, the later one wins`() throws {
        let environment = [ConfiguredModels.variable: "es-ES=/a,es-US=/b=c"]
        let models = try ConfiguredModels.configured(by: environment).adding(["es-ES=/d"])
        #expect(models == ConfiguredModels(["es-ES": "/d", "es-US": "/b=c"]))
        #expect(try ConfiguredModels.configured(by: [:]) == .none)
        #expect(throws: ConfiguredModelsFailure.self) { try ConfiguredModels.none.adding(["es-ES"]) }
    }
}
