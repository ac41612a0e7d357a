import Dialog

/// A mapping whose keys are known: unknown and missing ones are reported as it is made.
struct Record {
    /// How messages name it, such as `step 'ask_amount'`.
    let subject: String
    let position: SourcePosition
    let findings: Findings
    private let entries: [String: YAMLEntry]

    /// Nil if the node is no mapping, which is reported.
    init?(
        _ node: YAMLNode, _ subject: String, keys: [String], required: [String] = [], findings: Findings
    ) {
        guard let found = node.mapping(subject, findings) else { return nil }
        self.init(found, at: node.position, subject, keys: keys, required: required, findings: findings)
    }

    init(
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

    subscript(key: String) -> YAMLNode? { entries[key]?.value }

    func has(_ key: String) -> Bool { entries[key] != nil }

    func keyPosition(_ key: String) -> SourcePosition { entries[key]?.keyPosition ?? position }

    private func name(of key: String) -> String { "'\(key)' of \(subject)" }

    // MARK: Typed values; nil if absent, or wrong, which is reported.

    func text(_ key: String) -> String? { self[key]?.text(name(of: key), findings) }

    func name(_ key: String) -> String? { self[key]?.name(name(of: key), findings) }

    func names(_ key: String) -> [Named]? { self[key]?.names(name(of: key), findings) }

    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        self[key]?.integer(name(of: key), range, findings)
    }

    func truth(_ key: String) -> Bool? { self[key]?.truth(name(of: key), findings) }

    func duration(_ key: String, _ range: ClosedRange<Duration>) -> Duration? {
        self[key]?.duration(name(of: key), range, findings)
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Word.Type) -> Word? {
        self[key]?.word(name(of: key), of: type, findings)
    }

    /// Reports those of the keys that are here, with the reason why they don't fit.
    func refuse(_ keys: [String], because reason: String) {
        for key in keys where has(key) {
            findings.error(keyPosition(key), "'\(key)' does not fit in \(subject): \(reason)")
        }
    }
}

/// A name with the place where it is written.
struct Named {
    let name: String
    let position: SourcePosition
}
