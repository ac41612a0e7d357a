package import Dialog

/// A flow with one thing changed.
package struct Mutant: Sendable {
    package let kind: MutationKind
    /// What was changed, in words that tell it from every other mutant.
    package let change: String
    package let program: FlowProgram
    package let catalogue: PromptCatalogue
}

/// Changes a flow in one place at a time; which one follows from a seed.
package struct Mutator {
    /// A changed flow, and what was changed.
    typealias Change = (words: String, program: FlowProgram, catalogue: PromptCatalogue)

    let program: FlowProgram
    let catalogue: PromptCatalogue
    var random: SeededGenerator

    /// As many different mutants as asked for, the kinds in turn, or fewer if there are no more.
    package static func mutants(
        of program: FlowProgram, catalogue: PromptCatalogue, count: Int, seed: UInt64
    ) -> [Mutant] {
        var mutator = Mutator(program: program, catalogue: catalogue, random: SeededGenerator(seed: seed))
        var mutants: [Mutant] = []
        var seen: Set<String> = []
        for attempt in 0..<(count * 20) where mutants.count < count {
            let kind = MutationKind.allCases[attempt % MutationKind.allCases.count]
            guard let change = mutator.change(kind), seen.insert("\(kind) \(change.words)").inserted,
                change.program != program || change.catalogue != catalogue
            else { continue }
            mutants.append(
                Mutant(
                    kind: kind, change: change.words, program: change.program, catalogue: change.catalogue))
        }
        return mutants
    }

    private mutating func change(_ kind: MutationKind) -> Change? {
        switch kind {
        case .dropPrompt: dropPrompt()
        case .swapPrompts: swapPrompts()
        case .redirectEdge: redirectEdge()
        case .swapOutcomes: swapOutcomes()
        case .redirectRetry: redirectRetry()
        case .redirectCommand: redirectCommand()
        case .redirectBound: redirectBound()
        case .changeEnding: changeEnding()
        case .skipStep: skipStep()
        case .skipConfirmation: skipConfirmation()
        case .dropConfirmed: dropConfirmed()
        case .dropSpoken: dropSpoken()
        case .swapOperand: swapOperand()
        case .moveDisclosure: moveDisclosure()
        case .replacePrompt: replacePrompt()
        case .declareDebt: declareDebt()
        case .dropSays: dropSays()
        case .debtPlaceholder: addPlaceholder(of: program.root.fields.filter { $0.about == .debt })
        case .speakSecret: addPlaceholder(of: program.root.fields.filter(\.isSecret))
        case .debtWord: addWord(from: \.debtLexicon)
        case .threatWord: addWord(from: \.threatLexicon)
        case .cutNotice: cutNotice()
        case .dropBound: dropBound()
        case .dropCommand: dropCommand()
        case .restrictCommand: restrictCommand()
        case .changeLevel: changeLevel()
        case .dropIdentity: dropIdentity()
        case .changeSecret: changeSecret()
        case .makeOptional: makeOptional()
        case .handOver: handOver()
        case .addFault: addFault()
        case .dropEdge: dropEdge()
        }
    }

    // MARK: Choosing

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    /// A step for which the function gives something.
    mutating func pickStep<Part>(_ part: (Step) -> Part?) -> (flow: Flow, index: Int, step: Step, part: Part)?
    {
        let all = program.flows.flatMap { flow in
            flow.steps.enumerated().compactMap { index, step in
                part(step).map { (flow: flow, index: index, step: step, part: $0) }
            }
        }
        return pick(all)
    }

    mutating func pickTarget(in flow: Flow) -> Target? {
        pick(flow.steps.map { Target.step($0.id) } + (flow.outcomes ?? []).map(Target.outcome))
    }

    func changed(_ words: String, _ flow: Flow, _ index: Int, _ step: Step) -> Change {
        ("\(flow.name).\(step.id): \(words)", program.replacing(flow.replacing(step, at: index)), catalogue)
    }

    func changed(_ words: String, root: Flow) -> Change { (words, program.replacing(root), catalogue) }

    func changed(_ words: String, _ change: (inout PromptCatalogue) -> Void) -> Change {
        var catalogue = catalogue
        change(&catalogue)
        return (words, program, catalogue)
    }
}

extension Target {
    var words: String {
        switch self {
        case .step(let step): step.rawValue
        case .outcome(let outcome): "outcome \(outcome)"
        }
    }
}
