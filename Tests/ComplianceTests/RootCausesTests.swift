import Compliance
import Dialog
import Testing

@Suite struct RootCausesTests {
    private func finding(_ rule: String, line: Int, _ steps: String..., prompt: String? = nil) -> Diagnostic {
        Diagnostic(
            SourcePosition(file: "a.yaml", line: line, column: 1), rule: rule, "wrong",
            notes: steps.enumerated().map { "\($0.offset + 1). \($0.element)" }
                + (prompt.map { ["prompt \($0)"] } ?? []))
    }

    @Test func `what lies behind a disclosure on its own path follows from it`() {
        let first = finding("F7", line: 9, "answered", "wrong answers", prompt: "x")
        let behind = finding("F6", line: 3, "answered", "wrong answers", "yes")
        let causes = RootCauses(of: [behind, first])
        #expect(causes.findings.map(\.position.line) == [9])
        #expect(causes.findings.first?.notes.last == "1 more finding follows from this one")
        #expect(causes.folded == 1)
    }

    @Test func `another way to a disclosure is shown, and so is another rule`() {
        let findings = [
            finding("F7", line: 1, "answered", "wrong answers"),
            finding("F7", line: 2, "answered", "refused"),
            finding("B1", line: 3, "answered", "wrong answers", "again"),
            finding("E1", line: 4), finding("R1", line: 5),
        ]
        let causes = RootCauses(of: findings)
        #expect(causes.findings == findings)
        #expect(causes.folded == 0)
    }
}
