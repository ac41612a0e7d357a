import Dialog

/// What changes in the steps of a flow and between them.
struct StepDifference {
    private let old: FlowGraph
    private let new: FlowGraph

    /// Over all flows that both versions have.
    static func lines(from old: FlowDifference.Version, to new: FlowDifference.Version) -> [String] {
        new.program.flows.flatMap { flow -> [String] in
            guard let before = old.program.flow(flow.name) else { return [] }
            return StepDifference(
                old: FlowGraph(before, in: old.program), new: FlowGraph(flow, in: new.program)
            ).lines
        }
    }

    private var lines: [String] {
        let steps = MemberDifference(from: old.flow.steps.map(\.id), to: new.flow.steps.map(\.id))
        return steps.added.map { "\(name($0)) is new: \(summary($0))" }
            + steps.removed.map { "\(name($0)) is gone" }
            + steps.kept.flatMap(changes)
    }

    private func name(_ step: StepID) -> String {
        new.isRoot ? "step '\(step)'" : "step '\(new.flow.name).\(step)'"
    }

    private func summary(_ step: StepID) -> String {
        let ways = edges(of: step, in: new)
        return ways.keys.sorted().map { "when \($0), \(ways[$0] ?? "")" }.joined(separator: "; ")
    }

    private func changes(of step: StepID) -> [String] {
        guard let before = old.flow[step], let after = new.flow[step] else { return [] }
        guard before.kind.word == after.kind.word else {
            return ["\(name(step)) is now \(article(after.kind.word)), before \(article(before.kind.word))"]
        }
        let settings = Settings.changes(
            from: Settings.of(before.kind.content).merging(visits(before)) { $1 },
            to: Settings.of(after.kind.content).merging(visits(after)) { $1 })
        let all =
            settings + edgeChanges(of: step) + faultChange(from: before, to: after)
            + corrections(from: before, to: after)
        return all.map { "\(name(step)): \($0)" }
    }

    private func visits(_ step: Step) -> [String: String] {
        step.visits.map { ["most visits": "\($0.max)"] } ?? [:]
    }

    private func article(_ word: String) -> String {
        "aeio".contains(word.prefix(1)) ? "an `\(word)`" : "a `\(word)`"
    }

    private func faultChange(from before: Step, to after: Step) -> [String] {
        guard before.fault != after.fault else { return [] }
        func phrase(_ target: Target?) -> String {
            target.map { "goes to \($0.name)" } ?? "goes where the flow says"
        }
        return ["after a fault here, it now \(phrase(after.fault)), before it \(phrase(before.fault))"]
    }

    private func corrections(from before: Step, to after: Step) -> [String] {
        guard case .ask(let old) = before.kind, case .ask(let new) = after.kind else { return [] }
        return Set(old.corrects.keys).union(new.corrects.keys).sorted().compactMap { slot in
            guard old.corrects[slot] != new.corrects[slot] else { return nil }
            func phrase(_ step: StepID?) -> String {
                step.map { "'\($0)'" } ?? "the question that filled it last"
            }
            return
                "a corrected '\(slot)' now leads back to \(phrase(new.corrects[slot])), before to "
                + phrase(old.corrects[slot])
        }
    }

    // MARK: Edges

    private func edgeChanges(of step: StepID) -> [String] {
        let (before, after) = (edges(of: step, in: old), edges(of: step, in: new))
        return Set(before.keys).union(after.keys).sorted().compactMap { cause in
            switch (before[cause], after[cause]) {
            case (let from?, let to?): from == to ? nil : "when \(cause), it now \(to), before it \(from)"
            case (nil, let to?): "new: when \(cause), it \(to)"
            case (let from?, nil): "gone: when \(cause), it \(from)"
            case (nil, nil): nil
            }
        }
    }

    /// By what happens, in words: where it leads, in words.
    ///
    /// Commands are compared once, for the whole flow; faults and corrections have lines of their own.
    private func edges(of step: StepID, in graph: FlowGraph) -> [String: String] {
        guard let index = graph.flow.steps.firstIndex(where: { $0.id == step }) else { return [:] }
        var edges: [String: String] = [:]
        for move in graph.waysOut(of: index) where !move.cause.isCommand && !move.cause.isBounded {
            edges[Wording.phrase(graph.flow.steps[index], move.cause)] = words(move.to, in: graph)
        }
        return edges
    }

    private func words(_ destination: Destination, in graph: FlowGraph) -> String {
        switch destination {
        case .step(let step): "goes to '\(graph.flow.steps[step].id)'"
        case .outcome(let outcome): "returns '\(outcome)'"
        case .root: "leaves the sub-flow"
        case .hangUp(.committed): "ends with the disposition that was stored"
        case .hangUp(.disposition(let disposition)): "ends with '\(disposition.word)'"
        }
    }
}

extension StepKind {
    /// The settings of the step, by name.
    fileprivate var content: Any {
        switch self {
        case .say(let say): say
        case .ask(let ask): ask
        case .check(let check): check
        case .decide(let decide): decide
        case .run(let run): run
        case .commit(let commit): commit
        case .transfer(let transfer): transfer
        case .wait(let wait): wait
        case .end, .return: self
        }
    }
}
