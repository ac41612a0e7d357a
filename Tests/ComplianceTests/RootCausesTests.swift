import Compliance
import Dialog
import Testing

@Suite struct RootCausesTests {
    private func finding(_ rule: String, line: Int, _ steps: String..., prompt: String? = nil) -> Diagnostic {
        Diagnostic(
            SourcePosition(file: "a.yaml", line: line, column: 1), rule: rule, "wrong",
            notes: steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
                + (prompt.map { ["prompt \($0)"] } ?? []), trail: steps.map { TrailStep($0, flow: "a") })
    }

    private func causes(_ findings: [Diagnostic], under policy: String = "us-regulation-f") throws
        -> RootCauses
    {
        let known = try #require(TestCall().prover(under: policy).policy)
        return RootCauses(of: findings, under: known)
    }

    @Test func `what lies behind a disclosure on its own path follows from it`() throws {
        let first = finding("F7", line: 9, "answered", "wrong answers", prompt: "x")
        let behind = finding("F6", line: 3, "answered", "wrong answers", "yes")
        let causes = try causes([behind, first])
        #expect(causes.findings.map(\.position.line) == [9])
        #expect(causes.findings.first?.notes.last == "1 more finding follows from this one")
        #expect(causes.folded == 1)
    }

    @Test func `another way to a disclosure is shown, and so is another rule`() throws {
        let findings = [
            finding("F7", line: 1, "answered", "wrong answers"),
            finding("F7", line: 2, "answered", "refused"),
            finding("B1", line: 3, "answered", "wrong answers", "again"),
            finding("E1", line: 4), finding("R1", line: 5),
        ]
        let causes = try causes(findings)
        #expect(causes.findings == findings)
        #expect(causes.folded == 0)
    }

    @Test func `a policy that calls its rules otherwise has its findings folded all the same`() throws {
        let source = Rule(
            id: Rule.ID("H1"), check: .verifiedBeforeDebt, text: "None before.", source: "ours",
            severity: .error,
            effectiveFrom: nil, settings: [:])
        let own = CompliancePolicy(name: "ours", title: "Ours.", rules: [source])
        let date = try #require(TestCall().date)
        let policy = PolicyInForce(own, changes: [], on: date)
        let first = finding("H1", line: 9, "answered", "wrong answers")
        let behind = finding("H1", line: 12, "answered", "wrong answers", "yes")
        #expect(RootCauses(of: [first, behind], under: policy).folded == 1)
        #expect(RootCauses(of: [first, behind], under: nil).folded == 0)
    }
}
