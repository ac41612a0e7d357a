package import Dialog

/// A service's configuration, read, with its problems.
package struct LoadedService: Sendable {
    /// Nil if there is any error.
    package let configuration: ServiceConfiguration?
    package let diagnostics: [Diagnostic]
}

/// Reads `promesa.yaml`; `ServiceKey` lists its keys.
///
/// Paths in it are beside the file.
package enum ServiceFile {
    package static func load(path: String) -> LoadedService {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            return LoadedService(configuration: nil, diagnostics: findings.diagnostics)
        }
        return parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedService {
        let findings = Findings()
        var configuration: ServiceConfiguration?
        if let node = YAMLReader.read(bytes, file: file, findings: findings),
            let record = Record(
                node, "the configuration", keys: ServiceKey.names(""),
                required: ["organisation", "accounts", "routes"], findings: findings)
        {
            configuration = ServiceReader(folder: ProjectFiles.folder(of: file), findings).read(record)
        }
        let diagnostics = findings.diagnostics.sortedByPosition()
        return LoadedService(
            configuration: diagnostics.hasErrors ? nil : configuration, diagnostics: diagnostics)
    }
}
