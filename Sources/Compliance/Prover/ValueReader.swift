import Dialog

/// What one step reads from names and writes to them.
struct ValueReader {
    let step: Step
    let scope: Scope
    let names: LocalNames

    /// The names on which the way out of the step depends.
    var read: [FieldName] {
        switch step.kind {
        case .decide(let decide):
            decide.cases.flatMap { [$0.value] + [$0.comparison.operand].compactMap { $0 } }.compactMap(\.name)
        case .ask(let ask): ask.limits.compactMap(\.name)
        case .say, .check, .run, .commit, .transfer, .wait, .end, .return: []
        }
    }

    /// What must be known or confirmed on entry.
    var needs: [Need] {
        switch step.kind {
        case .decide(let decide):
            // A comparison with an absent datum does not hold; one with an empty slot is a mistake.
            return decide.cases.filter { !$0.comparison.isTestOfPresence }
                .flatMap { [$0.value] + [$0.comparison.operand].compactMap { $0 } }
                .compactMap(\.name).filter { scope.resolve($0) == .slot }.compactMap { known($0, .compared) }
        case .ask(let ask): return ask.limits.compactMap(\.name).compactMap { known($0, .limit) }
        case .run(let run):
            return run.with.sorted { $0.key < $1.key }.compactMap(\.value.name)
                .filter { scope.resolve($0) == .slot }.compactMap { known($0, .passed) }
        case .commit(let commit):
            let read = commit.content.operands.compactMap(\.name)
            let missing = read.compactMap { known($0, .committed) }
            guard case .promise = commit.content else { return missing }
            return missing + read.compactMap(confirmed)
        case .say, .check, .transfer, .wait, .end, .return: return []
        }
    }

    private func known(_ name: FieldName, _ use: Need.Use) -> Need? {
        names.known(name).map { Need(name: name, bit: $0, kind: .known, use: use) }
    }

    private func confirmed(_ name: FieldName) -> Need? {
        if case .datum(let binding) = scope.resolve(name), binding.source != .value { return nil }
        return names.confirmed(name).map { Need(name: name, bit: $0, kind: .confirmed, use: .committed) }
    }

    /// The confirmations that entering the step undoes: of the slot that is asked for again, or of everything where
    /// somebody else may be on the line.
    var undone: BitSet {
        switch step.kind {
        case .ask(let ask):
            ask.identifies == nil ? names.confirmed([ask.slot].compactMap { $0 }) : names.allConfirmed
        case .transfer, .wait: names.allConfirmed
        case .say, .check, .decide, .run, .commit, .end, .return: names.empty
        }
    }

    /// What each way out makes known or confirmed; ways that change nothing are left out.
    var gains: [Cause: BitSet] {
        switch step.kind {
        case .ask(let ask):
            let slot = names.known([ask.slot].compactMap { $0 })
            return Dictionary(
                ask.when.keys.map { outcome in
                    var gain = slot
                    if outcome == "said_yes" { gain.formUnion(names.confirmed(ask.confirms)) }
                    return (.outcome(outcome), gain)
                }, uniquingKeysWith: { first, _ in first })
        case .decide(let decide): return gains(of: decide)
        case .say, .check, .run, .commit, .transfer, .wait, .end, .return: return [:]
        }
    }

    /// A comparison that holds shows that what it compares is there; so does a test for absence that fails.
    private func gains(of decide: Decide) -> [Cause: BitSet] {
        var gains: [Cause: BitSet] = [:]
        var present = names.empty
        for (index, test) in decide.cases.enumerated() {
            let compared = names.known([test.value, test.comparison.operand].compactMap { $0?.name })
            var gain = present
            if test.comparison == .isUnset {
                present.formUnion(compared)
            } else {
                gain.formUnion(compared)
            }
            gains[.comparison(index)] = gain
        }
        gains[.noComparison] = present
        return gains
    }
}

extension Operand {
    /// The slot, datum or input that is read, if any.
    var name: FieldName? {
        if case .field(let name) = self { name } else { nil }
    }
}

extension Comparison {
    /// What the value is compared with, if it is an operand.
    var operand: Operand? {
        switch self {
        case .equals(let other), .differs(let other), .atLeast(let other), .atMost(let other),
            .moreThan(let other), .lessThan(let other):
            other
        case .withinDays, .isSet, .isUnset: nil
        }
    }

    var isTestOfPresence: Bool { self == .isSet || self == .isUnset }
}

extension Ask {
    /// What limits the values that this takes.
    var limits: [Operand] {
        var limits: [Operand] =
            switch type {
            case .money(let limits), .number(let limits), .time(let limits):
                [limits.min, limits.max].compactMap { $0 }
            case .yesNo, .choice, .digits, .date: []
            }
        if case .agentHours(let on)? = schedule { limits.append(on) }
        return limits
    }
}

extension Commit.Content {
    /// What is written.
    var operands: [Operand] {
        switch self {
        case .promise(_, let amount, let due, _, _): [amount, due]
        case .callBack(let on, let at): [on, at].compactMap { $0 }
        case .stopCalling, .dispute, .flag: []
        }
    }
}
