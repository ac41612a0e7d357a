import ArgumentParser
import Compliance
import Dialog
import FlowFiles
import Foundation
import Glibc

/// `promesa check`: every problem of flows and prompts, and the proofs.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prove flows: no debt to the wrong person, no notice skipped, no endless loop.",
        discussion: """
            Give folders of flows, or flow files. Every problem is one line, file:line:column: error: …, with the
            path by which a call gets there. Exit code 1 if there is an error.

            --report adds every disposition with a shortest way to it, keys that a question takes from a command, and of
            the prompts: how long they take, which are said on no path, and what to look at in their words.

              promesa check Flows
              promesa check Flows/early-recovery.yaml --prompts Prompts
              promesa check Flows --report --organisation Examples/organisation.yaml
              promesa check Flows --watch
              promesa check Flows --picture leak.html
              promesa check --explain F7
            """)

    @Argument(help: "Folders of flows, or flow files.", completion: .file())
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "The prompts; by default the folder Prompts beside the flows.", valueName: "folder"))
    var prompts: String?

    @Option(
        help: ArgumentHelp(
            "Your own policies; by default the folder Policies beside the flows.", valueName: "folder"))
    var policies: String?

    @Option(
        help: ArgumentHelp(
            "The day on which the policies are in force, YYYY-MM-DD; by default today.", valueName: "date"))
    var on: String?

    @OptionGroup var speech: SpeechModelOptions

    @Flag(help: "Also show the findings that only follow from another one.")
    var all = false

    @Flag(help: "Also tell how calls end, and what the prompts are like.")
    var report = false

    @Option(
        help: ArgumentHelp(
            "With --report: look at the names in it, too, which prompts speak.", valueName: "file"))
    var organisation: String?

    @Flag(help: "Check again whenever a file is saved, until Ctrl-C.")
    var watch = false

    @Flag(help: "Print one JSON object with all findings.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Also write the findings as SARIF 2.1.0, for code-review tools.", valueName: "file"))
    var sarif: String?

    @Option(
        help: ArgumentHelp(
            "Also draw the ways to the findings, as an HTML page (needs Graphviz).", valueName: "file"))
    var picture: String?

    @Option(help: ArgumentHelp("Say what a rule asks, why, and from where it comes.", valueName: "rule"))
    var explain: String?

    func validate() throws {
        guard explain != nil || !paths.isEmpty else {
            throw ValidationError("Give folders of flows or flow files, such as: promesa check Flows")
        }
        if let on, LocalDate(iso: on) == nil {
            throw ValidationError("'\(on)' is no date; write it as 2026-03-15.")
        }
        if watch, json || sarif != nil || picture != nil {
            throw ValidationError(
                "--watch shows findings on the terminal; leave --json, --sarif and --picture out.")
        }
    }

    func run() throws {
        if let explain {
            let known = policies.map { PolicyFile.load(folder: $0).policies } ?? PolicyFile.shipped
            return print(try RuleText(policies: known).explanation(of: explain))
        }
        let input = CheckInput(
            paths: paths, prompts: prompts, policies: policies,
            date: try on.flatMap { LocalDate(iso: $0) } ?? CallOptions.todayHere(), all: all || json,
            organisation: organisation, models: try speech.models())
        if watch { return try keepChecking(input) }
        let result = try CheckResult(input)
        if let sarif {
            let report = SARIFReport(
                result.findings, rules: result.inForce.flatMap(\.rules), notes: result.notes)
            try OutputFile.write(try report.json(), to: sarif)
        }
        if let picture {
            let page = FindingsPage(
                findings: result.findings, programs: result.programs, catalogues: result.catalogues,
                notes: result.notes.lines, report: report ? result.reportLines : [])
            try OutputFile.write(try page.html(), to: picture)
        }
        if json {
            print(try CheckDocument(result, withReport: report).json())
        } else {
            for line in result.lines + (report ? result.reportLines : []) { print(line) }
        }
        if result.errors > 0 { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    private func keepChecking(_ input: CheckInput) throws {
        let folders = input.folders
        let screen = WatchScreen(isTerminal: isatty(STDOUT_FILENO) == 1)
        let clock = ContinuousClock()
        var memory = CheckMemory()
        try CheckWatch(
            look: { FolderSnapshot(of: folders) },
            check: { changed in
                let begin = clock.now
                let result = try CheckResult(input, &memory)
                let lines = result.lines + (report ? result.reportLines : [])
                let page = screen.page(lines, changed: changed, folders: folders, took: clock.now - begin)
                FileHandle.standardOutput.write(Data((page + "\n").utf8))
            },
            // Ctrl-C ends the process.
            pause: {
                Thread.sleep(forTimeInterval: CheckWatch.interval)
                return true
            }
        ).run()
    }
}
