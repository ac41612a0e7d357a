import Dialog

extension FlowParser {
    mutating func check(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let when = when(record, ["pass", "fail", "unsure", "locked", "refused"], &draft)
        guard let node = record["check"],
            let check = Record(node, "'check' of \(draft.subject)", .comparison, findings)
        else { return nil }
        for entry in node.entries ?? [] { draft.places.keys["check.\(entry.key)"] = entry.value.position }
        let against = secret(check)
        let prompts = askPrompts(check, "prompts", &draft)
        let noInput = retry(check["noinput"], "noinput", of: draft.subject, scope: .step)
        draft.edges["noinput"] = noInput.thenPosition
        let tries = check.integer("tries", 1...2) ?? 2
        let unsureTries = check.integer("unsure_tries", 1...5) ?? 3
        let bargeIn = check.word("bargein", of: BargeIn.self) ?? .speech
        guard let against, let prompts, let when else { return nil }
        return .check(
            Check(
                against: against.name, type: against.type, prompts: prompts, tries: tries,
                unsureTries: unsureTries, noInput: noInput.policy, bargeIn: bargeIn, when: when))
    }

    /// The secret that the answer is compared with.
    private func secret(_ check: Record) -> (name: FieldName, type: CheckType)? {
        guard let node = check["against"], let text = check.text("against") else { return nil }
        let subject = "'against' of \(check.subject)"
        guard text.hasPrefix("$") else {
            let hint = symbols.fields[text] == nil ? "" : "; did you mean '$\(text)'?"
            findings.error(
                node.position, "\(subject) must be a $reference to a secret, not '\(text.shortened)'\(hint)")
            return nil
        }
        guard let found = operand(node, subject, takesSecrets: true), case .field(let name) = found.operand
        else {
            return nil
        }
        switch symbols.referent(name.rawValue) {
        case .field(let field): return checkType(field, node, subject).map { (name, $0) }
        // The root will tell; until then the type does not matter.
        case .unknown: return (name, .date)
        case .slot, .builtIn, nil:
            findings.error(node.position, "\(subject) must be a secret datum or input, '\(text)' is none")
            return nil
        }
    }

    private func checkType(_ field: DataField, _ node: YAMLNode, _ subject: String) -> CheckType? {
        guard field.isSecret else {
            findings.error(
                node.position, "\(subject) must be a secret; declare '\(field.name)' with 'secret: true'",
                notes: ["it is declared at \(field.position)"])
            return nil
        }
        switch field.type {
        case .date: return .date
        case .digits:
            guard let length = field.length else {
                findings.error(
                    node.position,
                    "\(subject) needs to know how many digits '\(field.name)' has; declare its 'length'",
                    notes: ["it is declared at \(field.position)"])
                return nil
            }
            return .digits(length)
        case .text, .name, .phone, .time, .money, .number, .choice, .yesNo, .level:
            findings.error(
                node.position,
                "\(subject) must be a date or digits, '\(field.name)' is \(field.type.rawValue)")
            return nil
        }
    }
}
