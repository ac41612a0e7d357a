package import Dialog

/// Proves that a flow satisfies its policy, or shows how a call breaks it.
///
/// Every outcome of every step is taken to be feasible and every comparison of data to come out either way; only
/// comparisons of a sub-flow's `level` with a literal are decided. What is proved is proved of the flow and its
/// prompts, not of what is recognised or what a record says.
package struct ComplianceProver: Sendable {
    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let policies: PolicyBook
    private let policyName: String
    /// The policy as it binds the flow; nil if the flow names none that is known.
    package let policy: PolicyInForce?

    /// A prover for a program under the policy of that name, by default the one that the root flow names, as it is in
    /// force on a day.
    package init(
        program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate,
        policy: String? = nil
    ) {
        self.program = program
        self.catalogue = catalogue
        self.policies = policies
        policyName = policy ?? program.root.policy ?? ""
        self.policy = policies.policy(named: policyName).map {
            PolicyInForce($0, changes: program.root.policyChanges, on: date)
        }
    }

    /// Every violation, by file and line; empty if the flow is proved.
    ///
    /// The notes of a finding are its witness: the steps of a shortest path, numbered, then the prompt that is spoken
    /// there. A rule that isn't in force yet gives warnings.
    package func findings() -> [Diagnostic] {
        guard let policy else { return [unknownPolicy] }
        let findings = (policy.problems + proofs(policy)).compactMap { $0.finding(under: policy) }
        return findings.enumerated().sorted { left, right in
            let (first, second) = (left.element.position, right.element.position)
            return (first.file, first.line, first.column, left.offset)
                < (second.file, second.line, second.column, right.offset)
        }.map(\.element)
    }

    /// The rule's name is that of every policy: without a policy there is none to ask.
    private var unknownPolicy: Diagnostic {
        let known = policies.policies.map { "'\($0.name)'" }.joined(separator: ", ")
        let problem =
            policyName.isEmpty ? "the flow names no policy" : "the policy '\(policyName)' is not known"
        return Diagnostic(program.root.position, rule: "X2", "\(problem); the known ones are: \(known)")
    }

    private func proofs(_ policy: PolicyInForce) -> [Breach] {
        if let recursion = LoopRules.recursion(in: program) { return [breach(of: recursion)] }
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let builder = FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs)
        let sensitivity = builder.sensitivity
        let exploration = Exploration(builder, terms: ProofTerms(policy))
        let witness = Witness(exploration)
        return WellFormedness(program, catalogue: catalogue, sensitivity: sensitivity).breaches
            + LoopRules(
                program, graphs: graphs,
                mostVisits: policy.rule(of: .boundedLoops)?.number("most_visits") ?? 1
            ).breaches
            + StandingRules(
                program, catalogue: catalogue, sensitivity: sensitivity, instances: exploration.instances,
                policy: policy
            ).breaches
            + orderBreaches(exploration, witness)
            + valueBreaches(exploration, witness)
    }

    private func breach(of recursion: [FlowName]) -> Breach {
        let chain = recursion.dropFirst().map { "'\($0)'" }.joined(separator: ", which runs ")
        let position = program.flow(recursion[0])?.position ?? program.root.position
        return Breach(.boundedLoops, position, "'\(recursion[0])' runs \(chain): a flow can't run itself")
    }

    // MARK: Breaches with a path

    private func orderBreaches(_ exploration: Exploration, _ witness: Witness) -> [Breach] {
        exploration.suspicions.offences.compactMap { offence, places in
            let nearest = places.min { witness.distance(to: $0) < witness.distance(to: $1) }
            return nearest.map { place in
                let trail = witness.path(to: place)
                return Breach(
                    offence.check, offence.position, offence.message,
                    notes: Numbered.lines(trail.map(\.words)) + offence.tail, trail: trail)
            }
        }
    }

    private func valueBreaches(_ exploration: Exploration, _ witness: Witness) -> [Breach] {
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
                Breach(
                    offence.check, offence.position, offence.message,
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

    var check: RuleCheck { need.kind == .confirmed ? .confirmedPromise : .assignedBeforeUse }

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
