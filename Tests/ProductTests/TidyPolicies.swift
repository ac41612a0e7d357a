import Compliance
import Foundation
import Testing

@Suite struct `The rules of the policies` {
    @Test func `are what the documentation shows`() throws {
        let page = ProjectTree.root.appendingPathComponent("docs/policies.md")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(policyPage().utf8).write(to: page)
        }
        #expect(
            try ProjectTree.file("docs/policies.md")?.text == policyPage(),
            "run the tests once with RECORD_SNAPSHOTS=1 and look at the difference")
    }

    @Test func `are each in a policy`() {
        let used = Set(CompliancePolicy.all.flatMap(\.rules).map(\.id))
        #expect(Rule.ID.allCases.filter { !used.contains($0) } == [])
    }
}

private func policyPage() -> String {
    let sections = CompliancePolicy.all.map { policy in
        let rows = policy.rules.map { "| \($0.id) | \($0.text) | \($0.source) |" }
        return (["## `\(policy.name)`", "", "| rule | what must hold | source |", "|---|---|---|"] + rows)
            .joined(separator: "\n")
    }
    return introduction + sections.joined(separator: "\n\n") + "\n"
}

private let introduction = """
    # Policies

    A flow names its policy, such as `policy: us-regulation-f`, and is run only if `promesa check` proves every rule of
    it. A finding cites its rule in brackets: `error: [F7] …`. Rules whose source is the engine, and those of disclosure,
    are the same in every policy.

    A policy says what a flow must do. It doesn't say when and how often you may call, and it is no legal advice: the
    rules are our own short words for those of the sources. What is asked in Spain, and what is left to you, is on
    [its own page](compliance-es.md).

    This page is written from the tables in the code (`Sources/Compliance/Policy`); a test compares the two.


    """
