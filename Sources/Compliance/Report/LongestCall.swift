package import Dialog

/// How long a call can become at most, and the way on which it does.
///
/// Every question is taken to be answered as late and as badly as its bounds allow, and every command to be live
/// whoever speaks. Faults, and corrections in one breath, are left out.
package struct LongestCall: Sendable {
    /// Whether the way was found to be the longest, or only that no way is longer.
    package enum Certainty: String, Sendable { case exact, bound }

    package let turns: Int
    package let time: Duration
    package let certainty: Certainty
    /// The steps of a way as long as that, in words; empty if only the bound is known.
    package let way: [String]

    /// Nil for a program whose loops have no bounds.
    package init?(_ program: FlowProgram, catalogue: PromptCatalogue) {
        guard LoopRules.recursion(in: program) == nil else { return nil }
        let loads = StepLoads(program: program, catalogue: catalogue)
        var summaries: [FlowName: [Context.Target: FlowLength.Longest]] = [:]
        guard let root = Self.longest(program.root, in: program, loads, &summaries) else { return nil }
        guard let worst = root.values.max(by: { $0.load.time < $1.load.time }) else { return nil }
        turns = root.values.map(\.load.turns).max() ?? 0
        time = worst.load.time
        certainty = root.values.allSatisfy { $0.isExact } ? .exact : .bound
        way = worst.way
    }

    private static func longest(
        _ flow: Flow, in program: FlowProgram, _ loads: StepLoads,
        _ summaries: inout [FlowName: [Context.Target: FlowLength.Longest]]
    ) -> [Context.Target: FlowLength.Longest]? {
        if let known = summaries[flow.name] { return known }
        for step in flow.steps {
            guard case .run(let run) = step.kind, let callee = program.subFlows[run.flow] else { continue }
            guard longest(callee, in: program, loads, &summaries) != nil else { return nil }
        }
        let length = FlowLength(FlowGraph(flow, in: program), loads: loads, summaries: summaries)
        summaries[flow.name] = length?.exits
        return length?.exits
    }
}
