import Dialog

extension FlowParser {
    /// The `data` of a root flow or the `inputs` of a sub-flow.
    func fields(_ node: YAMLNode?) -> [DataField] {
        guard let entries = node?.mapping(symbols.isSubFlow ? "'inputs'" : "'data'", findings) else {
            return []
        }
        return entries.compactMap { field($0) }
    }

    private func field(_ entry: YAMLEntry) -> DataField? {
        let subject = symbols.isSubFlow ? "input '\(entry.key)'" : "datum '\(entry.key)'"
        let isNamed = NameRule.check(entry.key, "a datum or input", at: entry.keyPosition, findings)
        if FlowSymbols.builtIn[entry.key] != nil {
            findings.error(
                entry.keyPosition, "'\(entry.key)' is set by the engine; give the \(subject) another name")
        }
        let table = symbols.isSubFlow ? KeyTable.input : KeyTable.datum
        guard
            let record = Record(entry.value, subject, table, findings),
            let type = fieldType(record), isNamed
        else { return nil }
        if type != .digits { record.refuse(["length"], because: "only digits have a length") }
        let field = DataField(
            name: FieldName(entry.key), type: type,
            origin: record.word("from", of: DataField.Origin.self) ?? .account,
            about: record.word("about", of: Sensitivity.self) ?? .neutral,
            isSecret: record.truth("secret") ?? false,
            length: type == .digits ? record.integer("length", 1...20) : nil,
            isOptional: record.truth("optional") ?? false, position: entry.keyPosition)
        check(field, record)
        return field
    }

    private func fieldType(_ record: Record) -> ValueType? {
        guard let node = record["type"], let word = record.text("type") else { return nil }
        let known = ValueType.allCases.filter { type in
            switch type {
            case .text, .name, .phone, .digits, .date, .time, .money, .number: true
            case .choice, .yesNo: false
            case .level: symbols.isSubFlow
            }
        }
        if let type = known.first(where: { $0.rawValue == word }) { return type }
        node.reportWord(word, "'type' of \(record.subject)", among: known.map(\.rawValue), findings)
        return nil
    }

    private func check(_ field: DataField, _ record: Record) {
        if field.isSecret, field.origin != .account {
            findings.error(
                record.keyPosition("from"), "\(record.subject) is secret: it can only be from the account")
        }
        guard field.origin == .terms else { return }
        guard PromiseTerm(rawValue: field.name.rawValue) != nil else {
            let names = PromiseTerm.allCases.map(\.rawValue)
            findings.error(
                field.position,
                "\(record.subject) cannot be computed; 'from: terms' has \(names.joined(separator: ", "))"
                    + Spelling.hint(for: field.name.rawValue, among: names))
            return
        }
        if field.type != .money {
            findings.error(record.keyPosition("type"), "\(record.subject) is computed: its type is money")
        }
        if field.about != .debt {
            findings.error(field.position, "\(record.subject) is a part of the debt; write 'about: debt'")
        }
    }

    /// The `defaults` of the flow.
    mutating func defaults(_ node: YAMLNode?) -> Defaults {
        guard let node,
            let record = Record(node, "'defaults'", .defaults, findings)
        else { return Defaults() }
        let noInput = retry(record["noinput"], "noinput", of: "the flow's defaults", scope: .flowDefaults)
        let noMatch = retry(record["nomatch"], "nomatch", of: "the flow's defaults", scope: .flowDefaults)
        return Defaults(noInput: noInput.policy, noMatch: noMatch.policy)
    }

    /// A `noinput` or `nomatch` with the place of its `then`.
    mutating func retry(
        _ node: YAMLNode?, _ key: String, of owner: String, scope: FlowLinks.PromptUse.Scope
    ) -> (policy: RetryPolicy, thenPosition: SourcePosition?) {
        let table = key == "noinput" ? KeyTable.noInput : KeyTable.noMatch
        guard let node, let record = Record(node, "'\(key)' of \(owner)", table, findings)
        else {
            return (RetryPolicy(), nil)
        }
        let policy = RetryPolicy(
            timeout: record.duration("timeout", FlowLimits.timeout), tries: record.integer("tries", 1...5),
            prompts: record.names("prompts").map { prompts($0, scope) },
            then: record["then"].flatMap { target($0, from: "'\(key)' of \(owner)") })
        return (policy, record["then"]?.position)
    }

    /// Notes that the flow names these prompts.
    mutating func prompts(_ names: [Named], _ scope: FlowLinks.PromptUse.Scope) -> [PromptID] {
        names.map { named in
            let prompt = PromptID(named.name)
            links.promptUses.append(.init(prompt: prompt, position: named.position, scope: scope))
            return prompt
        }
    }

    /// The step, or the outcome of a sub-flow, that an edge names.
    func target(_ node: YAMLNode, from owner: String) -> Target? {
        guard let name = node.text("the target of \(owner)", findings) else { return nil }
        if symbols.steps.contains(name) { return .step(StepID(name)) }
        if symbols.outcomes.contains(name) { return .outcome(OutcomeName(name)) }
        guard symbols.knowsOutcomes else { return nil }
        let hint = Spelling.hint(for: name, among: symbols.steps + symbols.outcomes)
        findings.error(node.position, "\(owner) goes to '\(name.shortened)', which does not exist\(hint)")
        return nil
    }
}

/// The bounds of what a flow may ask for.
enum FlowLimits {
    static let timeout: ClosedRange<Duration> = .seconds(1) ... .seconds(30)
    static let visits = 1...20
    static let horizonDays = 0...366
    static let instalments = 2...6
    static let intervalDays = 1...31
    /// What nine keys can say.
    static let number = 0...999_999_999
}
