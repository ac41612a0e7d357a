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

    /// Rules that a person who isn't verified, or hasn't heard the notice, breaks again and again on one path.
    private static let disclosure: Set<String> = ["F6", "F7", "F7d"]

    package init(of all: [Diagnostic]) {
        var kept: [(finding: Diagnostic, steps: [String], followers: Int)] = []
        let byLength = all.enumerated().map { ($0.offset, $0.element, Self.steps(of: $0.element)) }
            .sorted { (Self.rank($0.1), $0.2.count, $0.0) < (Self.rank($1.1), $1.2.count, $1.0) }
        for (_, finding, steps) in byLength {
            let cause = kept.firstIndex { Self.follows(finding, steps, from: $0.finding, $0.steps) }
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
        _ finding: Diagnostic, _ steps: [String], from cause: Diagnostic, _ causeSteps: [String]
    ) -> Bool {
        guard let rule = finding.rule, let earlier = cause.rule, disclosure.contains(rule),
            disclosure.contains(earlier),
            finding.severity == cause.severity, !causeSteps.isEmpty
        else { return false }
        return steps.starts(with: causeSteps) || (rule != "F7" && causeSteps.starts(with: steps))
    }

    /// A prompt that would tell the debt is what a designer understands first.
    private static func rank(_ finding: Diagnostic) -> Int { finding.rule == "F7" ? 0 : 1 }

    /// The numbered steps of a witness, without the prompt that is quoted after them.
    private static func steps(of finding: Diagnostic) -> [String] {
        finding.notes.filter { $0.first?.isNumber == true }
    }

    private static func place(_ finding: Diagnostic) -> (String, Int, Int) {
        (finding.position.file, finding.position.line, finding.position.column)
    }
}
