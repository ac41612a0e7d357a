import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Speech

/// What a check is given.
struct CheckInput {
    /// Folders of flows, or flow files.
    let paths: [String]
    /// By default the folder `Prompts` beside the flows.
    var prompts: String?
    /// By default the folder `Policies` beside the flows.
    var policies: String?
    let date: LocalDate
    /// Whether findings that only follow from another one are told too.
    var all = false
    /// What the organisation is called, for the report.
    var organisation: String?
    /// What callers are heard with; nil for the models of the environment.
    var models: ConfiguredModels?

    /// The folders whose files can change what a check says.
    var folders: [String] {
        let own = paths.flatMap { path in
            Self.isFolder(path)
                ? [
                    path, prompts ?? ProgramLoader.defaultPrompts(forFlows: path),
                    policies ?? PolicyFile.defaultFolder(forFlows: path),
                    HolidayFile.defaultFolder(forFlows: path),
                ]
                : [
                    (path as NSString).deletingLastPathComponent,
                    prompts ?? ProgramLoader.defaultPrompts(forFlow: path),
                    policies ?? PolicyFile.defaultFolder(forFlow: path),
                ]
        }
        return own.map { $0.isEmpty ? "." : $0 }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// What a check found.
struct CheckResult {
    private(set) var findings: [Diagnostic] = []
    private(set) var programs: [FlowProgram] = []
    /// One for each program.
    private(set) var catalogues: [PromptCatalogue] = []
    private(set) var inForce: [PolicyInForce] = []
    /// Words that are heard by a guess.
    private(set) var guesses: [String] = []
    private(set) var organisation: [FieldName: Value] = [:]

    var notes: PolicyNotes { PolicyNotes(inForce) }
    var errors: Int { findings.count { $0.severity == .error } }
    var warnings: Int { findings.count - errors }

    init(_ input: CheckInput) throws {
        var memory = CheckMemory()
        try self.init(input, &memory)
    }

    /// Checks again; flows of which nothing has changed are not proved anew.
    init(_ input: CheckInput, _ memory: inout CheckMemory) throws {
        memory.begin()
        for path in input.paths {
            if CheckInput.isFolder(path) {
                try checkFolder(path, input, &memory)
            } else {
                let loaded = ProgramLoader.load(flowFile: path, prompts: input.prompts)
                let known = PolicyFile.load(folder: input.policies ?? PolicyFile.defaultFolder(forFlow: path))
                findings += loaded.diagnostics + known.diagnostics
                guard let program = loaded.program else { continue }
                try check(program, loaded.catalogue, known.policies, input, &memory)
            }
        }
        if let file = input.organisation {
            let loaded = OrganisationFile.load(path: file)
            findings += loaded.diagnostics
            organisation = loaded.organisation?.values ?? [:]
        }
        findings = findings.inOrder
    }

    private mutating func checkFolder(
        _ path: String, _ input: CheckInput, _ memory: inout CheckMemory
    ) throws {
        let loaded = ProgramLoader.loadAll(folder: path, prompts: input.prompts)
        findings += loaded.diagnostics
        findings += HolidayFile.loadAll(folder: HolidayFile.defaultFolder(forFlows: path)).diagnostics
        let known = PolicyFile.load(folder: input.policies ?? PolicyFile.defaultFolder(forFlows: path))
        findings += known.diagnostics
        for program in loaded.programs {
            try check(program, loaded.catalogue, known.policies, input, &memory)
        }
    }

    private mutating func check(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, _ policies: PolicyBook, _ input: CheckInput,
        _ memory: inout CheckMemory
    ) throws {
        programs.append(program)
        catalogues.append(catalogue)
        let check = try memory.check(program, catalogue, policies, input)
        findings += check.findings
        guesses += check.notes.filter { !guesses.contains($0) }
        inForce += [check.policy].compactMap(\.self)
    }

    // MARK: In words

    /// Findings first, then what is proved.
    var lines: [String] {
        let proved = zip(programs, catalogues).filter { _ in errors == 0 }.map { program, _ in
            let steps = program.flows.reduce(0) { $0 + $1.steps.count }
            let policy = program.root.policy.map { "proved for \($0)" } ?? "proved"
            return "\(program.root.name): \(policy), \(steps) steps, \(program.subFlows.count) sub-flows"
        }
        let count = "\(Self.count(errors, "error")), \(Self.count(warnings, "warning"))"
        return findings.map(\.description) + guesses + notes.lines + proved + [count]
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    // MARK: The report

    var reports: [FlowReport] { zip(programs, catalogues).map { FlowReport($0, $1) } }

    /// Of the prompts of each catalogue, once for all flows that share it.
    var promptReviews: [PromptReview] {
        var groups: [(catalogue: PromptCatalogue, programs: [FlowProgram])] = []
        for (program, catalogue) in zip(programs, catalogues) {
            if let known = groups.firstIndex(where: { $0.catalogue == catalogue }) {
                groups[known].programs.append(program)
            } else {
                groups.append((catalogue, [program]))
            }
        }
        return groups.map { PromptReview($0.programs, catalogue: $0.catalogue, organisation: organisation) }
    }

    var reportLines: [String] { reports.flatMap(\.lines) + promptReviews.flatMap(FlowReport.lines) }
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
