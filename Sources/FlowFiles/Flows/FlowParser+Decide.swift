import Dialog

extension FlowParser {
    private static let comparisonKeys = KeyTable.decision.names.filter { $0 != "value" && $0 != "goto" }

    func decide(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        if !record.has("otherwise") {
            findings.error(
                record.position, "\(draft.subject) needs 'otherwise': where to go if no comparison holds")
        }
        let otherwise = edge("otherwise", record["otherwise"], &draft)
        guard let nodes = record["decide"]?.sequence("'decide' of \(draft.subject)", findings) else {
            return nil
        }
        if nodes.isEmpty {
            findings.error(
                record.position, "'decide' of \(draft.subject) has no comparison; write a list of them")
        }
        var cases: [DecideCase] = []
        for (index, node) in nodes.enumerated() {
            if let found = decideCase(node, number: index + 1, &draft) { cases.append(found) }
        }
        guard let otherwise, cases.count == nodes.count, !cases.isEmpty else { return nil }
        return .decide(Decide(cases: cases, otherwise: otherwise))
    }

    private func decideCase(_ node: YAMLNode, number: Int, _ draft: inout StepDraft) -> DecideCase? {
        let subject = "case \(number) of \(draft.subject)"
        guard
            let record = Record(node, subject, .decision, findings)
        else { return nil }
        let goto = edge(OutcomeName("case\(number)"), record["goto"], &draft)
        let keys = Self.comparisonKeys.filter(record.has)
        guard keys.count == 1, let key = keys.first else {
            findings.error(
                record.position,
                "\(subject) needs exactly one of \(Self.comparisonKeys.joined(separator: ", "))")
            return nil
        }
        guard let valueNode = record["value"], let text = record.text("value") else { return nil }
        guard text.hasPrefix("$") else {
            findings.error(
                valueNode.position, "'value' of \(subject) must be a $reference, not '\(text.shortened)'")
            return nil
        }
        guard let value = operand(valueNode, "'value' of \(subject)"),
            let comparison = comparison(key, record, value), let goto
        else { return nil }
        return DecideCase(value: value.operand, comparison: comparison, goto: goto, position: record.position)
    }

    private func comparison(_ key: String, _ record: Record, _ value: TypedOperand) -> Comparison? {
        guard let node = record[key] else { return nil }
        if key == "is" { return presence(record, node) }
        if key == "within_days" {
            if let type = value.type, type != .date {
                findings.error(
                    node.position, "'within_days' of \(record.subject) needs a date, not \(type.rawValue)")
                return nil
            }
            return record.integer(key, 0...3660).map { .withinDays($0) }
        }
        let isOrder = key != "equals" && key != "differs"
        if isOrder, let type = value.type, ![.money, .date, .time, .number, .level].contains(type) {
            findings.error(
                node.position, "'\(key)' of \(record.subject) cannot order values of type \(type.rawValue)")
            return nil
        }
        guard
            let other = operand(node, "'\(key)' of \(record.subject)", expected: value.type)?.operand
        else { return nil }
        switch key {
        case "equals": return .equals(other)
        case "differs": return .differs(other)
        case "at_least": return .atLeast(other)
        case "at_most": return .atMost(other)
        case "more_than": return .moreThan(other)
        default: return .lessThan(other)
        }
    }

    private func presence(_ record: Record, _ node: YAMLNode) -> Comparison? {
        guard let word = record.text("is") else { return nil }
        switch word {
        case "set": return .isSet
        case "unset": return .isUnset
        default:
            node.reportWord(word, "'is' of \(record.subject)", among: ["set", "unset"], findings)
            return nil
        }
    }
}
