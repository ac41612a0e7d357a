package import Dialog

/// Findings with those folded away that only follow from an earlier one on the same path.
///
/// One wrong edge makes everything behind it a violation. A designer mends the first, so the first is shown, with how
/// many follow from it.
package struct RootCauses: Sendable {
    /// The findings to show, in order of position; each says how many follow from it.
    package let findings: [Diagnostic]
    /// How many were folded away.
    package let folded: Int

    /// Checks that a person who isn't verified, or hasn't heard the notice, breaks again and again on one path.
    private static let disclosure: Set<RuleCheck> = [
        .verifiedBeforeDebt, .verifiedBeforeDeciding, .legalNotice,
    ]

    /// Folds findings of a policy, whatever it calls its rules; none if the policy isn't known.
    package init(of all: [Diagnostic], under policy: PolicyInForce?) {
        let checks = Dictionary(
            (policy?.rules ?? []).map { ($0.id.rawValue, $0.check) }, uniquingKeysWith: { first, _ in first })
        func check(of finding: Diagnostic) -> RuleCheck? { finding.rule.flatMap { checks[$0] } }
        var kept: [(finding: Diagnostic, steps: [TrailStep], followers: Int)] = []
        let byLength = all.enumerated().map { ($0.offset, $0.element, $0.element.trail) }
            .sorted {
                (Self.rank(check(of: $0.1)), $0.2.count, $0.0) < (
                    Self.rank(check(of: $1.1)), $1.2.count, $1.0
                )
            }
        for (_, finding, steps) in byLength {
            let cause = kept.firstIndex {
                finding.severity == $0.finding.severity
                    && Self.follows(check(of: finding), steps, from: check(of: $0.finding), $0.steps)
            }
            if let cause { kept[cause].followers += 1 } else { kept.append((finding, steps, 0)) }
        }
        folded = all.count - kept.count
        findings = kept.map { finding, _, followers in
            guard followers > 0 else { return finding }
            let note =
                "\(followers) more \(followers == 1 ? "finding follows" : "findings follow") from this one"
            return Diagnostic(
                finding.position, finding.severity, rule: finding.rule, finding.message,
                notes: finding.notes + [note], trail: finding.trail)
        }.sorted { Self.place($0) < Self.place($1) }
    }

    private static func follows(
        _ check: RuleCheck?, _ steps: [TrailStep], from cause: RuleCheck?, _ causeSteps: [TrailStep]
    ) -> Bool {
        guard let check, let cause, disclosure.contains(check), disclosure.contains(cause),
            !causeSteps.isEmpty
        else { return false }
        return steps.starts(with: causeSteps)
            || (check != .verifiedBeforeDebt && causeSteps.starts(with: steps))
    }

    /// A prompt that would tell the debt is what a designer understands first.
    private static func rank(_ check: RuleCheck?) -> Int { check == .verifiedBeforeDebt ? 0 : 1 }

    private static func place(_ finding: Diagnostic) -> (String, Int, Int) {
        (finding.position.file, finding.position.line, finding.position.column)
    }
}
