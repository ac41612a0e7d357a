package import Dialog

extension FlowPicture {
    /// Draws a program that is well-formed; what its steps lead to and isn't there is left out.
    package init(_ program: FlowProgram, catalogue: PromptCatalogue) {
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let builder = FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs)
        // Flows that run each other have no paths to walk, and no standing.
        let standings =
            LoopRules.recursion(in: program) == nil ? Self.standings(in: Exploration(builder)) : [:]
        let groups = program.flows.compactMap { flow in
            graphs[flow.name].map { graph in
                FlowDrawing(
                    graph: graph, program: program, sensitivity: builder.sensitivity, standings: standings
                ).group
            }
        }
        self.init(name: program.root.name, version: program.root.version, groups: groups)
    }

    private static func standings(in exploration: Exploration) -> [String: Standing] {
        var standings: [String: Standing] = [:]
        for context in exploration.contexts {
            let graph = exploration.instances[context.key.instance].graph
            for node in context.nodes {
                let id = "\(graph.flow.name)/\(graph.flow.steps[node.point.step].id)"
                let here: Standing = node.point.facts.isVerified ? .verified : .unverified
                standings[id] = standings[id].map { $0 == here ? here : .either } ?? here
            }
        }
        return standings
    }
}

/// The boxes and arrows of one flow.
private struct FlowDrawing {
    let graph: FlowGraph
    let program: FlowProgram
    let sensitivity: EffectiveSensitivity
    let standings: [String: FlowPicture.Standing]

    private var flow: Flow { graph.flow }
    private var anyQuestion: String { FlowPicture.anyQuestion(in: flow.name) }

    private func id(_ name: String) -> String { "\(flow.name)/\(name)" }

    var group: FlowPicture.Group {
        let arrows = merged(steps.flatMap { $0 } + commands)
        let known = flow.steps.indices.map(box) + (commands.isEmpty ? [] : [questionBox])
        return FlowPicture.Group(flow: flow.name, boxes: known + ways, arrows: arrows)
    }

    // MARK: Boxes

    private func box(_ index: Int) -> FlowPicture.Box {
        let step = flow.steps[index]
        let lines = graph.lines[index]
        let first = lines.first { $0.moment == .opening }
        return FlowPicture.Box(
            id: id(step.id.rawValue), title: step.id.rawValue, kind: .step(step.kind.word),
            text: first.flatMap { sensitivity.wording(of: $0.prompt) }, subFlow: step.kind.subFlow,
            standing: standings[id(step.id.rawValue)] ?? .unreached,
            speaksDebt: lines.contains { speaksDebt($0) }, isStart: index == graph.start)
    }

    /// Commands may be given anywhere; what they say is not this step's.
    private func speaksDebt(_ line: Line) -> Bool {
        if case .command = line.moment { return false }
        return sensitivity.debtReason(of: line.prompt, in: Scope(root: program.root)) != nil
    }

    /// Each step has its own ends and outcomes: a shared one would draw all arrows across the picture to itself.
    private var ways: [FlowPicture.Box] {
        var seen: Set<String> = []
        return flow.steps.indices.flatMap { index in
            graph.waysOut(of: index).compactMap { move -> FlowPicture.Box? in
                guard let id = target(of: move, from: index), seen.insert(id).inserted else { return nil }
                return switch move.to {
                case .outcome(let outcome):
                    FlowPicture.Box(id: id, title: outcome.rawValue, kind: .outcome)
                case .hangUp(let ending): FlowPicture.Box(id: id, title: ending.word, kind: .end)
                case .step, .root: nil
                }
            }
        } + defaultOutcomes
    }

    private var defaultOutcomes: [FlowPicture.Box] {
        var seen: Set<OutcomeName> = []
        return [flow.defaults.noInput.then, flow.defaults.noMatch.then].compactMap { target in
            guard case .outcome(let outcome)? = target, seen.insert(outcome).inserted else { return nil }
            return FlowPicture.Box(id: id(.outcome(outcome)), title: outcome.rawValue, kind: .outcome)
        }
    }

    private var questionBox: FlowPicture.Box {
        FlowPicture.Box(id: anyQuestion, title: "at any question", kind: .anyQuestion)
    }

    // MARK: Arrows

    private var steps: [[FlowPicture.Arrow]] {
        flow.steps.indices.map { index in
            graph.waysOut(of: index).compactMap { arrow(from: index, $0) }
        }
    }

