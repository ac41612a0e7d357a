package import Dialog

/// A mapping whose keys are known: unknown and missing ones are reported as it is made.
package struct Record {
    /// How messages name it, such as `step 'ask_amount'`.
    package let subject: String
    package let position: SourcePosition
    package let findings: Findings
    private let entries: [String: YAMLEntry]

    /// Nil if the node is no mapping, which is reported.
    package init?(
        _ node: YAMLNode, _ subject: String, keys: [String], required: [String] = [], findings: Findings
    ) {
        guard let found = node.mapping(subject, findings) else { return nil }
        self.init(found, at: node.position, subject, keys: keys, required: required, findings: findings)
    }

    package init(
        _ found: [YAMLEntry], at position: SourcePosition, _ subject: String, keys: [String],
        required: [String] = [], findings: Findings
    ) {
        self.subject = subject
        self.position = position
        self.findings = findings
        entries = Dictionary(found.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in found where !keys.contains(entry.key) {
            let hint = Spelling.hint(for: entry.key, among: keys)
            findings.error(entry.keyPosition, "\(subject) has an unknown key '\(entry.key)'\(hint)")
        }
        let missing = required.filter { entries[$0] == nil }
        if !missing.isEmpty {
            findings.error(position, "\(subject) needs \(missing.map { "'\($0)'" }.joined(separator: ", "))")
        }
    }

    package subscript(key: String) -> YAMLNode? { entries[key]?.value }

    package func has(_ key: String) -> Bool { entries[key] != nil }

    package func keyPosition(_ key: String) -> SourcePosition { entries[key]?.keyPosition ?? position }

    private func name(of key: String) -> String { "'\(key)' of \(subject)" }

    // MARK: Typed values; nil if absent, or wrong, which is reported.

    package func text(_ key: String) -> String? { self[key]?.text(name(of: key), findings) }

    package func name(_ key: String) -> String? { self[key]?.name(name(of: key), findings) }

    package func names(_ key: String) -> [Named]? { self[key]?.names(name(of: key), findings) }

    package func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        self[key]?.integer(name(of: key), range, findings)
    }

    package func truth(_ key: String) -> Bool? { self[key]?.truth(name(of: key), findings) }

    package func duration(_ key: String, _ range: ClosedRange<Duration>) -> Duration? {
        self[key]?.duration(name(of: key), range, findings)
    }

    package func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Word.Type)
        -> Word?
    {
        self[key]?.word(name(of: key), of: type, findings)
    }

    /// Reports those of the keys that are here, with the reason why they don't fit.
    package func refuse(_ keys: [String], because reason: String) {
        for key in keys where has(key) {
            findings.error(keyPosition(key), "'\(key)' does not fit in \(subject): \(reason)")
        }
    }
}

/// A name with the place where it is written.
package struct Named {
    package let name: String
    package let position: SourcePosition
}
