import Dialog

/// What every step of a proof may refer to.
struct ProofSetting {
    let wording: Wording
    /// The command that says the last prompts again, if there is one.
    let replay: UniversalName?
    /// The commands that are live only for the verified person.
    let needVerification: Set<UniversalName>
    /// Whether a doubtful opt-out is put in doubt by the engine, before the flow comes to it.
    let confirmsOptOut: Bool
    /// Whether the call may be recorded at all.
    let isRecorded: Bool

    init(_ program: FlowProgram, sensitivity: EffectiveSensitivity) {
        let universals = program.root.universals
        wording = Wording(sensitivity: sensitivity)
        replay = universals.first { $0.action == .replay }?.name
        let restricted = universals.filter { $0.requiresVerification && $0.name != .stopCalling }
        needVerification = Set(restricted.map(\.name))
        isRecorded = program.root.recordFrom != .never
        confirmsOptOut = universals.contains { $0.name == .stopCalling && $0.confirm != nil }
    }
}
