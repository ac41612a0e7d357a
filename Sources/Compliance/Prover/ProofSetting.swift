import Dialog

/// What every step of a proof may refer to.
struct ProofSetting {
    let wording: Wording
    /// The command that says the last prompts again, if there is one.
    let replay: UniversalName?
    /// The commands that are live only for the verified person.
    let needVerification: Set<UniversalName>

    init(_ program: FlowProgram, sensitivity: EffectiveSensitivity) {
        let universals = program.root.universals
        wording = Wording(sensitivity: sensitivity)
        replay = universals.first { $0.action == .replay }?.name
        needVerification = Set(universals.filter(\.requiresVerification).map(\.name))
    }
}
