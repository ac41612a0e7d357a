import ArgumentParser
import Foundation

/// `promesa report`: a call as a page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the page of a call again, from the files of its run.",
        discussion: """
            A call leaves report.html in its folder; this makes it again, after an update of promesa for example.
            The page shows the outcome and the promise, both sides as waveforms with what was said and heard, the
            conversation with confidence and response times, and the path through the flow. It is one file that
            loads nothing, follows the reader's light or dark setting and prints well. Equal calls have equal
            pages; how fast the machine was is in timings.json only.

            From a journal alone, without outcome.json, transcript.jsonl and call.wav beside it, the page has what
            the journal says: prompts by name, and no waveforms.

            EXAMPLES
              promesa report run
              promesa report run/journal.jsonl --out page.html
            """)

    @Argument(
        help: ArgumentHelp("The folder of a call, or its journal.", valueName: "folder or journal"),
        completion: .file())
    var path: String

    @Option(
        help: ArgumentHelp("Where to write the page; by default report.html beside it.", valueName: "file"))
    var out: String?

    func run() throws {
        let files = try ReportFiles(path: path)
        let target = out ?? files.defaultOutput
        let page = try files.page()
        do {
            try Data(page.utf8).write(to: URL(fileURLWithPath: target), options: .atomic)
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: '\(target)' could not be written: \(error.localizedDescription)")
        }
        print(target)
    }
}
