package import Dialog

/// Typed values; each is nil if the node is something else, which is reported.
extension YAMLNode {
    private func expect(_ what: String, for subject: String, _ findings: Findings) {
        if isRefused { return }
        findings.error(position, "\(subject) must be \(what), not \(kindName)")
    }

    package func mapping(_ subject: String, _ findings: Findings) -> [YAMLEntry]? {
        if let entries { return entries }
        if let text = scalarText, text.isEmpty {
            findings.error(position, "\(subject) is empty; write {} if nothing is to be said of it")
            return nil
        }
        expect("a mapping of keys to values", for: subject, findings)
        return nil
    }

    package func sequence(_ subject: String, _ findings: Findings) -> [YAMLNode]? {
        if case .sequence(let nodes) = content { return nodes }
        expect("a list", for: subject, findings)
        return nil
    }

    /// Text that isn't empty.
    package func text(_ subject: String, _ findings: Findings) -> String? {
        guard case .scalar(let scalar) = content, !scalar.text.isEmpty else {
            expect("text", for: subject, findings)
            return nil
        }
        return scalar.text
    }

    /// A name: lower-case letters, digits and `_`.
    package func name(_ subject: String, alsoHyphens: Bool = false, _ findings: Findings) -> String? {
        guard let text = text(subject, findings) else { return nil }
        return NameRule.check(text, subject, alsoHyphens: alsoHyphens, at: position, findings) ? text : nil
    }

    /// One name, or a list of at least one.
    package func names(_ subject: String, _ findings: Findings) -> [Named]? {
        guard case .sequence(let nodes) = content else {
            if scalarText?.isEmpty ?? true {
                expect("a name or a list of names", for: subject, findings)
                return nil
            }
            return name(subject, findings).map { [Named(name: $0, position: position)] }
        }
        guard !nodes.isEmpty else {
            findings.error(position, "\(subject) is an empty list; name at least one")
            return nil
        }
        let names = nodes.compactMap { node in
            node.name(subject, findings).map { Named(name: $0, position: node.position) }
        }
        return names.count == nodes.count ? names : nil
    }

    package func integer(_ subject: String, _ range: ClosedRange<Int>, _ findings: Findings) -> Int? {
        guard let text = text(subject, findings) else { return nil }
        guard let number = Literal.integer(text) else {
            findings.error(position, "\(subject) must be a whole number, not '\(text.shortened)'")
            return nil
        }
        guard range.contains(number) else {
            findings.error(
                position, "\(subject) is \(number), outside \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    package func truth(_ subject: String, _ findings: Findings) -> Bool? {
        guard let text = text(subject, findings) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            findings.error(position, "\(subject) must be true or false, not '\(text.shortened)'")
            return nil
        }
    }

    /// A time with its unit.
    package func duration(_ subject: String, _ range: ClosedRange<Duration>, _ findings: Findings)
        -> Duration?
    {
        guard let text = text(subject, findings) else { return nil }
        guard let duration = Literal.duration(text) else {
            findings.error(
                position,
                "\(subject) must be a time with its unit (300ms, 5s, 2m, 1h), not '\(text.shortened)'")
            return nil
        }
        guard range.contains(duration) else {
            let bounds = "\(Literal.text(range.lowerBound)) to \(Literal.text(range.upperBound))"
            findings.error(position, "\(subject) is \(text), outside \(bounds)")
            return nil
        }
        return duration
    }

    /// One of a closed set of words.
    package func word<Word: RawRepresentable<String> & CaseIterable>(
        _ subject: String, of type: Word.Type, _ findings: Findings
    ) -> Word? {
        guard let text = text(subject, findings) else { return nil }
        if let word = Word(rawValue: text) { return word }
        reportWord(text, subject, among: Word.allCases.map(\.rawValue), findings)
        return nil
    }

    package func reportWord(_ text: String, _ subject: String, among words: [String], _ findings: Findings) {
        let hint = Spelling.hint(for: text, among: words)
        findings.error(
            position,
            "\(subject) must be one of \(words.joined(separator: ", ")), not '\(text.shortened)'\(hint)")
    }
}

/// How names are written: lower-case letters, digits and `_`, from a letter on; flows may also have `-`.
package enum NameRule {
    static let maximumLength = 64

    package static func holds(for name: String, alsoHyphens: Bool = false) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, isLetter(first), bytes.count <= maximumLength else { return false }
        return bytes.allSatisfy { byte in
            isLetter(byte) || (48...57).contains(byte) || byte == 95 || (alsoHyphens && byte == 45)
        }
    }

    package static func check(
        _ name: String, _ subject: String, alsoHyphens: Bool = false, at position: SourcePosition,
        _ findings: Findings
    ) -> Bool {
        if holds(for: name, alsoHyphens: alsoHyphens) { return true }
        let hint = name.hasPrefix("$") ? "; write it without '$'" : ""
        let signs = alsoHyphens ? "digits, '_' and '-'" : "digits and '_'"
        findings.error(
            position,
            "\(subject) must be a name (lower-case letters, \(signs), a letter first), not '\(name.shortened)'\(hint)"
        )
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
}

extension String {
    /// At most 40 characters of it, for a message.
    package var shortened: String { count <= 40 ? self : prefix(39) + "…" }
}
