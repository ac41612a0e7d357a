package import Dialog

/// A flow with all that it needs to run, and every problem that was found.
package struct LoadedProgram: Sendable {
    /// Nil if there is any error.
    package let program: FlowProgram?
    /// As far as it could be read.
    package let catalogue: PromptCatalogue
    /// Sorted by file and position; each `description` is ready to print.
    package let diagnostics: [Diagnostic]
}

/// All flows of a folder, and every problem that was found.
package struct LoadedProject: Sendable {
    /// The root flows that have no error, in order of file names; none if the prompts have one.
    package let programs: [FlowProgram]
    /// As far as it could be read.
    package let catalogue: PromptCatalogue
    /// Sorted by file and position; each `description` is ready to print.
    package let diagnostics: [Diagnostic]
}

/// Loads flows with their sub-flows and prompts, and links them.
package enum ProgramLoader {
    /// Loads one root flow, the sub-flows that it reaches in the same folder, and the prompts.
    ///
    /// `prompts` is the folder of the prompts, by default the `Prompts` next to the flow's folder.
    package static func load(flowFile: String, prompts: String? = nil) -> LoadedProgram {
        let folder = FlowFolder(ProjectFiles.folder(of: flowFile), prefix: prefix(of: flowFile))
        let promptFolder = prompts ?? defaultPrompts(forFlows: folder.path)
        let loaded = PromptFiles.load(folder: promptFolder)
        let draft = ProgramDraft(rootFile: flowFile, in: folder)
        let diagnostics = link(draft, loaded, promptFolder: promptFolder).diagnostics
        let all = (loaded.diagnostics + diagnostics).sortedByPosition()
        return LoadedProgram(
            program: all.hasErrors ? nil : draft.program, catalogue: loaded.catalogue, diagnostics: all)
    }

    /// Loads every root flow of a folder; warns of sub-flows and prompts that none uses.
    package static func loadAll(folder: String, prompts: String? = nil) -> LoadedProject {
        let findings = Findings()
        let files = ProjectFiles(findings: findings)
        let flowFolder = FlowFolder(folder, prefix: folder)
        let promptFolder = prompts ?? defaultPrompts(forFlows: folder)
        let loaded = PromptFiles.load(folder: promptFolder)
        var diagnostics = loaded.diagnostics
        var programs: [FlowProgram] = []
        var reached: Set<String> = []
        var alone: [(file: String, parsed: ParsedFlow)] = []
        var usedPrompts: Set<PromptID> = []

        for name in files.names(in: folder) ?? [] {
            let file = ProjectFiles.join(folder, name)
            if name.hasSuffix(".yml") {
                files.report(file, "name it '\(name.dropLast(4)).yaml'; it is not read")
            }
            guard name.hasSuffix(".yaml"), let bytes = files.bytes(of: file) else { continue }
            let parsed = FlowParser.parse(bytes, file: file)
            guard let flow = parsed.flow, !flow.isSubFlow else {
                alone.append((file, parsed))
                continue
            }
            let draft = ProgramDraft(rootFile: file, in: flowFolder)
            let result = link(draft, loaded, promptFolder: promptFolder)
            reached.formUnion(draft.files)
            usedPrompts.formUnion(result.usedPrompts)
            diagnostics += result.diagnostics
            if !loaded.diagnostics.hasErrors, !result.diagnostics.hasErrors, let program = draft.program {
                programs.append(program)
            }
        }
        let unreached = alone.filter { !reached.contains($0.file) }.map(\.parsed)
        diagnostics += unreached.flatMap(\.diagnostics) + findings.diagnostics
        if !diagnostics.hasErrors {
            // After an error, what looks unused may only be misspelt elsewhere.
            diagnostics += unreached.compactMap(\.flow).map { flow in
                Diagnostic(
                    flow.position, .warning, "no root flow of \(folder) runs the sub-flow '\(flow.name)'")
            }
            diagnostics += unused(loaded.catalogue, usedPrompts)
            if programs.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        SourcePosition(file: folder, line: 1, column: 1), .error,
                        "the folder has no root flow"))
            }
        }
        return LoadedProject(
            programs: programs, catalogue: loaded.catalogue, diagnostics: diagnostics.sortedByPosition())
    }

    private static func link(
        _ draft: ProgramDraft, _ loaded: LoadedPrompts, promptFolder: String
    ) -> (diagnostics: [Diagnostic], usedPrompts: Set<PromptID>) {
        let findings = Findings()
        let linker = ProgramLinker(
            draft: draft, catalogue: loaded.catalogue, promptFolder: promptFolder, findings: findings)
        linker.link()
        return (draft.diagnostics + findings.diagnostics, linker.usedPrompts)
    }

    private static func unused(_ catalogue: PromptCatalogue, _ used: Set<PromptID>) -> [Diagnostic] {
        catalogue.declarations.values.filter { !used.contains($0.id) }.map { declaration in
            Diagnostic(declaration.position, .warning, "no flow uses the prompt '\(declaration.id)'")
        }
    }

    /// The folder of prompts that `load` takes for a flow file unless it is told another.
    package static func defaultPrompts(forFlow flowFile: String) -> String {
        defaultPrompts(forFlows: ProjectFiles.folder(of: flowFile))
    }

    /// The `Prompts` next to a folder of flows.
    package static func defaultPrompts(forFlows folder: String) -> String {
        self.folder("Prompts", besideFolder: folder)
    }

    /// A folder of that name next to another one.
    static func folder(_ name: String, besideFolder folder: String) -> String {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let last = path.split(separator: "/").last.map(String.init) ?? path
        if last == "." || last == ".." || path == "/" { return ProjectFiles.join(path, "../" + name) }
        let parent = path.dropLast(last.count)
        return parent + name
    }

    /// What stands before the file's name, as the user wrote it.
    private static func prefix(of path: String) -> String {
        path.contains("/") ? ProjectFiles.folder(of: path) : ""
    }
}

/// A folder of flow files.
struct FlowFolder {
    let path: String
    /// The folder as messages show it; empty for the working folder.
    private let prefix: String

    init(_ path: String, prefix: String) {
        self.path = path
        self.prefix = prefix
    }

    func file(of flow: FlowName) -> String { ProjectFiles.join(prefix, flow.rawValue + ".yaml") }

    /// The names of all flow files.
    var flowNames: [String] {
        let names = ProjectFiles(findings: Findings()).names(in: path) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    }
}
