import Compliance
import Dialog

/// Reads one policy file.
struct PolicyReader {
    let file: String
    /// What holds under every policy; empty for the file that says so.
    let engine: [Rule]
    /// What may be extended.
    let shipped: PolicyBook
    let findings: Findings

    /// Nil if there is any error, which is reported.
    func read(_ bytes: some Collection<UInt8>) -> CompliancePolicy? {
        let before = findings.errorCount
        guard let node = YAMLReader.read(bytes, file: file, findings: findings),
            let record = Record(node, "the policy", .policy, findings)
        else { return nil }
        let name = name(record)
        let title = record.text("title")
        var rules = inherited(record)
        for entry in record["rules"]?.mapping("'rules'", findings) ?? [] { add(entry, to: &rules) }
        guard findings.errorCount == before, let name, let title else { return nil }
        return CompliancePolicy(name: name, title: title, rules: rules)
    }

    private func name(_ record: Record) -> String? {
        guard let node = record["policy"], let name = node.name("'policy'", alsoHyphens: true, findings)
        else { return nil }
        let expected = FlowParser.name(ofFile: file)
        if name != expected {
            findings.error(
                node.position,
                "the policy is named '\(name)', but its file is '\(expected).yaml'; make them equal")
        }
        if shipped.policy(named: name) != nil || (name == "engine" && !engine.isEmpty) {
            findings.error(
                node.position,
                "promesa has a policy '\(name)' itself, which can't be replaced; give yours another name and "
                    + "write 'extends: \(name)'")
        }
        return name
    }

    private func inherited(_ record: Record) -> [Rule] {
        guard let node = record["extends"], let name = record.text("extends") else { return engine }
        if let policy = shipped.policy(named: name) { return policy.rules }
        node.reportWord(name, "'extends' of the policy", among: shipped.policies.map(\.name), findings)
        return engine
    }

    private func add(_ entry: YAMLEntry, to rules: inout [Rule]) {
        let subject = "the rule '\(entry.key.shortened)'"
        let known = rules.firstIndex { $0.id.rawValue == entry.key }
        guard checkID(entry),
            let rule = rule(entry, subject, restating: known.map { rules[$0] })
        else { return }
        if let other = rules.first(where: { $0.check == rule.check && $0.id != rule.id }),
            !rule.check.mayRepeat
        {
            findings.error(
                entry.keyPosition,
                "\(subject) has the check of the rule \(other.id), '\(rule.check.rawValue)'; one rule may have it"
            )
            return
        }
        guard let known else { return rules.append(rule) }
        if rule.check != rules[known].check {
            findings.error(
                entry.keyPosition,
                "\(subject) restates a rule whose check is '\(rules[known].check.rawValue)'; it can't have another"
            )
        } else if let reason = rule.slackening(of: rules[known]) {
            findings.error(
                entry.keyPosition,
                "\(subject) \(reason); a rule that is restated may only become stricter")
        }
        rules[known] = rule
    }

