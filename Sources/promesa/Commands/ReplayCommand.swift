import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa replay`: a call again from its journal.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a call again from its journal, and compare.",
        discussion: """
            The events of the journal go into the flow as it is now, and what follows from them is compared with the
            journal, line by line. Date, language and seed come from the journal; the account and the facts about your
            company must be those of the call. Nothing is stored, said or sent.

              promesa replay run/journal.jsonl --flow Flows/early-recovery.yaml \\
                --account Examples/accounts/jordan-rivera.json --organisation Examples/organisation.yaml
              promesa replay --data promesa.sqlite --call 20260302-4f1c0a9b2d3e --flow …

            Exit codes: 0 the same, as far as the journal goes or up to a withheld secret answer · 1 a difference, or a damaged journal · 2 usage · 3 a file that can't be read.
            What is printed of a difference is the journal's own line: it may hold what the caller said.
            """)

    @Argument(help: "The journal.jsonl of a run.", completion: .file(extensions: ["jsonl"]))
    var journal: String?

    @Option(help: ArgumentHelp("The flow file.", valueName: "file"))
    var flow: String

    @Option(help: ArgumentHelp("The account of the call, a JSON file.", valueName: "file"))
    var account: String

    @Option(help: ArgumentHelp("The facts about your company.", valueName: "file"))
    var organisation: String

    @Option(
        help: ArgumentHelp(
            "The prompts; by default the folder Prompts beside the flow's folder.", valueName: "folder"))
    var prompts: String?

    @Option(help: ArgumentHelp("A store, instead of a journal.jsonl.", valueName: "file"))
    var data: String?

    @Option(help: ArgumentHelp("The call in the store.", valueName: "call"))
    var call: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard (journal == nil) != (data == nil), (data == nil) == (call == nil) else {
            throw ValidationError("Give either a journal.jsonl, or --data FILE with --call CALL.")
        }
    }

    /// How messages name the journal.
    private var name: String { journal ?? call ?? "" }

    func run() throws {
        do {
            let text = try read()
            let setup = try setup(for: text.header)
            let replay = try JournalReplay(text, with: setup)
            let report = ReplayReport(replay, of: text.header, with: setup)
            print(json ? try report.json() : report.summary(of: name), terminator: json ? "" : "\n")
            if !report.same { throw ExitCode(CommandFailure.Code.findings.rawValue) }
        } catch let damage as JournalDamage {
            throw CommandFailure(.findings, "\(name):\(damage)")
        }
    }

    private func read() throws -> JournalText {
        if let data, let call { return try read(call, from: data) }
        let path = journal ?? ""
        do {
            return try JournalText([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        } catch let error as CocoaError {
            throw CommandFailure(
                .environment, "promesa: error: '\(path)' could not be read: \(error.localizedDescription)")
        }
    }

    private func read(_ call: String, from data: String) throws -> JournalText {
        let record: CallRecord?
        do {
            record = try StoreOpening.look(into: data).call(CallID(call))
        } catch let failure as JournalFailure {
            throw CommandFailure(.environment, "promesa: error: \(failure)")
        }
        guard let record else {
            throw CommandFailure(.environment, "promesa: error: '\(data)' has no call '\(call)'")
        }
        return try JournalText(lines: record.events.map(\.json))
    }

    private func setup(for header: JournalHeader) throws -> CallSetup {
        guard let today = LocalDate(iso: header.date) else {
            throw JournalDamage(line: 1, "the header's date is no date")
        }
        let choice = ProjectLoader.Choice(
            flow: flow, account: account, organisation: organisation, prompts: prompts,
            language: header.language, seed: header.seed, today: today)
        return try ProjectLoader(choice).setup(proof: .notRequired)
    }
}
