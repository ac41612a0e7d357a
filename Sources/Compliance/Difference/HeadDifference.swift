import Dialog

/// What changes above the steps: version, languages, data, defaults and commands.
struct HeadDifference {
    let old: FlowProgram
    let new: FlowProgram

    init(from old: FlowProgram, to new: FlowProgram) {
        self.old = old
        self.new = new
    }

    var lines: [String] { head + flows + data + commands + defaults }

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
