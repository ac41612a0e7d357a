package import Dialog
import FlowFiles

/// A scenario file, read, with its problems.
package struct ScenarioFile: Sendable {
    package let path: String
    package let scenarios: [Scenario]
    package let diagnostics: [Diagnostic]

    /// Reads a file; nothing is thrown, every problem is a diagnostic.
    package static func load(path: String) -> ScenarioFile {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            return ScenarioFile(path: path, scenarios: [], diagnostics: findings.diagnostics)
        }
        return parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> ScenarioFile {
        let findings = Findings()
        var scenarios: [Scenario] = []
        if let node = YAMLReader.read(bytes, file: file, findings: findings) {
            scenarios = ScenarioParser(findings: findings).scenarios(node)
        }
        return ScenarioFile(
            path: file, scenarios: scenarios, diagnostics: findings.diagnostics.sortedByPosition())
    }

    /// The scenario files of a path: itself, or the `.yaml` files of a folder and of the folders in it, by name.
    package static func paths(in path: String) -> [String] {
        guard ProjectFiles.isFolder(path) else { return [path] }
        let names = ProjectFiles(findings: Findings()).names(in: path) ?? []
        return names.flatMap { name -> [String] in
            let inner = ProjectFiles.join(path, name)
            if ProjectFiles.isFolder(inner) { return paths(in: inner) }
            return name.hasSuffix(".yaml") ? [inner] : []
        }
    }
}
