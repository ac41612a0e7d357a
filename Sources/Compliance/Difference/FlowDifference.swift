package import Dialog

/// What changes from one version of a flow to another, in words: for the caller, and for what is proved.
package struct FlowDifference: Sendable {
    /// A flow with its sub-flows and prompts, at one version.
    package struct Version: Sendable {
        package let program: FlowProgram
        package let catalogue: PromptCatalogue
        /// What it is proved by, and when.
        let policies: PolicyBook
        let date: LocalDate

        package init(
            _ program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate
        ) {
            self.program = program
            self.catalogue = catalogue
            self.policies = policies
            self.date = date
        }
    }

    /// Changes of one kind, a line each.
    package struct Section: Sendable, Hashable {
        package let title: String
        package let lines: [String]
    }

    /// Those with something to say, in a fixed order.
    package let sections: [Section]
    /// Violations that the new version has and the old one had not.
    package let newFindings: [Diagnostic]
    /// The policy of the new version; nil if it names none that is known.
    package let newPolicy: PolicyInForce?

    package init(from old: Version, to new: Version) {
        let compliance = ComplianceDifference(from: old, to: new)
        newFindings = compliance.broken
        newPolicy = compliance.newPolicy
        let parts = [
            Section(title: "The flow", lines: HeadDifference(from: old.program, to: new.program).lines),
            Section(title: "The way of the call", lines: StepDifference.lines(from: old, to: new)),
            Section(
                title: "What is said", lines: WordingDifference.said(from: old.catalogue, to: new.catalogue)),
            Section(
                title: "What is understood",
                lines: WordingDifference.understood(from: old.catalogue, to: new.catalogue)),
            Section(title: "Compliance", lines: compliance.lines),
        ]
        sections = parts.filter { !$0.lines.isEmpty }
    }
}

/// What is in one of two collections and not in the other, in their own order.
struct MemberDifference<Member: Hashable> {
    let added: [Member]
    let removed: [Member]
    let kept: [Member]

    init(from old: [Member], to new: [Member]) {
        let (before, after) = (Set(old), Set(new))
        added = new.filter { !before.contains($0) }
        removed = old.filter { !after.contains($0) }
        kept = new.filter(before.contains)
    }
}
