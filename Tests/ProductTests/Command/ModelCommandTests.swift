import Foundation
import Testing

@testable import promesa

@Suite struct ModelCommandTests {
    private static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits/"

    private static func manifest(_ lines: [String], in folder: ScratchFolder) throws -> String {
        let path = folder.path("recordings.tsv")
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func `a model is derived into a folder, described, and adapted by force if it doesn't help`() throws
    {
        let folder = try ScratchFolder()
        let derived = try PromesaProcess.run(["model", "derive", "--into", folder.path("models")])
        #expect(derived.code == 0, "\(derived.errors)")
        let place = derived.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let facts = try PromesaProcess.run(["model", "info", place])
        #expect(facts.code == 0, "\(facts.errors)")
        for words in ["8000 Hz", "18 filters", "5126", "42 codebooks of 128"] {
            #expect(facts.output.contains(words), "\(facts.output)")
        }

        // One recording is held out of nothing, so nothing shows that it helps.
        let manifest = try Self.manifest(["\(Self.digits)7.wav\tseven\tallison"], in: folder)
        let arguments = [
            "model", "adapt", "--recordings", manifest, "--output", folder.path("own"), "--speech-model",
            "en-US=\(place)",
        ]
        let refused = try PromesaProcess.run(arguments)
        #expect(refused.code == 1, "\(refused.errors)")
        #expect(refused.errors.contains("--force"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("own")))
        let forced = try PromesaProcess.run(arguments + ["--force"])
        #expect(forced.code == 0, "\(forced.errors)")
        let before = try Data(contentsOf: URL(fileURLWithPath: place + "/means"))
        let after = try Data(contentsOf: URL(fileURLWithPath: folder.path("own/means")))
        #expect(before.count == after.count && before != after)

        let heard = try PromesaProcess.run([
            "evaluate", manifest, "--slot", "digits", "--speech-model", "en-US=\(folder.path("own"))",
            "--json",
        ])
        #expect(heard.code == 0, "\(heard.errors)")
        #expect(heard.output.contains("\"accuracy\":1"))
        #expect(try PromesaProcess.run(arguments).code == 2, "the folder is there already")
    }

    @Test func `a configuration names the model, and a wrong folder is told`() throws {
        let folder = try ScratchFolder()
        let derived = try PromesaProcess.run(["model", "derive", "--into", folder.path("models")])
        let place = derived.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let own = URL(fileURLWithPath: folder.path("own"))
        try FileManager.default.copyItem(at: URL(fileURLWithPath: place), to: own)
        let config = URL(fileURLWithPath: folder.path("promesa.yaml"))
        let listen = ["listen", Self.digits + "7.wav", "--slot", "digits", "--config", config.path]
        try Data("speech: {models: {en-US: own}}\n".utf8).write(to: config)
        let heard = try PromesaProcess.run(listen)
        #expect(heard.code == 0, "\(heard.errors)")
        #expect(heard.output.contains("value       7"))
        try Data("speech: {models: {en-US: nowhere}}\n".utf8).write(to: config)
        for arguments in [listen, ["check", "Flows/early-recovery.yaml", "--config", config.path]] {
            let wrong = try PromesaProcess.run(arguments)
            #expect(wrong.code == 3)
            #expect(wrong.errors.contains(folder.path("nowhere")))
        }
        try Data("speech: {models: 7}\n".utf8).write(to: config)
        let damaged = try PromesaProcess.run(listen)
        #expect(damaged.code == 1)
        #expect(damaged.errors.contains("promesa.yaml:1:18: error: 'models' of 'speech' must be a mapping"))
    }

    @Test func `what can't be adapted to or fitted to is named`() throws {
        let folder = try ScratchFolder()
        let manifest = try Self.manifest(["\(Self.digits)7.wav\tbl0rptastic\tallison"], in: folder)
        let unknown = try PromesaProcess.run([
            "model", "adapt", "--recordings", manifest, "--output", folder.path("own"),
        ])
        #expect(unknown.code == 3)
        #expect(unknown.errors.contains("'bl0rptastic' has no pronunciation"))
        let narrow = try PromesaProcess.run([
            "model", "fit", "--speech", Self.digits, "--output", folder.path("own.json"),
        ])
        #expect(narrow.code == 3)
        #expect(narrow.errors.contains("has 8000 Hz; convert it to 16000"))
        let none = try PromesaProcess.run([
            "model", "fit", "--speech", folder.path("nowhere"), "--output", folder.path("own.json"),
        ])
        #expect(none.code == 3)
        #expect(none.errors.contains("nowhere' can't be read or has no recordings"))
        let damaged = try PromesaProcess.run(["model", "info", folder.path("nowhere")])
        #expect(damaged.code == 3)
        #expect(damaged.errors.contains("nowhere/feat.params"))
    }
}
