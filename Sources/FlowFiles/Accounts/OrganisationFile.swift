package import Dialog

/// An organisation file, read, with its problems.
package struct LoadedOrganisation: Sendable {
    /// Nil if there is any error.
    package let organisation: Organisation?
    package let diagnostics: [Diagnostic]
}

/// Reads `organisation.yaml`: facts about the company, as text by name, and when its agents are there.
///
/// Which facts are needed is said by the flows that take them `from: organisation`.
package enum OrganisationFile {
    package static func load(path: String) -> LoadedOrganisation {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            return LoadedOrganisation(organisation: nil, diagnostics: findings.diagnostics)
        }
        return parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedOrganisation {
        let findings = Findings()
        var values: [FieldName: Value] = [:]
        var agentHours: AgentHours?
        if let node = YAMLReader.read(bytes, file: file, findings: findings) {
            for entry in node.mapping("the organisation", findings) ?? [] {
                if entry.key == AgentHoursFile.key {
                    agentHours = AgentHoursFile.read(entry.value, findings)
                    continue
                }
                let isName = NameRule.check(entry.key, "a fact", at: entry.keyPosition, findings)
                guard isName, let text = entry.value.text("'\(entry.key)'", findings) else { continue }
                values[FieldName(entry.key)] = .text(text)
            }
            if findings.errorCount == 0, values["company"] == nil {
                findings.error(node.position, "the organisation needs 'company': the name that callers hear")
            }
        }
        let diagnostics = findings.diagnostics.sortedByPosition()
        return LoadedOrganisation(
            organisation: diagnostics.hasErrors ? nil : Organisation(values: values, agentHours: agentHours),
            diagnostics: diagnostics)
    }
}
