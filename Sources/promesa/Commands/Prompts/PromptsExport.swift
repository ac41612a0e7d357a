import ArgumentParser
import Dialog
import FlowFiles
import Foundation
import Storage

/// `promesa prompts export`: a table for a translator.
struct PromptsExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the prompts of one language as CSV, for a translator.",
        discussion: """
            A row for each wording; the translator fills in the column `target`. Values in braces, such as {balance}, must
            stay as they are.

              promesa prompts export --from en-US --to fr-FR --out prompts.csv
              promesa prompts import prompts.csv --from en-US --to fr-FR
            """)

    @Option(help: ArgumentHelp("The folder of prompts.", valueName: "folder"))
    var prompts = "Prompts"

    @Option(help: ArgumentHelp("The language to translate from.", valueName: "language"))
    var from: String

    @Option(
        help: ArgumentHelp("The language to translate to; it need not be there yet.", valueName: "language"))
    var to: String

    @Option(help: ArgumentHelp("The file to write; by default standard output.", valueName: "file"))
    var out: String?

    func run() throws {
        let catalogue = try PromptsCommand.load(prompts)
        let source = try PromptsCommand.language(from, of: catalogue, in: prompts)
        let rows = TranslationRow.rows(of: catalogue, from: source, to: LanguageTag(to))
        // Read back as the very texts, so nothing is put before what looks like a formula.
        let text = ([TranslationRow.columns] + rows.map(\.cells)).map { CSVLine.exact($0, delimiter: ",") }
            .joined()
        guard let out else { return print(text, terminator: "") }
        try OutputFile.write(text, to: out)
        let prompts = Dictionary(grouping: rows, by: \.prompt)
        let untranslated = prompts.values.count { $0.allSatisfy(\.target.isEmpty) }
        print(
            "\(rows.count) wordings of \(prompts.count) prompts are in \(out); "
                + "\(untranslated) prompts are not translated")
    }
}
