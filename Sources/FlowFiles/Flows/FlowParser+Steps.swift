import Dialog

/// The key that makes a step what it is.
private enum StepWord: String, CaseIterable {
    case say, ask, check, decide, run, commit, transfer, wait, end, `return`

    /// The keys that such a step takes, this one first.
    var table: KeyTable {
        switch self {
        case .say: .say
        case .ask: .ask
        case .check: .check
        case .decide: .decide
        case .run: .run
        case .commit: .commit
        case .transfer: .transfer
        case .wait: .wait
        case .end: .end
        case .return: .returned
        }
    }
}

/// What the reading of one step has gathered so far.
struct StepDraft {
    let id: StepID
    /// `step 'ask_amount'`.
    let subject: String
    var edges: [OutcomeName: SourcePosition] = [:]
    var places = FlowLinks.StepPlaces()
}

extension FlowParser {
    mutating func step(_ entry: YAMLEntry) -> Step? {
        let subject = "step '\(entry.key.shortened)'"
        guard let entries = entry.value.mapping(subject, findings),
            let word = stepWord(entries, subject, at: entry.keyPosition)
        else { return nil }
        let record = Record(
            entries, at: entry.keyPosition, subject, keys: word.table.names, findings: findings)
        var draft = StepDraft(id: StepID(entry.key), subject: subject)
        for found in entries { draft.places.keys[found.key] = found.value.position }
        let visits = visitLimit(record, &draft)
        let fault = edge("fault", record["fault"], &draft)
        let kind = kind(word, record, &draft)
        links.places[draft.id] = draft.places
        guard let kind else { return nil }
        return Step(
            id: draft.id, kind: kind, visits: visits, fault: fault, position: entry.keyPosition,
            edgePositions: draft.edges)
    }

    private func stepWord(_ entries: [YAMLEntry], _ subject: String, at position: SourcePosition) -> StepWord?
    {
        let words = entries.compactMap { StepWord(rawValue: $0.key) }
        let kinds = words.filter { $0 != .end && $0 != .return }
        if let kind = kinds.first {
            guard kinds.count == 1 else {
                let names = kinds.map { "'\($0.rawValue)'" }.joined(separator: " and ")
                findings.error(position, "\(subject) is \(names) at once; make it two steps")
                return nil
            }
            return kind
        }
        guard words.count <= 1 else {
            findings.error(position, "\(subject) has 'end' and 'return'; it can only have one of them")
            return nil
        }
        if let word = words.first { return word }
        let all = StepWord.allCases.map(\.rawValue)
        let near = entries.lazy.compactMap { entry in
            Spelling.closest(to: entry.key, among: all).map { "; did you mean '\($0)' by '\(entry.key)'?" }
        }
        findings.error(position, "\(subject) has none of \(all.joined(separator: ", "))\(near.first ?? "")")
        return nil
    }

    private mutating func kind(_ word: StepWord, _ record: Record, _ draft: inout StepDraft) -> StepKind? {
        switch word {
        case .say: say(record, &draft)
        case .ask: ask(record, &draft)
        case .check: check(record, &draft)
        case .decide: decide(record, &draft)
        case .run: run(record, &draft)
        case .commit: commit(record, &draft)
        case .transfer: transfer(record, &draft)
        case .wait: wait(record, &draft)
        case .end: ending(record).map { .end($0) }
        case .return: returned(record).map { .return($0) }
        }
    }

    // MARK: Edges

    private mutating func visitLimit(_ record: Record, _ draft: inout StepDraft) -> VisitLimit? {
        guard let node = record["visits"] else { return nil }
        let subject = "'visits' of \(draft.subject)"
        guard
            let limit = Record(node, subject, .visits, findings),
            let max = limit.integer("max", FlowLimits.visits),
            let then = edge("visits", limit["then"], &draft)
        else { return nil }
        return VisitLimit(max: max, then: then)
    }

    /// Reads a target and notes where it stands.
    func edge(_ outcome: OutcomeName, _ node: YAMLNode?, _ draft: inout StepDraft) -> Target? {
        guard let node else { return nil }
        draft.edges[outcome] = node.position
        return target(node, from: draft.subject)
    }

