import Dialog

/// Works out the instances of a program's flows.
struct FlowInstanceBuilder {
    let program: FlowProgram
    let catalogue: PromptCatalogue
    let sensitivity: EffectiveSensitivity
    private let factors: [FieldName: Int]
    private let graphs: [FlowName: FlowGraph]

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

    func instance(of flow: FlowName, scope: Scope) -> FlowInstance? {
        guard let graph = graphs[flow] else { return nil }
        let names = LocalNames(graph.flow, in: program)
        let steps = graph.flow.steps.indices.map { profile(of: $0, in: graph, scope: scope, names: names) }
        return FlowInstance(graph: graph, scope: scope, names: names, steps: steps)
    }

    private func profile(of index: Int, in graph: FlowGraph, scope: Scope, names: LocalNames) -> StepProfile {
        let step = graph.flow.steps[index]
        let reader = ValueReader(step: step, scope: scope, names: names)
        var factor: Int?
        if case .check(let check) = step.kind, case .datum(let binding) = scope.resolve(check.against) {
            factor = binding.secret.flatMap { factors[$0] }
        }
        return StepProfile(
            step: step, name: graph.name(of: index),
            lines: graph.lines[index].map { spoken($0, by: step, scope: scope, names: names) },
            moves: graph.moves[index].filter { isFeasible($0, of: step, in: scope) }, factor: factor,
            decidesOnDebt: reader.read.first { scope.sensitivity(of: $0) == .debt }, needs: reader.needs,
            undone: reader.undone, gains: reader.gains)
    }

    private func spoken(_ line: Line, by step: Step, scope: Scope, names: LocalNames) -> SpokenLine {
        let placeholders = sensitivity.placeholders(of: line.prompt)
        var own: FieldName?
        if case .ask(let ask) = step.kind, line.moment == .confirming { own = ask.slot }
        let needs = placeholders.filter { $0 != own }.compactMap { name in
            names.known(name).map { Need(name: name, bit: $0, kind: .known, use: .spoken(line)) }
        }
        return SpokenLine(
            line: line, says: catalogue.declarations[line.prompt]?.says ?? [],
            debt: sensitivity.debtReason(of: line.prompt, in: scope),
            speaksReference: placeholders.contains { scope.resolve($0) == .promiseReference }, needs: needs)
    }

    /// Whether a move can be taken in that scope; only comparisons of literals rule one out.
    private func isFeasible(_ move: Move, of step: Step, in scope: Scope) -> Bool {
        guard case .decide(let decide) = step.kind else { return true }
        let verdicts = decide.cases.map { Self.verdict(on: $0, in: scope) }
        let firstCertain = verdicts.firstIndex(of: true)
        switch move.cause {
        case .comparison(let index): return verdicts[index] != false && index <= firstCertain ?? index
        case .noComparison: return firstCertain == nil
        case .outcome, .played, .silence, .misunderstanding, .command, .corrected, .visitsUsedUp, .closed,
            .leftSubFlow:
            return true
        }
    }

    /// Whether a comparison holds; nil if that depends on the call.
    private static func verdict(on test: DecideCase, in scope: Scope) -> Bool? {
        guard let left = literal(test.value, in: scope) else { return nil }
        func compared(_ right: Operand, _ holds: (VerificationLevel, VerificationLevel) -> Bool) -> Bool? {
            guard case .level(let left) = left, case .level(let right)? = literal(right, in: scope) else {
                return nil
            }
            return holds(left, right)
        }
        switch test.comparison {
        case .equals(let right): return compared(right, ==)
        case .differs(let right): return compared(right, !=)
        case .atLeast(let right): return compared(right, >=)
        case .atMost(let right): return compared(right, <=)
        case .moreThan(let right): return compared(right, >)
        case .lessThan(let right): return compared(right, <)
        case .withinDays: return nil
        case .isSet: return true
        case .isUnset: return false
        }
    }

    private static func literal(_ operand: Operand, in scope: Scope) -> Value? {
        switch operand {
        case .literal(let value): return value
        case .visits, .amount: return nil
        case .field(let name):
            if case .datum(let binding) = scope.resolve(name), case .literal(let value) = binding.source {
                return value
            }
            return nil
        }
    }
}
