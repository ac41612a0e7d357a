import Dialog

/// Something that a check found; the policy says which of its rules that breaks, and how grave it is.
struct Breach: Hashable {
    let check: RuleCheck
    /// Which rule it is, where a policy may have several of one check.
    let rule: Rule.ID?
    let position: SourcePosition
    let message: String
    let notes: [String]
    let trail: [TrailStep]

    init(
        _ check: RuleCheck, _ position: SourcePosition, _ message: String, rule: Rule.ID? = nil,
        notes: [String] = [], trail: [TrailStep] = []
    ) {
        self.check = check
        self.rule = rule
        self.position = position
        self.message = message
        self.notes = notes
        self.trail = trail
    }

    /// The finding under a policy; nil if the policy doesn't ask for it.
    func finding(under policy: PolicyInForce) -> Diagnostic? {
        let asked = policy.rules(of: check).first { rule == nil || $0.id == rule }
        guard let asked else { return nil }
        guard asked.isInForce(on: policy.date) else {
            let note = asked.effectiveFrom.map {
                ["the rule is in force from \($0) on, and warns until then"]
            }
            return Diagnostic(
                position, .warning, rule: asked.id.rawValue, message, notes: notes + (note ?? []),
                trail: trail)
        }
        return Diagnostic(
            position, asked.severity, rule: asked.id.rawValue, message, notes: notes, trail: trail)
    }
}