    /// The targets by outcome; `outcomes` nil if only another file knows them.
    func when(_ record: Record, _ outcomes: [String]?, _ draft: inout StepDraft) -> [OutcomeName: Target]? {
        guard let node = record["when"] else {
            let names = outcomes.map { ": " + $0.joined(separator: ", ") } ?? ""
            findings.error(record.position, "\(draft.subject) needs 'when' with all its outcomes\(names)")
            return nil
        }
        guard let entries = node.mapping("'when' of \(draft.subject)", findings) else { return nil }
        var targets: [OutcomeName: Target] = [:]
        for entry in entries {
            let outcome = OutcomeName(entry.key)
            draft.places.outcomes[outcome] = entry.keyPosition
            if let outcomes, !outcomes.contains(entry.key) {
                let hint = Spelling.hint(for: entry.key, among: outcomes)
                findings.error(
                    entry.keyPosition, "\(draft.subject) has no outcome '\(entry.key.shortened)'\(hint)")
            } else if let target = edge(outcome, entry.value, &draft) {
                targets[outcome] = target
            }
        }
        let missing = (outcomes ?? []).filter { name in !entries.contains { $0.key == name } }
        if !missing.isEmpty {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            findings.error(node.position, "\(draft.subject) does not say under 'when' where \(names) leads")
        }
        return targets
    }

    // MARK: Plain kinds

    private mutating func say(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let names = record.names("say")
        let bargeIn = record.word("bargein", of: BargeIn.self) ?? .speech
        let ways = ["next", "end", "return"].filter(record.has)
        guard ways.count == 1 else {
            findings.error(
                record.position,
                ways.isEmpty
                    ? "\(draft.subject) leads nowhere; it needs 'next', 'end' or 'return'"
                    : "\(draft.subject) can have only one of \(ways.joined(separator: ", "))")
            return nil
        }
        let then: Continuation?
        if record.has("next") {
            then = edge("next", record["next"], &draft).map { .goto($0) }
        } else if record.has("end") {
            then = ending(record).map { .end($0) }
        } else {
            then = returned(record).map { .goto(.outcome($0)) }
            draft.edges["next"] = record["return"]?.position
        }
        guard let names, let then else { return nil }
        return .say(Say(prompts: prompts(names, .step), bargeIn: bargeIn, then: then))
    }

    private func ending(_ record: Record) -> Ending? {
        guard let node = record["end"], let word = record.text("end") else { return nil }
        if word == "committed" { return .committed }
        if let disposition = Disposition(word: word) { return .disposition(disposition) }
        let words = ["committed"] + Disposition.allCases.map(\.word)
        findings.error(
            node.position,
            "\(record.subject) ends with '\(word.shortened)', which is no disposition"
                + Spelling.hint(for: word, among: words))
        return nil
    }

    private func returned(_ record: Record) -> OutcomeName? {
        guard let node = record["return"], let name = record.name("return") else { return nil }
        guard symbols.isSubFlow else {
            findings.error(node.position, "\(record.subject) returns, but only a sub-flow can; use 'end'")
            return nil
        }
        guard symbols.outcomes.contains(name) else {
            if !symbols.knowsOutcomes { return nil }
            let hint = Spelling.hint(for: name, among: symbols.outcomes)
            findings.error(
                node.position, "\(record.subject) returns '\(name)', which is no outcome of the flow\(hint)")
            return nil
        }
        return OutcomeName(name)
    }

    private func transfer(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let when = when(record, TransferOutcome.allCases.map(\.rawValue), &draft)
        guard let destination = record.name("transfer"), let when else { return nil }
        return .transfer(Transfer(destination: destination, when: when))
    }

    private func wait(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        guard let node = record["wait"],
            let wait = Record(node, "'wait' of \(draft.subject)", .waiting, findings)
        else { return nil }
        let purpose = wait.word("for", of: Wait.Purpose.self)
        let timeout = wait.duration("timeout", FlowLimits.timeout)
        let when = when(record, purpose?.outcomes.map(\.rawValue), &draft)
        guard let purpose, let timeout, let when else { return nil }
        return .wait(Wait(purpose: purpose, timeout: timeout, when: when))
    }

    private func run(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let name = record["run"]?.name("'run' of \(draft.subject)", alsoHyphens: true, findings)
        var inputs: [FieldName: Operand] = [:]
        if let entries = record["with"]?.mapping("'with' of \(draft.subject)", findings) {
            for entry in entries {
                let input = FieldName(entry.key)
                draft.places.inputs[input] = entry.keyPosition
                let subject = "'\(entry.key.shortened)' of \(draft.subject)"
                inputs[input] = operand(entry.value, subject, takesSecrets: true)?.operand
            }
        }
        let when = when(record, nil, &draft)
        guard let name, let when else { return nil }
        return .run(Run(flow: FlowName(name), with: inputs, when: when))
    }
}
