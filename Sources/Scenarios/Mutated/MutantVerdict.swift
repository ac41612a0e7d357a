import Compliance
package import Counterproof
import Dialog

/// What the prover and a walk of every path say of one mutant.
package struct MutantVerdict: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        /// It names what does not exist: no file of it can be read.
        case invalid
        case violating
        case clean
        /// The walk did not come to an end; what it found until then is compared.
        case undecided
    }

    package let mutant: Mutant
    package let outcome: Outcome
    /// What one of the two says and the other doesn't, a line each; empty if they agree.
    package let disagreements: [String]
    /// What a call does wrong only if it enters a step more or less often than it can.
    package let impossible: [String]

    package var isAgreed: Bool { disagreements.isEmpty }

    /// Tries both on a mutant.
    package init(of mutant: Mutant) {
        self.mutant = mutant
        let prover = ComplianceProver(program: mutant.program, catalogue: mutant.catalogue)
        let findings = prover.findings().filter { $0.severity == .error }
        let proved = Set(findings.map(Claim.init))
        let isRefused = proved.contains { $0.rule == "X1" }
        guard !mutant.program.hasLooseEnds(mutant.catalogue) else {
            outcome = .invalid
            disagreements = isRefused ? [] : ["the prover does not see that something is named in vain"]
            impossible = []
            return
        }
        let walk = FlowWalk(mutant.program, catalogue: mutant.catalogue)
        let policy = mutant.program.root.policy.flatMap(CompliancePolicy.named)
        let walked = Set(
            walk.violations.filter { violation in
                Rule.ID(rawValue: violation.rule).map { policy?.enforces($0) ?? true } ?? true
            }.map { Claim(rule: $0.rule, place: $0.place) })
        impossible = walk.impossible.map(\.description).sorted()
        if walk.verdict == .decided {
            outcome = walked.isEmpty ? .clean : .violating
            disagreements = Self.differences(proved: proved, walked: walked, isWhole: true)
        } else {
            outcome = .undecided
            disagreements = Self.differences(proved: proved, walked: walked, isWhole: false)
        }
    }

    private struct Claim: Hashable {
        let rule: String
        let place: String

        init(rule: String, place: String) {
            self.rule = rule
            self.place = Self.ofTheWhole.contains(rule) ? "" : place
        }

        /// Of a finding: the step is the first thing that its message quotes.
        init(_ finding: Diagnostic) {
            let rule = finding.rule ?? "-"
            let quoted = finding.message.split(separator: "'", omittingEmptySubsequences: false)
            let isOfStep = quoted.count > 1 && quoted[0].hasSuffix("step ")
            self.init(rule: rule, place: isOfStep ? String(quoted[1]) : "")
        }

        /// Rules that are compared for the flow as a whole.
        private static let ofTheWhole: Set<String> = ["B1", "U1", "U2", "X1", "X2"]
    }

    /// Rules of which the prover tells only the first breach on each path, so that not every place is named.
    private static let toldOnce: Set<String> = ["F5", "F6", "T3", "O1", "O2", "O3", "O4", "O5", "V1"]

    private static func differences(proved: Set<Claim>, walked: Set<Claim>, isWhole: Bool) -> [String] {
        let known = Set(proved.map(\.rule))
        let missed = walked.subtracting(proved).filter { !(toldOnce.contains($0.rule) && known.contains($0.rule)) }
        let invented = isWhole ? proved.subtracting(walked) : []
        return missed.map { "the prover does not find \($0.rule) at \($0.place)" }.sorted()
            + invented.map { "no path shows \($0.rule) at \($0.place)" }.sorted()
    }
}
