import Compliance
import Dialog
import FlowFiles
import Foundation
import Testing

@Suite struct `The rules of the policies` {
    @Test func `are what the documentation shows`() throws {
        let page = ProjectTree.root.appendingPathComponent("docs/compliance.md")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(CompliancePage.text(PolicyFile.shipped).utf8).write(to: page)
        }
        #expect(
            try ProjectTree.file("docs/compliance.md")?.text == CompliancePage.text(PolicyFile.shipped),
            "run the tests once with RECORD_SNAPSHOTS=1 and look at the difference")
    }

    @Test func `are in a policy for every check, and in force`() {
        let rules = PolicyFile.shipped.policies.flatMap(\.rules)
        #expect(Set(RuleCheck.allCases).subtracting(rules.map(\.check)) == [])
        #expect(rules.filter { !$0.isInForce(on: shippedDay) } == [])
    }
}

/// A day on which every rule of the shipped policies is in force.
let shippedDay: LocalDate = {
    guard let day = LocalDate(year: 2027, month: 1, day: 1) else { preconditionFailure("no such day") }
    return day
}()
