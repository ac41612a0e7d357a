import Dialog

/// Works out the instances of a program's flows.
struct FlowInstanceBuilder {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let sensitivity: EffectiveSensitivity
    private let factors: [FieldName: Int]
    private var graphs: [FlowName: FlowGraph]
    private(set) var tallies = Tallies.none

    init(_ program: FlowProgram, catalogue: PromptCatalogue, graphs: [FlowName: FlowGraph]) {
        self.program = program
        self.catalogue = catalogue
        self.graphs = graphs
        sensitivity = EffectiveSensitivity(catalogue: catalogue, languages: program.root.languages)
        let secrets = program.root.fields.filter(\.isSecret).map(\.name)
        // More than 64 secrets share the last bit: they count for fewer factors, never for more.
        factors = Dictionary(
            secrets.enumerated().map { ($1, min($0, 63)) }, uniquingKeysWith: { first, _ in first })
    }

    /// A builder of instances that tell more apart; nil if there is no room for that.
    func telling(_ distinctions: Distinctions) -> FlowInstanceBuilder? {
        guard let tallies = Tallies(distinctions, in: program) else { return nil }
        var closer = self
        closer.tallies = tallies
        for (flow, slots) in distinctions.slots {
            guard let graph = graphs[flow]?.telling(slots) else { return nil }
            closer.graphs[flow] = graph
        }
        return closer
    }

    func instance(of flow: FlowName, scope: Scope) -> FlowInstance? {
        guard let graph = graphs[flow] else { return nil }
        let names = LocalNames(graph.flow, in: program)
        let steps = graph.flow.steps.indices.map { profile(of: $0, in: graph, scope: scope, names: names) }
        return FlowInstance(
            graph: graph, scope: scope, names: names, steps: steps, counted: tallies.bits(of: flow))
    }

    private func profile(of index: Int, in graph: FlowGraph, scope: Scope, names: LocalNames) -> StepProfile {
        let step = graph.flow.steps[index]
        let reader = ValueReader(step: step, scope: scope, names: names)
        var factor: Int?
        if case .check(let check) = step.kind, case .datum(let binding) = scope.resolve(check.against) {
            factor = binding.secret.flatMap { factors[$0] }
        }
        var comparisons: LevelComparisons?
        if case .decide(let decide) = step.kind {
            comparisons = LevelComparisons(decide: decide, scope: scope)
        }
        var fills: SlotFillers.Mark?
        if case .ask(let ask) = step.kind, let slot = ask.slot {
            fills = graph.fillers.mark(of: index, filling: slot)
        }
        return StepProfile(
            step: step, name: graph.name(of: index),
            visits: tallies[graph.flow.name, index],
            lines: graph.lines[index].map { spoken($0, by: step, scope: scope, names: names) },
            moves: graph.moves[index].filter { comparisons?.isOpen($0.cause, at: nil) ?? true },
            comparisons: comparisons, factor: factor,
            decidesOnDebt: reader.read.first { scope.sensitivity(of: $0) == .debt }, fills: fills,
            corrects: corrections(of: index, in: graph), needs: reader.needs,
            undone: reader.undone, gains: reader.gains)
    }

    private func corrections(of index: Int, in graph: FlowGraph) -> [Move: SlotFillers.Mark] {
        guard case .ask(let ask) = graph.flow.steps[index].kind else { return [:] }
        var marks: [Move: SlotFillers.Mark] = [:]
        for move in graph.moves[index] {
            guard case .corrected(let slot) = move.cause, case .step(let to) = move.to,
                ask.corrects[slot] == nil
            else { continue }
            marks[move] = graph.fillers.mark(of: to, filling: slot)
        }
        return marks
    }

    private func spoken(_ line: Line, by step: Step, scope: Scope, names: LocalNames) -> SpokenLine {
        let placeholders = sensitivity.placeholders(of: line.prompt)
        var own: FieldName?
        if case .ask(let ask) = step.kind, [.confirming, .offeringNearest].contains(line.moment) {
            own = ask.slot
        }
        let needs = placeholders.filter { $0 != own }.compactMap { name in
            names.known(name).map { Need(name: name, bit: $0, kind: .known, use: .spoken(line)) }
        }
        return SpokenLine(
            line: line, says: catalogue.declarations[line.prompt]?.says ?? [],
            debt: sensitivity.debtReason(of: line.prompt, in: scope),
            speaksReference: placeholders.contains { scope.resolve($0) == .promiseReference }, needs: needs)
    }
}
