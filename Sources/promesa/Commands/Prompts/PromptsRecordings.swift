import ArgumentParser
import Dialog
import FlowFiles
import Foundation
import Storage

/// `promesa prompts recordings`: what a voice talent must record.
struct PromptsRecordings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recordings",
        abstract: "Write as CSV what a voice talent must record.",
        discussion: """
            A row for each stretch of words between two values: the name of the sound file, the words, and the whole
            wording for the tone of it.

              promesa prompts recordings --language en-US --out studio.csv
            """)

    @Option(help: ArgumentHelp("The folder of prompts.", valueName: "folder"))
    var prompts = "Prompts"

    @Option(help: "The language to record.")
    var language: String

    @Option(help: ArgumentHelp("The file to write; by default standard output.", valueName: "file"))
    var out: String?

    func run() throws {
        let catalogue = try PromptsCommand.load(prompts)
        let spoken = try PromptsCommand.language(language, of: catalogue, in: prompts)
        let list = RecordingList(catalogue, language: spoken)
        let rows = [RecordingList.Entry.columns] + list.entries.map { $0.cells(spoken) }
        let text = rows.map { CSVLine.exact($0, delimiter: ",") }.joined()
        guard let out else { return print(text, terminator: "") }
        try OutputFile.write(text, to: out)
        print(
            "\(list.entries.count) parts, \(list.entries.count { $0.recording != nil }) of them recorded, are in \(out)"
        )
    }
}
