import ArgumentParser
import Compliance
import Dialog
import FlowFiles
import Foundation

/// `promesa check`: every problem of flows and prompts, and the proofs.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prove flows: no debt to the wrong person, no notice skipped, no endless loop.",
        discussion: """
            Give folders of flows, or flow files. Every problem is one line, file:line:column: error: …, with the
            path by which a call gets there. Exit code 1 if there is an error.

              promesa check Flows
              promesa check Flows/early-recovery.yaml --prompts Prompts
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

    @Flag(help: "Also show the findings that only follow from another one.")
    var all = false

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
    }

    private struct Finding: Encodable {
        let file: String
        let line: Int
        let column: Int
        let severity: String
        let rule: String?
        let message: String
        let notes: [String]
    }

    private struct Report: Encodable {
        let errors: Int
        let warnings: Int
        let flows: [String]
        let findings: [Finding]
        let waivers: [PolicyNotes.WaiverDocument]
        let coming: [PolicyNotes.ComingDocument]
    }

    func run() throws {
        if let explain {
            let known = policies.map { PolicyFile.load(folder: $0).policies } ?? PolicyFile.shipped
            return print(try RuleText(policies: known).explanation(of: explain))
        }
        let date = try on.flatMap { LocalDate(iso: $0) } ?? CallOptions.todayHere()
        var inForce: [PolicyInForce] = []
        var diagnostics: [Diagnostic] = []
        var programs: [FlowProgram] = []
        var catalogues: [PromptCatalogue] = []
        for path in paths {
            var isFolder = ObjCBool(false)
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if exists, isFolder.boolValue {
                let loaded = ProgramLoader.loadAll(folder: path, prompts: prompts)
                diagnostics += loaded.diagnostics
                diagnostics +=
                    HolidayFile.loadAll(folder: HolidayFile.defaultFolder(forFlows: path)).diagnostics
                let known = PolicyFile.load(folder: policies ?? PolicyFile.defaultFolder(forFlows: path))
                diagnostics += known.diagnostics
                for program in loaded.programs {
                    programs.append(program)
                    catalogues.append(loaded.catalogue)
                    let check = try FlowCheck(
                        program, loaded.catalogue, policies: known.policies, on: date, all: all || json)
                    diagnostics += check.findings
                    inForce += [check.policy].compactMap(\.self)
                }
            } else {
                let loaded = ProgramLoader.load(flowFile: path, prompts: prompts)
                let known = PolicyFile.load(folder: policies ?? PolicyFile.defaultFolder(forFlow: path))
                diagnostics += loaded.diagnostics + known.diagnostics
                guard let program = loaded.program else { continue }
                programs.append(program)
                catalogues.append(loaded.catalogue)
                let check = try FlowCheck(
                    program, loaded.catalogue, policies: known.policies, on: date, all: all || json)
                diagnostics += check.findings
                inForce += [check.policy].compactMap(\.self)
            }
        }
        let findings = diagnostics.inOrder
        let notes = PolicyNotes(inForce)
        if let sarif {
            let report = SARIFReport(findings, rules: inForce.flatMap(\.rules), notes: notes)
            try OutputFile.write(try report.json(), to: sarif)
        }
        if let picture {
            let page = FindingsPage(
                findings: findings, programs: programs, catalogues: catalogues, notes: notes.lines)
            try OutputFile.write(try page.html(), to: picture)
        }
        try report(findings, programs, notes)
    }

    private func report(
        _ diagnostics: [Diagnostic], _ programs: [FlowProgram], _ notes: PolicyNotes
    ) throws {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        if json {
            let findings = diagnostics.map {
                Finding(
                    file: $0.position.file, line: $0.position.line, column: $0.position.column,
                    severity: $0.severity.rawValue, rule: $0.rule, message: $0.message, notes: $0.notes)
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            let report = Report(
                errors: errors, warnings: warnings, flows: programs.map(\.root.name.rawValue),
                findings: findings, waivers: notes.waiverDocuments, coming: notes.comingDocuments)
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            for diagnostic in diagnostics { print(diagnostic.description) }
            for line in notes.lines { print(line) }
            for program in programs where errors == 0 {
                let steps = ([program.root] + program.subFlows.values).reduce(0) { $0 + $1.steps.count }
                let policy = program.root.policy.map { "proved for \($0)" } ?? "proved"
                print("\(program.root.name): \(policy), \(steps) steps, \(program.subFlows.count) sub-flows")
            }
            print("\(Self.count(errors, "error")), \(Self.count(warnings, "warning"))")
        }
        if errors > 0 { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }
}

extension CheckCommand {
    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}

extension [Diagnostic] {
    /// By file and place, each finding once.
    fileprivate var inOrder: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted {
            ($0.position.file, $0.position.line, $0.position.column) < (
                $1.position.file, $1.position.line, $1.position.column
            )
        }
    }
}
