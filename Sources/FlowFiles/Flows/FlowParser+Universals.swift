import Dialog

extension FlowParser {
    /// The `universal` commands of a root flow.
    mutating func universals(_ node: YAMLNode?, _ languages: [LanguageTag]) -> [Universal] {
        guard let entries = node?.mapping("'universal'", findings) else { return [] }
        var found: [Universal] = []
        for entry in entries {
            guard let universal = universal(entry, languages) else { continue }
            if let keys = universal.keys, let other = found.first(where: { $0.keys == keys }) {
                findings.error(
                    entry.keyPosition, "universal '\(entry.key)' has the keys of '\(other.name)': \(keys)")
            }
            found.append(universal)
        }
        return found
    }

    private mutating func universal(_ entry: YAMLEntry, _ languages: [LanguageTag]) -> Universal? {
        let subject = "universal '\(entry.key)'"
        guard NameRule.check(entry.key, "a universal", at: entry.keyPosition, findings) else { return nil }
        if entry.key == UniversalName.refuse.rawValue {
            findings.error(entry.keyPosition, "'refuse' is live in check steps by itself; leave it out")
        }
        guard
            let record = Record(entry.value, subject, .universal, findings),
            let action = action(record, subject)
        else { return nil }
        let max = limit(record, action)
        let requiresVerification = verificationRule(record)
        var before: PromptID?
        if let prompt = record.name("before"), let node = record["before"] {
            before = prompts([Named(name: prompt, position: node.position)], .universal).first
            if !requiresVerification {
                findings.error(record.keyPosition("before"), "'before' of \(subject) needs 'after: verified'")
            }
        }
        return Universal(
            name: UniversalName(entry.key), action: action, max: max, keys: keys(record),
            requiresVerification: requiresVerification, before: before,
            confirm: confirmation(entry.key, record),
            language: languageSwitch(record, action, languages),
            position: entry.keyPosition)
    }

    /// The question that a doubtful opt-out is confirmed by.
    private mutating func confirmation(_ name: String, _ record: Record) -> PromptID? {
        guard name == UniversalName.stopCalling.rawValue else {
            record.refuse(
                ["confirm"], because: "only 'stop_calling' is confirmed; a doubtful command is not taken")
            return nil
        }
        guard let prompt = record.name("confirm"), let node = record["confirm"] else { return nil }
        return prompts([Named(name: prompt, position: node.position)], .universal).first
    }

    private mutating func action(_ record: Record, _ subject: String) -> Universal.Action? {
        let actions = ["replay", "say", "goto"].filter(record.has)
        guard let key = actions.first, actions.count == 1, let node = record[key] else {
            findings.error(record.position, "\(subject) needs exactly one of 'replay', 'say' and 'goto'")
            return nil
        }
        switch key {
        case "replay":
            guard record.truth("replay") == true else {
                findings.error(node.position, "'replay' of \(subject) can only be true")
                return nil
            }
            return .replay
        case "say":
            guard let name = record.name("say") else { return nil }
            return prompts([Named(name: name, position: node.position)], .universal).first.map { .say($0) }
        default:
            guard case .step(let step) = target(node, from: subject) else { return nil }
            return .goto(step)
        }
    }

    /// The language that the command changes to.
    private func languageSwitch(
        _ record: Record, _ action: Universal.Action, _ languages: [LanguageTag]
    ) -> LanguageSwitch? {
        guard let node = record["switch"], let text = record.text("switch") else { return nil }
        switch action {
        case .goto: break
        case .replay, .say:
            record.refuse(["switch"], because: "only a 'goto' leads on to the notices in the other language")
            return nil
        }
        if text == "other" {
            if languages.count == 2 { return .other }
            findings.error(
                node.position,
                "'switch: other' needs a flow of two languages; this one has \(languages.count), so name the language"
            )
            return nil
        }
        guard languages.contains(LanguageTag(text)) else {
            let known = languages.map(\.rawValue)
            findings.error(
                node.position,
                "\(record.subject) switches to '\(text.shortened)', which the flow doesn't speak; it speaks "
                    + known.joined(separator: ", ") + Spelling.hint(for: text, among: known + ["other"]))
            return nil
        }
        return .to(LanguageTag(text))
    }

    private func limit(_ record: Record, _ action: Universal.Action) -> Int? {
        switch action {
        case .goto:
            record.refuse(["max"], because: "a 'goto' leaves the step, there is nothing to count")
            return nil
        case .replay, .say:
            if !record.has("max") {
                findings.error(
                    record.position, "\(record.subject) needs 'max': how often it is given in a step")
            }
            return record.integer("max", 1...10)
        }
    }

    private func verificationRule(_ record: Record) -> Bool {
        guard let node = record["after"], let word = record.text("after") else { return false }
        if word != "verified" {
            node.reportWord(word, "'after' of \(record.subject)", among: ["verified"], findings)
        }
        return true
    }

    private func keys(_ record: Record) -> String? {
        guard let node = record["keys"], let keys = record.text("keys") else { return nil }
        return KeyRule.check(keys, record.subject, at: node.position, findings) ? keys : nil
    }
}

/// How keys of the telephone are written: one to four of `0`–`9` and `*`; `#` ends every entry.
enum KeyRule {
    static func check(
        _ keys: String, _ subject: String, at position: SourcePosition, _ findings: Findings
    ) -> Bool {
        let isValid =
            (1...4).contains(keys.utf8.count)
            && keys.utf8.allSatisfy { (48...57).contains($0) || $0 == 42 }
        if !isValid {
            findings.error(
                position,
                "'keys' of \(subject) must be one to four of 0 to 9 and *, between quotes, not '\(keys.shortened)'"
            )
        }
        return isValid
    }
}
