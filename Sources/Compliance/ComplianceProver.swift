package import Dialog

/// Proves that a flow satisfies its policy, or shows how a call breaks it.
///
/// Every outcome of every step is taken to be feasible and every comparison of data to come out either way; only
/// comparisons of a sub-flow's `level` with a literal are decided. What is proved is proved of the flow and its
/// prompts, not of what is recognised or what a record says.
package struct ComplianceProver: Sendable {
    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let policyName: String

    /// A prover for a program under the policy of that name, by default the one that the root flow names.
    package init(program: FlowProgram, catalogue: PromptCatalogue, policy: String? = nil) {
        self.program = program
        self.catalogue = catalogue
        policyName = policy ?? program.root.policy ?? ""
    }

    /// Every violation, by file and line; empty if the flow is proved.
    ///
    /// The notes of a finding are its witness: the steps of a shortest path, numbered, then the prompt that is spoken
    /// there.
    package func findings() -> [Diagnostic] {
        guard let policy = CompliancePolicy.named(policyName) else { return [unknownPolicy] }
        let findings = proofs().filter { finding in
            finding.rule.flatMap(Rule.ID.init(rawValue:)).map(policy.enforces) ?? true
        }
        return findings.enumerated().sorted { left, right in
            let (first, second) = (left.element.position, right.element.position)
            return (first.file, first.line, first.column, left.offset)
                < (second.file, second.line, second.column, right.offset)
        }.map(\.element)
    }

    private var unknownPolicy: Diagnostic {
        let known = CompliancePolicy.all.map { "'\($0.name)'" }.joined(separator: ", ")
        let problem =
            policyName.isEmpty ? "the flow names no policy" : "the policy '\(policyName)' is not known"
        return Diagnostic(
            program.root.position, rule: Rule.ID.knownPolicy.rawValue,
            "\(problem); the known ones are: \(known)")
    }

    private func proofs() -> [Diagnostic] {
        if let recursion = LoopRules.recursion(in: program) { return [finding(of: recursion)] }
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let builder = FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs)
        let sensitivity = builder.sensitivity
        let exploration = Exploration(builder)
        let witness = Witness(exploration)
        return WellFormedness(program, catalogue: catalogue, sensitivity: sensitivity).findings
            + LoopRules(program, graphs: graphs).findings
            + StandingRules(
                program, catalogue: catalogue, sensitivity: sensitivity, instances: exploration.instances
            ).findings
            + orderFindings(exploration, witness)
            + valueFindings(exploration, witness)
    }

    private func finding(of recursion: [FlowName]) -> Diagnostic {
        let chain = recursion.dropFirst().map { "'\($0)'" }.joined(separator: ", which runs ")
        let position = program.flow(recursion[0])?.position ?? program.root.position
        return Diagnostic(
            position, rule: Rule.ID.boundedLoops.rawValue,
            "'\(recursion[0])' runs \(chain): a flow can't run itself")
    }

    // MARK: Findings with a path

    private func orderFindings(_ exploration: Exploration, _ witness: Witness) -> [Diagnostic] {
        exploration.suspicions.offences.compactMap { offence, places in
            let nearest = places.min { witness.distance(to: $0) < witness.distance(to: $1) }
            return nearest.map { place in
                let trail = witness.path(to: place)
                return Diagnostic(
                    offence.position, rule: offence.rule.rawValue, offence.message,
                    notes: Numbered.lines(trail.map(\.words)) + offence.tail, trail: trail)
            }
        }
    }

    private func valueFindings(_ exploration: Exploration, _ witness: Witness) -> [Diagnostic] {
        let proof = ValueProof(exploration)
        var best: [ValueOffence: Witness.ValuePath] = [:]
        var order: [ValueOffence] = []
        for gap in proof.gaps {
            let context = exploration.contexts[gap.context]
            let profile = exploration.instance(of: gap.context).steps[context.nodes[gap.nodes[0]].point.step]
            guard
                let path = witness.path(without: gap.need.bit, to: Set(gap.nodes), in: gap.context, proof)
            else { continue }
            let offence = ValueOffence(
                need: gap.need, step: profile.name, position: gap.need.position ?? profile.step.position)
            if best[offence] == nil { order.append(offence) }
            if path.length < best[offence]?.length ?? .max { best[offence] = path }
        }
        let wording = exploration.setting.wording
        return order.compactMap { offence in
            best[offence].map { path in
                Diagnostic(
                    offence.position, rule: offence.rule.rawValue, offence.message,
                    notes: Numbered.lines(path.steps.map(\.words)) + offence.tail(wording), trail: path.steps)
            }
        }
    }
}

/// A value that one step needs and may not have.
private struct ValueOffence: Hashable {
    let need: Need
    let step: String
    let position: SourcePosition

    var rule: Rule.ID { need.kind == .confirmed ? .confirmedPromise : .assignedBeforeUse }

    var message: String {
        if need.kind == .confirmed {
            return "step '\(step)' stores $\(need.name), which the caller has not confirmed on every path"
        }
        let verb =
            switch need.use {
            case .spoken: "speaks {\(need.name)}"
            case .compared: "compares $\(need.name)"
            case .limit: "limits its answers by $\(need.name)"
            case .committed: "stores $\(need.name)"
            case .passed: "passes on $\(need.name)"
            }
        return "step '\(step)' \(verb), which is not set on every path"
    }

    func tail(_ wording: Wording) -> [String] {
        if case .spoken(let line) = need.use { [wording.quote(line)] } else { [] }
    }
}

extension Need {
    /// Where the prompt that speaks the value is named, if it is one.
    fileprivate var position: SourcePosition? {
        if case .spoken(let line) = use { line.position } else { nil }
    }
}
