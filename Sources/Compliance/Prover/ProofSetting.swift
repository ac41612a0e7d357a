import Dialog

/// What every step of a proof may refer to.
struct ProofSetting {
    let wording: Wording
    let terms: ProofTerms
    /// The command that says the last prompts again, if there is one.
    let replay: UniversalName?
    /// The commands that are live only for the verified person.
    let needVerification: Set<UniversalName>
    /// Whether a doubtful opt-out is put in doubt by the engine, before the flow comes to it.
    let confirmsOptOut: Bool
    /// Whether the call may be recorded at all.
    let isRecorded: Bool
    /// How often a part of the system failed, if that is counted.
    let faults: Tallies.Tally?

    init(_ builder: FlowInstanceBuilder, terms: ProofTerms) {
        let program = builder.program
        self.terms = terms
        faults = builder.tallies.faults
        let universals = program.root.universals
        wording = Wording(sensitivity: builder.sensitivity)
        replay = universals.first { $0.action == .replay }?.name
        let restricted = universals.filter { $0.requiresVerification && $0.name != .stopCalling }
        needVerification = Set(restricted.map(\.name))
        isRecorded = program.root.recordFrom != .never
        confirmsOptOut = universals.contains { $0.name == .stopCalling && $0.confirm != nil }
    }

    /// Whether debt content may be spoken where this holds.
    func allowsDebt(_ facts: Facts) -> Bool { facts.level.map { $0 >= terms.debtLevel } ?? false }

    /// What a person must be who may hear debt content, in words.
    var verified: String { terms.debtLevel == .l1 ? "verified" : "verified to \(terms.debtLevel.rawValue)" }
}

/// What a policy's parameters make of the proofs over paths.
struct ProofTerms {
    /// The least level at which debt content is spoken.
    let debtLevel: VerificationLevel
    /// The least level at which a promise is stored.
    let promiseLevel: VerificationLevel

    /// Whether it counts that the number to call back was said.
    var tracksNumber = false
    /// Whether it counts that the debt is disputed.
    var tracksDisputes = false

    /// What the engine asks whatever the policy.
    static let ofEngine = ProofTerms(debtLevel: .l1, promiseLevel: .l1)
}

extension ProofTerms {
    init(_ policy: PolicyInForce) {
        let known = Self.ofEngine
        self.init(
            debtLevel: policy.rule(of: .verifiedBeforeDebt)?.level("level") ?? known.debtLevel,
            promiseLevel: policy.rule(of: .verifiedCommit)?.level("promise") ?? known.promiseLevel,
            tracksNumber: policy.rule(of: .numberGiven) != nil,
            tracksDisputes: policy.rule(of: .disputeSuspends) != nil)
    }
}
