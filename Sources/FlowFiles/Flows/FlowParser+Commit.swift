import Dialog

/// What `commit:` can name.
enum CommitWord: String, CaseIterable {
    case promise
    case callBack = "call_back"
    case stopCalling = "stop_calling"
    case dispute, flag
}

extension FlowParser {
    func commit(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let when = when(record, ["done", "failed", "duplicate"], &draft)
        guard let word = record.word("commit", of: CommitWord.self),
            let content = content(word, record), let when
        else { return nil }
        let requires = record.word("requires", of: VerificationLevel.self)
        if case .promise(.settlement, _, _, _, _) = content, let requires, requires < .l2 {
            findings.error(
                record.keyPosition("requires"), "\(draft.subject) stores a settlement, which requires L2")
        }
        return .commit(Commit(content: content, requires: requires, when: when))
    }

    private func content(_ word: CommitWord, _ record: Record) -> Commit.Content? {
        switch word {
        case .stopCalling, .dispute:
            record.refuse(["with"], because: "'\(word.rawValue)' takes nothing")
            return word == .dispute ? .dispute : .stopCalling
        case .callBack:
            guard record.has("with") else { return .callBack(on: nil) }
            guard let with = with(record, ["on"], required: ["on"]), let date = operand(with, "on", .date)
            else {
                return nil
            }
            return .callBack(on: date)
        case .flag:
            guard let with = with(record, ["flag"], required: ["flag"]), let node = with["flag"],
                let flag = with.text("flag")
            else { return nil }
            guard let disposition = Disposition(word: flag) else {
                let hint = Spelling.hint(for: flag, among: Disposition.allCases.map(\.word))
                findings.error(
                    node.position, "'\(flag.shortened)' is no disposition that could be flagged\(hint)")
                return nil
            }
            return .flag(disposition)
        case .promise:
            return promise(record)
        }
    }

    private func promise(_ record: Record) -> Commit.Content? {
        guard
            let with = with(
                record, ["kind", "amount", "due", "instalments", "interval_days"],
                required: ["kind", "amount", "due"])
        else { return nil }
        let kind = with.word("kind", of: PromiseKind.self)
        let amount = operand(with, "amount", .money)
        let due = operand(with, "due", .date)
        var (instalments, interval): (Int?, Int?) = (1, 0)
        switch kind {
        case .plan:
            for key in ["instalments", "interval_days"] where !with.has(key) {
                findings.error(with.position, "\(with.subject) is a plan and needs '\(key)'")
            }
            instalments = with.integer("instalments", FlowLimits.instalments)
            interval = with.integer("interval_days", FlowLimits.intervalDays)
        case .full, .partial, .settlement:
            with.refuse(["instalments", "interval_days"], because: "only a plan has several payments")
        case nil: break
        }
        guard let kind, let amount, let due, let instalments, let interval else { return nil }
        return .promise(kind, amount: amount, due: due, instalments: instalments, intervalDays: interval)
    }

    private func with(_ record: Record, _ keys: [String], required: [String]) -> Record? {
        guard let node = record["with"] else {
            let names = required.map { "'\($0)'" }.joined(separator: ", ")
            findings.error(record.position, "\(record.subject) needs 'with' that has \(names)")
            return nil
        }
        return Record(node, "'with' of \(record.subject)", keys: keys, required: required, findings: findings)
    }

    private func operand(_ record: Record, _ key: String, _ type: ValueType) -> Operand? {
        record[key].flatMap { operand($0, "'\(key)' of \(record.subject)", expected: type)?.operand }
    }
}
