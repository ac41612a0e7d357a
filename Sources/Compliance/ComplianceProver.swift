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
    private let room: Int
    /// The policy as it binds the flow; nil if the flow names none that is known.
    package let policy: PolicyInForce?

    /// How many points are looked at, at most, to see whether calls can take the paths to findings.
    package static let roomForCloserLooks = 60_000

    /// A prover for a program under the policy of that name, by default the one that the root flow names, as it is in
    /// force on a day.
    ///
    /// Where a path to a finding depends on bounds, up to `room` points are looked at to see whether a call can take it.
    package init(
        program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate,
        policy: String? = nil, room: Int = Self.roomForCloserLooks
    ) {
        self.room = room
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
        let terms = ProofTerms(policy)
        let exploration = Exploration(builder, terms: terms)
        var paths = PathBreaches(exploration, closer: CloserLook(builder, terms: terms, room: room))
        return WellFormedness(program, catalogue: catalogue, sensitivity: sensitivity).breaches
            + LoopRules(
                program, graphs: graphs,
                mostVisits: policy.rule(of: .boundedLoops)?.number("most_visits") ?? 1
            ).breaches
            + StandingRules(
                program, catalogue: catalogue, sensitivity: sensitivity, instances: exploration.instances,
                policy: policy
            ).breaches
            + paths.ofOrder() + paths.ofValues()
    }

    private func breach(of recursion: [FlowName]) -> Breach {
        let chain = recursion.dropFirst().map { "'\($0)'" }.joined(separator: ", which runs ")
        let position = program.flow(recursion[0])?.position ?? program.root.position
        return Breach(.boundedLoops, position, "'\(recursion[0])' runs \(chain): a flow can't run itself")
    }
}
