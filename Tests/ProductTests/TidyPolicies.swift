import Compliance
import Dialog
import FlowFiles
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

    @Test func `are in a policy for every check, and in force`() {
        let rules = PolicyFile.shipped.policies.flatMap(\.rules)
        #expect(Set(RuleCheck.allCases).subtracting(rules.map(\.check)) == [])
        #expect(rules.filter { !$0.isInForce(on: shippedDay) } == [])
    }
}

private func policyPage() -> String {
    let sections = PolicyFile.shipped.policies.map { policy in
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

    This page is written from the policies themselves (`Sources/FlowFiles/Policies/Shipped`); a test compares the two.


    """

/// A day on which every rule of the shipped policies is in force.
let shippedDay: LocalDate = {
    guard let day = LocalDate(year: 2027, month: 1, day: 1) else { preconditionFailure("no such day") }
    return day
}()
