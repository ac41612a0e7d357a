import ArgumentParser
import Dialog
import FlowFiles
import Foundation

/// `promesa prompts import`: a translator's table back into the prompt files.
struct PromptsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a translator's CSV into the prompt files.",
        discussion: """
            Nothing is written if any row is wrong: an unknown prompt, other placeholders than the source has, or a source
            that has changed since the export. Rows without a translation leave the prompt as it is. Only the entries that
            change are written anew; new ones go to translated.yaml in the language's folder.
            """)

    @Argument(help: "The CSV file, as `promesa prompts export` writes it.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The folder of prompts.", valueName: "folder"))
    var prompts = "Prompts"

    @Option(help: ArgumentHelp("The language that was translated.", valueName: "language"))
    var from: String

    @Option(help: ArgumentHelp("The language of the translation.", valueName: "language"))
    var to: String

    @Flag(help: "Say what would change, and write nothing.")
    var dryRun = false

    func run() throws {
        let catalogue = try PromptsCommand.load(prompts)
        let source = try PromptsCommand.language(from, of: catalogue, in: prompts)
        let target = LanguageTag(to)
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.environment, "\(file):1:1: error: the file can't be read")
        }
        let table = TranslationImport(Array(bytes), file: file, catalogue: catalogue, from: source)
        let folder = (prompts as NSString).appendingPathComponent(to)
        let edit = TranslationEdit(
            table.texts, known: catalogue.languages[target],
            newFile: (folder as NSString).appendingPathComponent("translated.yaml")
        ) { path in
            FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        }
        let problems = table.diagnostics + edit.diagnostics
        for problem in problems { StandardError.print(problem.description) }
        guard problems.isEmpty else {
            throw CommandFailure(.findings, "promesa: error: nothing was written; see the findings above")
        }
        if !dryRun {
            try write(edit, folder)
            try verify(table, target)
        }
        print(
            "\(edit.changed.count) prompts \(dryRun ? "would be " : "")changed, \(edit.added.count) added, "
                + "\(table.untranslated) not translated")
    }

    private func write(_ edit: TranslationEdit, _ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.environment, "\(folder):1:1: error: the folder can't be made: \(error)")
        }
        for (path, text) in edit.files.sorted(by: { $0.key < $1.key }) {
            try OutputFile.write(text, to: path)
        }
    }

    /// Reads the files again: every text must be as it was, or as the table has it.
    private func verify(_ table: TranslationImport, _ target: LanguageTag) throws {
        let after = try PromptsCommand.load(prompts).languages[target]?.texts ?? [:]
        for (prompt, wordings) in table.texts where after[prompt]?.variants.map(\.written) != wordings {
            throw CommandFailure(
                .findings,
                "promesa: error: '\(prompt)' reads differently from \(file); look at it in \(prompts)")
        }
    }
}
