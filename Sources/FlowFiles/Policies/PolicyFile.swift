package import Compliance
package import Dialog

/// The policies that flows may name, with the problems of their files.
package struct LoadedPolicies: Sendable {
    /// Those that are shipped, and those of the folder that have no error.
    package let policies: PolicyBook
    package let diagnostics: [Diagnostic]
}

/// Reads policies: `us-regulation-f.yaml` and its like.
///
/// Those that are shipped are compiled into the program, so that a flow is proved by the same rules wherever it lies and
/// whoever may write in its folder. An operator's own stand in a folder `Policies` beside the flows.
package enum PolicyFile {
    /// The policies that come with the program.
    package static let shipped: PolicyBook = {
        let findings = Findings()
        var book = PolicyBook()
        for (name, bytes) in shippedFiles {
            let reader = PolicyReader(
                file: "\(name).yaml", engine: engine, shipped: book, findings: findings)
            if let policy = reader.read(bytes) { book.add(policy) }
        }
        precondition(findings.errorCount == 0, "a shipped policy is broken: \(findings.diagnostics)")
        return book
    }()

    /// The rules of every policy.
    private static let engine: [Rule] = {
        let findings = Findings()
        let reader = PolicyReader(file: "engine.yaml", engine: [], shipped: PolicyBook(), findings: findings)
        let policy = reader.read(PackageResources.engine_yaml)
        precondition(findings.errorCount == 0, "the engine's rules are broken: \(findings.diagnostics)")
        return policy?.rules ?? []
    }()

    /// A policy comes after the one that it extends.
    private static let shippedFiles: [(name: String, bytes: [UInt8])] = [
        ("us-regulation-f", PackageResources.us_regulation_f_yaml),
        ("us-regulation-f-plus-tcpa", PackageResources.us_regulation_f_plus_tcpa_yaml),
        ("es-recobro", PackageResources.es_recobro_yaml), ("uk-conc", PackageResources.uk_conc_yaml),
    ]

    /// The shipped policies and those of a folder; the folder need not be there.
    package static func load(folder: String) -> LoadedPolicies {
        var book = shipped
        guard ProjectFiles.isFolder(folder) else { return LoadedPolicies(policies: book, diagnostics: []) }
        let findings = Findings()
        let files = ProjectFiles(findings: findings)
        for name in files.names(in: folder) ?? [] {
            let file = ProjectFiles.join(folder, name)
            if name.hasSuffix(".yml") {
                files.report(file, "name it '\(name.dropLast(4)).yaml'; it is not read")
            }
            guard name.hasSuffix(".yaml"), let bytes = files.bytes(of: file) else { continue }
            if let policy = read(bytes, file: file, findings) { book.add(policy) }
        }
        return LoadedPolicies(policies: book, diagnostics: findings.diagnostics.sortedByPosition())
    }

    /// Reads the bytes of an operator's policy; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedPolicies {
        let findings = Findings()
        var book = shipped
        if let policy = read(bytes, file: file, findings) { book.add(policy) }
        return LoadedPolicies(policies: book, diagnostics: findings.diagnostics.sortedByPosition())
    }

    /// The `Policies` next to a flow's folder, as its prompts are.
    package static func defaultFolder(forFlow flowFile: String) -> String {
        defaultFolder(forFlows: ProjectFiles.folder(of: flowFile))
    }

    /// The `Policies` next to a folder of flows.
    package static func defaultFolder(forFlows folder: String) -> String {
        ProgramLoader.folder("Policies", besideFolder: folder)
    }

    private static func read(
        _ bytes: some Collection<UInt8>, file: String, _ findings: Findings
    ) -> CompliancePolicy? {
        PolicyReader(file: file, engine: engine, shipped: shipped, findings: findings).read(bytes)
    }
}
