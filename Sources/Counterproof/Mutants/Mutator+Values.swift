import Dialog

// Changes of what is known, confirmed and stored.
extension Mutator {
    mutating func dropConfirmed() -> Change? {
        guard
            let (flow, index, step, ask) = pickStep({ step -> Ask? in
                if case .ask(let ask) = step.kind, !ask.confirms.isEmpty { ask } else { nil }
            }), let dropped = pick(ask.confirms)
        else { return nil }
        let kind = StepKind.ask(ask.changing(confirms: ask.confirms.filter { $0 != dropped }))
        return changed("does not confirm \(dropped)", flow, index, step.changing(kind: kind))
    }

    mutating func swapOperand() -> Change? {
        guard
            let (flow, index, step, commit) = pickStep({ step -> Commit? in
                guard case .commit(let commit) = step.kind else { return nil }
                return commit.content.storedOperands.isEmpty ? nil : commit
            })
        else { return nil }
        let names = Set(flow.slotNames + program.root.fields.filter { !$0.isSecret }.map(\.name) + [.today])
        guard let name = pick(names.sorted()) else { return nil }
        let isFirst = Bool.random(using: &random)
        let content: Commit.Content
        switch commit.content {
        case .promise(let kind, let amount, let due, let instalments, let interval):
            content = .promise(
                kind, amount: isFirst ? .field(name) : amount, due: isFirst ? due : .field(name),
                instalments: instalments, intervalDays: interval)
        case .callBack(let on, let at):
            content = .callBack(on: isFirst ? .field(name) : on, at: isFirst ? at : .field(name))
        case .stopCalling, .dispute, .flag: return nil
        }
        let kind = StepKind.commit(Commit(content: content, requires: commit.requires, when: commit.when))
        return changed(
            "stores \(name) as the \(isFirst ? "first" : "second") value", flow, index,
            step.changing(kind: kind))
    }

    mutating func changeLevel() -> Change? {
        guard let level = pick(VerificationLevel.allCases),
            let (flow, index, step, kind) = pickStep({ Self.asking(for: level, $0) })
        else { return nil }
        return changed("asks for \(level.rawValue)", flow, index, step.changing(kind: kind))
    }

    /// The step with the level that it asks for, or compares with, replaced.
    private static func asking(for level: VerificationLevel, _ step: Step) -> StepKind? {
        switch step.kind {
        case .commit(let commit):
            return .commit(Commit(content: commit.content, requires: level, when: commit.when))
        case .run(let run):
            let with = run.with.mapValues { operand -> Operand in
                if case .literal(.level) = operand { .literal(.level(level)) } else { operand }
            }
            return with == run.with ? nil : .run(Run(flow: run.flow, with: with, when: run.when))
        case .decide(let decide):
            let cases = decide.cases.map { test -> DecideCase in
                guard case .equals(.literal(.level)) = test.comparison else { return test }
                return DecideCase(
                    value: test.value, comparison: .equals(.literal(.level(level))), goto: test.goto,
                    position: test.position)
            }
            return cases == decide.cases ? nil : .decide(Decide(cases: cases, otherwise: decide.otherwise))
        case .say, .ask, .check, .transfer, .wait, .end, .return: return nil
        }
    }

    mutating func dropIdentity() -> Change? {
        guard
            let (flow, index, step, ask) = pickStep({ step -> Ask? in
                if case .ask(let ask) = step.kind, ask.type != .yesNo || ask.slot == nil { ask } else { nil }
            }), let outcome = pick([nil] + ask.when.keys.sorted().map(Optional.some))
        else { return nil }
        let kind = StepKind.ask(ask.changing(identifies: .some(outcome)))
        return changed("identifies \(outcome?.rawValue ?? "nobody")", flow, index, step.changing(kind: kind))
    }

    mutating func changeSecret() -> Change? {
        guard
            let (flow, index, step, check) = pickStep({ step -> Check? in
                if case .check(let check) = step.kind { check } else { nil }
            }),
            let name = pick(
                Set((flow.fields + program.root.fields).filter { $0.type != .level }.map(\.name)).sorted())
        else { return nil }
        let other = Check(
            against: name, type: check.type, prompts: check.prompts, tries: check.tries,
            unsureTries: check.unsureTries, noInput: check.noInput, bargeIn: check.bargeIn, when: check.when)
        return changed("compares with \(name)", flow, index, step.changing(kind: .check(other)))
    }

    mutating func makeOptional() -> Change? {
        let root = program.root
        guard
            let index = root.fields.indices.filter({ !root.fields[$0].isOptional })
                .randomElement(using: &random)
        else { return nil }
        var fields = root.fields
        let field = fields[index]
        fields[index] = DataField(
            name: field.name, type: field.type, origin: field.origin, about: field.about,
            isSecret: field.isSecret, length: field.length, isOptional: true, position: field.position)
        return changed("\(field.name) is optional", root: root.changing(fields: fields))
    }
}
