import Compliance
package import Dialog

/// All that the calls of a program can go through.
package struct CoverageMap: Sendable {
    package struct Entry: Sendable {
        package let point: CoveragePoint
        /// What it is, for a reader.
        package let words: String
        /// The shortest path to it.
        package let path: [String]
        package let position: SourcePosition
    }

    package let program: FlowName
    package let entries: [Entry]

    package init(_ program: FlowProgram, _ catalogue: PromptCatalogue) {
        self.program = program.root.name
        let ways = FlowWays(program, catalogue).ways
        let flows = program.flows
        entries =
            flows.flatMap { flow in
                Self.entries(of: flow, ways: ways.filter { $0.departure.flow == flow.name })
            }
            + Self.entries(
                everywhere: program, reached: Set(ways.map { "\($0.departure.flow).\($0.departure.step)" }))
    }

    private static func entries(of flow: Flow, ways: [FlowWays.Way]) -> [Entry] {
        let nearest = Dictionary(grouping: ways, by: \.departure.step)
        return flow.steps.flatMap { step -> [Entry] in
            guard let ways = nearest[step.id], let first = ways.first else { return [] }
            func entry(_ item: CoverageItem, _ words: String, _ path: [String]) -> Entry {
                Entry(
                    point: CoveragePoint(flow.name, item), words: words, path: path, position: step.position)
            }
            let name = "'\(flow.name).\(step.id)'"
            let steps = [entry(.step(step.id), "step \(name)", first.path)]
            let edges = ways.filter(\.departure.cause.isCountedByStep).map { way in
                entry(
                    .way(step.id, way.departure.cause), "\(name): \(way.words)", way.path + [way.words])
            }
            var seen: Set<PromptID> = []
            let prompts = step.kind.ladder.filter { seen.insert($0).inserted }.map { prompt in
                entry(.prompt(step.id, prompt), "\(name) says '\(prompt)'", first.path)
            }
            return steps + edges + prompts
        }
    }

    /// Commands, hang-ups and faults, by class of step.
    private static func entries(everywhere program: FlowProgram, reached: Set<String>) -> [Entry] {
        let flows = program.flows
        var classes: [StepClass: SourcePosition] = [:]
        for flow in flows {
            for step in flow.steps where reached.contains("\(flow.name).\(step.id)") {
                guard let found = StepClass(step.kind), classes[found] == nil else { continue }
                classes[found] = step.position
            }
        }
        return StepClass.allCases.flatMap { stepClass -> [Entry] in
            guard let position = classes[stepClass] else { return [] }
            func entry(_ item: CoverageItem, _ words: String) -> Entry {
                Entry(
                    point: CoveragePoint(program.root.name, item), words: words, path: [], position: position)
            }
            let commands = program.root.universals.filter {
                stepClass.hearsEveryCommand || $0.name == .stopCalling
                    || $0.language != nil && stepClass == .sayUncut
            }.map(\.name)
            return [
                entry(.hangUp(stepClass), "the caller hangs up at a step of class '\(stepClass.rawValue)'"),
                entry(
                    .fault(stepClass), "a part of the system fails at a step of class '\(stepClass.rawValue)'"
                ),
            ]
                + commands.map {
                    entry(
                        .command(stepClass, $0),
                        "the command '\($0)' at a step of class '\(stepClass.rawValue)'")
                }
        }
    }
}
