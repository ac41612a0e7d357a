import Dialog

/// A root flow and the sub-flows that it reaches, read but not yet linked.
struct ProgramDraft {
    let folder: FlowFolder
    /// Nil if the root could not be read.
    private(set) var root: ParsedFlow?
    private(set) var subFlows: [FlowName: ParsedFlow] = [:]
    /// In the order in which they were reached.
    private(set) var order: [FlowName] = []
    /// Every file that was read.
    private(set) var files: Set<String> = []
    private(set) var diagnostics: [Diagnostic] = []

    init(rootFile: String, in folder: FlowFolder) {
        self.folder = folder
        let findings = Findings()
        let reader = ProjectFiles(findings: findings)
        files.insert(rootFile)
        if let bytes = reader.bytes(of: rootFile) {
            let parsed = FlowParser.parse(bytes, file: rootFile)
            diagnostics += parsed.diagnostics
            root = parsed
            if let flow = parsed.flow, flow.isSubFlow {
                findings.error(flow.position, "'\(flow.name)' is a sub-flow; give the root flow that runs it")
            } else if let flow = parsed.flow {
                // With broken data the sub-flows' references cannot be judged.
                reach(from: flow, rootData: parsed.hasSoundInterface ? flow.fields : nil, reader)
            }
        }
        diagnostics += findings.diagnostics
    }

    private mutating func reach(from root: Flow, rootData: [DataField]?, _ reader: ProjectFiles) {
        var waiting = [root]
        while let flow = waiting.popLast() {
            for case .run(let run) in flow.steps.map(\.kind)
            where run.flow != root.name && subFlows[run.flow] == nil {
                let file = folder.file(of: run.flow)
                // A missing file is reported at the step that runs it.
                guard ProjectFiles.isFile(file), files.insert(file).inserted,
                    let bytes = reader.bytes(of: file)
                else { continue }
                let parsed = FlowParser.parse(bytes, file: file, rootData: rootData)
                diagnostics += parsed.diagnostics
                subFlows[run.flow] = parsed
                order.append(run.flow)
                if let flow = parsed.flow, flow.isSubFlow { waiting.append(flow) }
            }
        }
    }

    /// The flows that could be read, the root first.
    var flows: [(flow: Flow, parsed: ParsedFlow)] {
        ([root] + order.map { subFlows[$0] }).compactMap { parsed in
            guard let parsed, let flow = parsed.flow else { return nil }
            return (flow, parsed)
        }
    }

    /// The program; call it only if nothing has an error.
    var program: FlowProgram? {
        guard let root = root?.flow else { return nil }
        let typed = subFlows.compactMapValues { $0.flow.map(withTypedInputs) }
        return FlowProgram(root: withTypedInputs(root), subFlows: typed)
    }

    /// Gives the literals under `with` the types of the inputs that they fill.
    private func withTypedInputs(_ flow: Flow) -> Flow {
        let steps = flow.steps.map { step in
            guard case .run(let run) = step.kind, let inputs = subFlows[run.flow]?.flow?.fields else {
                return step
            }
            var operands = run.with
            for input in inputs {
                operands[input.name] = operands[input.name].flatMap { $0.coerced(to: input.type) ?? $0 }
            }
            return Step(
                id: step.id, kind: .run(Run(flow: run.flow, with: operands, when: run.when)),
                visits: step.visits, fault: step.fault, position: step.position,
                edgePositions: step.edgePositions)
        }
        return flow.with(steps: steps)
    }
}

extension Operand {
    /// A literal as a value of the type; nil if it cannot be one, and for references.
    func coerced(to type: ValueType) -> Operand? {
        switch self {
        case .field, .visits: nil
        case .amount: type == .money ? self : nil
        case .literal(let value): value.type == type ? self : Literal.operand(value.canonicalText, as: type)
        }
    }
}
