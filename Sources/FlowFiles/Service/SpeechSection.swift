package import Dialog

/// The section `speech` of a configuration: how callers are heard.
package struct SpeechSection: Sendable, Hashable {
    /// Folders with acoustic models of one's own, by language.
    package var models: [LanguageTag: String] = [:]

    package init() {}
}

/// The speech of a configuration file, with its problems.
package struct LoadedSpeech: Sendable {
    /// Nil if there is any error.
    package let section: SpeechSection?
    package let diagnostics: [Diagnostic]
}

extension SpeechSection {
    /// Reads this section alone of `promesa.yaml`; the others need not be there, nor be right.
    package static func load(path: String) -> LoadedSpeech {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            return LoadedSpeech(section: nil, diagnostics: findings.diagnostics)
        }
        return parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedSpeech {
        let findings = Findings()
        var section = SpeechSection()
        if let node = YAMLReader.read(bytes, file: file, findings: findings),
            let record = Record(
                node, "the configuration", keys: ServiceKey.names(""), findings: findings),
            let speech = record["speech"]
        {
            section = read(speech, folder: ProjectFiles.folder(of: file), findings)
        }
        let diagnostics = findings.diagnostics.sortedByPosition()
        return LoadedSpeech(section: diagnostics.hasErrors ? nil : section, diagnostics: diagnostics)
    }

    /// Reads the value of the key `speech`; folders are beside the configuration's.
    static func read(_ node: YAMLNode, folder: String, _ findings: Findings) -> SpeechSection {
        var section = SpeechSection()
        guard
            let record = Record(node, "'speech'", keys: ServiceKey.names("speech"), findings: findings),
            let models = record["models"]?.mapping("'models' of 'speech'", findings)
        else { return section }
        for entry in models {
            guard let path = entry.value.text("the model of '\(entry.key)'", findings) else { continue }
            section.models[LanguageTag(entry.key)] =
                path.hasPrefix("/") ? path : ProjectFiles.join(folder, path)
        }
        return section
    }

    /// The section as YAML.
    var modelsText: String {
        let entries = models.sorted { $0.key.rawValue < $1.key.rawValue }
        return "{" + entries.map { "\($0.key): \($0.value.quotedYAML)" }.joined(separator: ", ") + "}"
    }
}
