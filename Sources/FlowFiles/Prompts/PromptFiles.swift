package import Dialog

/// What a `Prompts` folder holds, with every problem that it has by itself.
package struct LoadedPrompts: Sendable {
    /// As far as it could be read.
    package let catalogue: PromptCatalogue
    /// Sorted by position.
    package let diagnostics: [Diagnostic]
}

/// Reads a `Prompts` folder: `catalogue.yaml` and a folder of files for each language.
package enum PromptFiles {
    static let catalogueName = "catalogue.yaml"

    /// Reads the folder; `folder` is the path as messages show it.
    package static func load(folder: String) -> LoadedPrompts {
        let findings = Findings()
        let catalogue = load(folder: folder, findings)
        return LoadedPrompts(catalogue: catalogue, diagnostics: findings.diagnostics.sortedByPosition())
    }

    static func load(folder: String, _ findings: Findings) -> PromptCatalogue {
        let files = ProjectFiles(findings: findings)
        guard let names = files.names(in: folder) else { return PromptCatalogue() }
        var catalogue = PromptCatalogue()
        let path = ProjectFiles.join(folder, catalogueName)
        if let bytes = files.bytes(of: path),
            let node = YAMLReader.read(bytes, file: path, findings: findings)
        {
            CatalogueFile(findings: findings).read(node, into: &catalogue)
        }
        let hasSoundCatalogue = findings.errorCount == 0
        for name in names where name != catalogueName {
            let path = ProjectFiles.join(folder, name)
            if !ProjectFiles.isFolder(path) {
                if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                    files.report(
                        path, "only '\(catalogueName)' stands here; texts stand in a language's folder")
                }
            } else if LanguageRule.holds(for: name) {
                var language = LanguageFolder(
                    path: path, catalogue: catalogue, isCatalogueSound: hasSoundCatalogue, findings: findings)
                language.load(files)
                catalogue.languages[LanguageTag(name)] = language.prompts
            } else {
                files.report(path, "the folder's name is not a language tag such as en-US")
            }
        }
        return catalogue
    }
}

/// Reads `catalogue.yaml`.
struct CatalogueFile {
    let findings: Findings

    func read(_ node: YAMLNode, into catalogue: inout PromptCatalogue) {
        guard
            let record = Record(
                node, "the catalogue", keys: ["prompts", "choices"], required: ["prompts"], findings: findings
            )
        else { return }
        for entry in record["prompts"]?.mapping("'prompts'", findings) ?? [] {
            let declaration = prompt(entry)
            catalogue.declarations[declaration.id] = declaration
        }
        for entry in record["choices"]?.mapping("'choices'", findings) ?? [] {
            let declaration = choices(entry)
            catalogue.choices[declaration.name] = declaration
        }
    }

    /// What can be read of a declaration: its name counts as declared even if the rest is wrong.
    private func prompt(_ entry: YAMLEntry) -> PromptDeclaration {
        let subject = "prompt '\(entry.key.shortened)'"
        _ = NameRule.check(entry.key, "a prompt", at: entry.keyPosition, findings)
        let record = Record(entry.value, subject, keys: ["says", "about"], findings: findings)
        var says: Set<Says> = []
        if let record, let node = record["says"] {
            let nodes: [YAMLNode] = if case .sequence(let list) = node.content { list } else { [node] }
            for node in nodes {
                if let word = node.word("'says' of \(subject)", of: Says.self, findings) { says.insert(word) }
            }
        }
        return PromptDeclaration(
            id: PromptID(entry.key), says: says,
            about: record?.word("about", of: Sensitivity.self) ?? .neutral,
            position: entry.keyPosition)
    }

    private func choices(_ entry: YAMLEntry) -> ChoicesDeclaration {
        let subject = "choices '\(entry.key.shortened)'"
        _ = NameRule.check(entry.key, "a set of choices", at: entry.keyPosition, findings)
        var choices: [ChoicesDeclaration.Choice] = []
        let entries = entry.value.mapping(subject, findings) ?? []
        if entries.isEmpty, case .mapping = entry.value.content {
            findings.error(entry.keyPosition, "\(subject) has no value to choose")
        }
        for value in entries {
            let name = "'\(value.key.shortened)' of \(subject)"
            _ = NameRule.check(value.key, "a value of \(subject)", at: value.keyPosition, findings)
            if Self.reserved.contains(value.key) {
                findings.error(
                    value.keyPosition, "\(name) has a name that steps need for themselves; choose another")
            }
            let record = Record(value.value, name, keys: ["keys"], findings: findings)
            var keys: String?
            if let record, let node = record["keys"], let text = record.text("keys"),
                KeyRule.check(text, name, at: node.position, findings)
            {
                if let other = choices.first(where: { $0.keys == text }) {
                    findings.error(node.position, "\(name) has the keys of '\(other.value)': \(text)")
                }
                keys = text
            }
            choices.append(.init(value: OutcomeName(value.key), keys: keys))
        }
        return ChoicesDeclaration(name: ChoicesName(entry.key), choices: choices, position: entry.keyPosition)
    }

    /// The keys of `Step.edgePositions` that are no outcomes.
    private static let reserved: Set<String> = [
        "next", "noinput", "nomatch", "visits", "otherwise", "fault",
    ]
}