    private func arrow(from index: Int, _ move: Move) -> FlowPicture.Arrow? {
        let step = flow.steps[index]
        guard !move.cause.isCommand, let to = target(of: move, from: index), !isEverywhere(move) else {
            return nil
        }
        return FlowPicture.Arrow(
            from: id(step.id.rawValue), to: to, labels: [label(step, move.cause)].compactMap { $0 },
            stroke: move.cause.stroke)
    }

    private func target(of move: Move, from index: Int) -> String? {
        let step = flow.steps[index].id
        return switch move.to {
        case .step(let step): id(flow.steps[step].id.rawValue)
        case .outcome(let outcome): id("\(step) returns \(outcome)")
        case .hangUp(let ending): id("\(step) ends \(ending.word)")
        // Drawn once, at any question of the root flow.
        case .root: nil
        }
    }

    /// What the flow's own defaults do is drawn once.
    private func isEverywhere(_ move: Move) -> Bool {
        let target: Target? =
            switch move.cause {
            case .silence: flow.defaults.noInput.then
            case .misunderstanding: flow.defaults.noMatch.then
            case .outcome, .played, .comparison, .noComparison, .command, .anotherLanguage, .corrected,
                .fault,
                .visitsUsedUp, .closed, .leftSubFlow:
                nil
            }
        return switch (move.to, target) {
        case (.step(let step), .step(let other)?): flow.steps[step].id == other
        case (.outcome(let outcome), .outcome(let other)?): outcome == other
        case (_, _): false
        }
    }

    private func id(_ target: Target) -> String {
        switch target {
        case .step(let step): id(step.rawValue)
        case .outcome(let outcome): id(outcome.rawValue)
        }
    }

    private var commands: [FlowPicture.Arrow] {
        guard flow.steps.contains(where: { $0.kind.isListening }) else { return [] }
        let retries: [(Target?, String)] = [
            (flow.defaults.noInput.then, "silent too often"),
            (flow.defaults.noMatch.then, "not understood too often"),
        ]
        return (graph.isRoot ? flow.universals.compactMap(arrow) : [])
            + retries.compactMap { target, label in
                target.map {
                    FlowPicture.Arrow(from: anyQuestion, to: id($0), labels: [label], stroke: .retry)
                }
            }
    }

    private func arrow(for universal: Universal) -> FlowPicture.Arrow? {
        guard case .goto(let step) = universal.action else { return nil }
        let keys = universal.keys.map { " or \($0)" } ?? ""
        let limit = universal.requiresVerification ? ", once verified" : ""
        return FlowPicture.Arrow(
            from: anyQuestion, to: id(step.rawValue), labels: ["'\(universal.name)'\(keys)\(limit)"],
            stroke: .command)
    }

    private func label(_ step: Step, _ cause: Cause) -> String? {
        switch cause {
        case .played, .closed: nil
        case .noComparison: "otherwise"
        case .visitsUsedUp: "too many visits"
        case .silence: "silent too often"
        case .misunderstanding: "not understood too often"
        case .fault: "fault"
        case .corrected(let slot): "corrects '\(slot)'"
        case .outcome("said_yes"): "yes"
        case .outcome("said_no"): "no"
        case .outcome("next"): "answers"
        case .outcome(let outcome): String(outcome.rawValue.map { $0 == "_" ? " " : $0 })
        case .comparison, .command, .anotherLanguage, .leftSubFlow: Wording.phrase(step, cause)
        }
    }

    /// Arrows between the same two boxes, drawn the same way, become one.
    private func merged(_ arrows: [FlowPicture.Arrow]) -> [FlowPicture.Arrow] {
        var places: [[String]: Int] = [:]
        var result: [FlowPicture.Arrow] = []
        for arrow in arrows {
            let key = [arrow.from, arrow.to, arrow.stroke.rawValue]
            if let place = places[key] {
                result[place].labels += arrow.labels.filter { !result[place].labels.contains($0) }
            } else {
                places[key] = result.count
                result.append(arrow)
            }
        }
        return result
    }
}

extension Cause {
    fileprivate var stroke: FlowPicture.Stroke {
        switch self {
        case .silence, .misunderstanding, .visitsUsedUp, .corrected, .fault: .retry
        case .command, .anotherLanguage: .command
        case .outcome, .played, .comparison, .noComparison, .closed, .leftSubFlow: .plain
        }
    }
}

extension Ending {
    /// As a flow file writes it after `end:`.
    fileprivate var word: String {
        switch self {
        case .committed: "committed"
        case .disposition(let disposition): disposition.word
        }
    }
}

extension StepKind {
    fileprivate var subFlow: FlowName? {
        if case .run(let run) = self { run.flow } else { nil }
    }
}
