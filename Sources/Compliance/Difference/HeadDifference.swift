import Dialog

/// What changes above the steps: version, languages, data, defaults and commands.
struct HeadDifference {
    let old: FlowProgram
    let new: FlowProgram

    init(from old: FlowProgram, to new: FlowProgram) {
        self.old = old
        self.new = new
    }

    var lines: [String] { head + recording + flows + data + commands + defaults + faults }

    private var head: [String] {
        var lines: [String] = []
        if old.root.version != new.root.version {
            lines.append("version \(new.root.version), before \(old.root.version)")
        }
        let languages = MemberDifference(from: old.root.languages, to: new.root.languages)
        lines +=
            languages.added.map { "speaks \($0) too" } + languages.removed.map { "no longer speaks \($0)" }
        if old.root.policy != new.root.policy {
            lines.append(
                "is proved for \(new.root.policy ?? "no policy"), before for \(old.root.policy ?? "no policy")"
            )
        }
        if old.root.start != new.root.start {
            lines.append("begins with '\(new.root.start)', before with '\(old.root.start)'")
        }
        return lines
    }

    private var recording: [String] {
        guard old.root.recordFrom != new.root.recordFrom else { return [] }
        return [
            "a call is recorded: now \(phrase(new.root.recordFrom)), before \(phrase(old.root.recordFrom))"
        ]
    }

    private func phrase(_ from: RecordFrom) -> String {
        switch from {
        case .notice: "once the whole recording notice was heard"
        case .answer: "from the first moment on"
        case .never: "not at all"
        }
    }

    /// Where a call goes whose recogniser or synthesiser fails, unless a step says otherwise.
    private var faults: [String] {
        new.flows.compactMap { flow in
            guard let before = old.flow(flow.name), before.fault != flow.fault else { return nil }
            let isRoot = flow.name == new.root.name
            func phrase(_ target: Target?) -> String {
                if let target { return "goes to \(target.name)" }
                return isRoot ? "ends as failed" : "goes where the root flow says"
            }
            return "after a fault in '\(flow.name)', a call now \(phrase(flow.fault)), before it "
                + phrase(before.fault)
        }
    }

    private var flows: [String] {
        let flows = MemberDifference(from: old.subFlows.keys.sorted(), to: new.subFlows.keys.sorted())
        return flows.added.map { "sub-flow '\($0)' is new" }
            + flows.removed.map { "sub-flow '\($0)' is gone" }
    }

    private var data: [String] {
        named(
            old.root.fields.map { ($0.name, Settings.of($0)) },
            new.root.fields.map { ($0.name, Settings.of($0)) },
            noun: "datum")
    }

    private var commands: [String] {
        named(
            old.root.universals.map { ($0.name, Settings.of($0)) },
            new.root.universals.map { ($0.name, Settings.of($0)) }, noun: "command")
    }

    private var defaults: [String] {
        new.flows.flatMap { flow -> [String] in
            guard let before = old.flow(flow.name) else { return [] }
            return Settings.changes(from: Settings.of(before.defaults), to: Settings.of(flow.defaults)).map {
                "by default in '\(flow.name)': \($0)"
            }
        }
    }

    private func named<Name: Hashable & CustomStringConvertible>(
        _ old: [(Name, [String: String])], _ new: [(Name, [String: String])], noun: String
    ) -> [String] {
        let names = MemberDifference(from: old.map(\.0), to: new.map(\.0))
        let before = Dictionary(old, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new, uniquingKeysWith: { first, _ in first })
        return names.added.map { "\(noun) '\($0)' is new" } + names.removed.map { "\(noun) '\($0)' is gone" }
            + names.kept.flatMap { name in
                Settings.changes(from: before[name] ?? [:], to: after[name] ?? [:]).map {
                    "\(noun) '\(name)': \($0)"
                }
            }
    }
}

extension Target {
    /// What it leads to, as a sentence names it.
    var name: String {
        switch self {
        case .step(let step): "'\(step)'"
        case .outcome(let outcome): "outcome '\(outcome)'"
        }
    }
}