    private func checkID(_ entry: YAMLEntry) -> Bool {
        let bytes = Array(entry.key.utf8)
        let isLetter = bytes.first.map { (65...90).contains($0) } ?? false
        let isPlain = bytes.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
        }
        if isLetter, isPlain, bytes.count <= 16 { return true }
        findings.error(
            entry.keyPosition,
            "'\(entry.key.shortened)' is no name of a rule; write a capital letter and up to 15 letters, digits or '-'"
        )
        return false
    }

    /// What is left out is as in the rule that is restated.
    private func rule(_ entry: YAMLEntry, _ subject: String, restating known: Rule?) -> Rule? {
        let table = KeyTable.policyRule
        let required = known == nil ? table.required : []
        guard
            let record = Record(
                entry.value, subject, keys: table.names, required: required, findings: findings),
            let check = record.word("check", of: RuleCheck.self) ?? known?.check
        else { return nil }
        let isOfEngine = check.isOfEngine
        if isOfEngine {
            record.refuse(
                ["severity", "effective_from"], because: "it is the engine's, and always in force")
        } else if known == nil, !record.has("effective_from") {
            findings.error(record.position, "\(subject) needs 'effective_from'")
        }
        let before = findings.errorCount
        let settings = self.settings(record, check, restating: known)
        let date = date(record) ?? known?.effectiveFrom
        guard let text = record.text("text") ?? known?.text,
            let source = record.text("source") ?? known?.source, findings.errorCount == before
        else { return nil }
        return Rule(
            id: Rule.ID(entry.key), check: check, text: text, source: source,
            severity: record.word("severity", of: Diagnostic.Severity.self) ?? known?.severity ?? .error,
            effectiveFrom: isOfEngine ? nil : date, settings: settings)
    }

    private func date(_ record: Record) -> LocalDate? {
        record["effective_from"]?.date("'effective_from' of \(record.subject)", findings)
    }

    private func settings(_ record: Record, _ check: RuleCheck, restating known: Rule?) -> [String:
        RuleSetting]
    {
        var settings = known?.settings ?? [:]
        let names = check.parameters.map(\.name)
        let subject = "'parameters' of \(record.subject)"
        for entry in record["parameters"]?.mapping(subject, findings) ?? [] {
            guard let parameter = check.parameters.first(where: { $0.name == entry.key }) else {
                let hint = Spelling.hint(for: entry.key, among: names)
                let has = names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
                findings.error(
                    entry.keyPosition,
                    "the check '\(check.rawValue)' has no parameter '\(entry.key.shortened)'; it has \(has)\(hint)"
                )
                continue
            }
            guard let written = entry.value.writtenValue("'\(entry.key)' of \(record.subject)", findings)
            else {
                continue
            }
            do throws(RuleParameterProblem) {
                settings[parameter.name] = try parameter.read(written)
            } catch {
                findings.error(entry.value.position, "'\(entry.key)' of \(record.subject) \(error)")
            }
        }
        let given = Set((record["parameters"]?.entries ?? []).map(\.key))
        for name in names where settings[name] == nil && !given.contains(name) {
            findings.error(record.position, "\(record.subject) needs the parameter '\(name)'")
        }
        return settings
    }
}

extension KeyTable {
    static let policy = KeyTable(
        "policy",
        [
            .required("policy", .name, "our-rules", "the policy's name, which is its file's name"),
            .required("title", .text, "Our own rules.", "what it is for"),
            .optional("extends", .name, "the engine's rules", "us-regulation-f", "whose rules it has too"),
            .required("rules", .named(.mapping(policyRule)), "{H1: {…}}", "the rules by name"),
        ])

    static let policyRule = KeyTable(
        "rule",
        [
            .required(
                "check", .word(RuleCheck.allCases.map(\.rawValue)), "no_threats", "what shows that it holds"),
            .required("text", .text, "No prompt threatens.", "what must hold"),
            .required("source", .text, "practice", "who asks for it"),
            .optional("severity", .word(["error", "warning"]), "error", "warning", "whether it refuses"),
            .optional("effective_from", .text, "–", "2026-08-02", "the first day on which it binds"),
            .optional("parameters", .named(.texts), "none", "{words: [jail]}", "the parameters of the check"),
        ])
}

extension YAMLNode {
    /// A text, or a list of texts.
    func writtenValue(_ subject: String, _ findings: Findings) -> WrittenValue? {
        guard case .sequence(let nodes) = content else { return text(subject, findings).map { .one($0) } }
        let texts = nodes.compactMap { $0.text(subject, findings) }
        return texts.count == nodes.count ? .list(texts) : nil
    }

    func date(_ subject: String, _ findings: Findings) -> LocalDate? {
        guard let text = text(subject, findings) else { return nil }
        if let date = LocalDate(iso: text) { return date }
        findings.error(position, "\(subject) must be a date such as 2026-03-15, not '\(text.shortened)'")
        return nil
    }
}
