import Foundation
import Scenarios
import Testing

@Suite struct ScenarioReportTests {
    @Test func `JUnit has one case a scenario, and the call of a failure`() throws {
        let suite = try ShippedFlow.suite(["says: \"<yes> & \\\"no\\\"\""], expect: "{disposition: refused}")
        let xml = JUnitReport(suite.run()).xml
        #expect(xml.contains("<testsuites name=\"promesa\" tests=\"1\" failures=\"1\">"))
        #expect(xml.contains("<failure message=\"expected disposition refused; got a call that goes on at "))
        #expect(xml.contains("(not understood)"))
        #expect(XMLParserProbe.isWellFormed(xml))
    }

    @Test func `a summary counts, and shows the call only where something failed`() throws {
        let good = try ShippedFlow.suite(["hangup"], expect: "{end: caller_hung_up}").run()
        #expect(SuiteSummary(good).text() == "1 scenarios: 1 passed, 0 failed")
        #expect(SuiteSummary(good).text(listing: true).hasPrefix("ok   in a test\n"))
        let bad = try ShippedFlow.suite(["hangup"], expect: "{end: transferred}").run()
        let text = SuiteSummary(bad).text()
        #expect(
            text.contains("test.yaml:9:10: error: in a test\n    expected: the call to end as transferred"))
        #expect(text.contains("agent   Hello. This is Lakeside Services."))
    }

    @Test func `coverage names what is missing and the way there`() throws {
        let suite = try ShippedFlow.suite(["hangup"], expect: "{end: caller_hung_up}")
        let report = suite.coverage(of: suite.run())
        #expect(report.total(.edges).covered == 3)
        #expect(report.total(.edges).all > 300)
        let text = CoverageTable(report).text
        #expect(text.contains("not covered: step 'early-recovery.dispute_close'"))
        #expect(text.contains("'early-recovery.right_party': the caller says 'absent' → third_party"))
        #expect(text.contains("not covered: the caller hangs up at a step of class 'check'"))
        let locked = report.flows.flatMap(\.uncovered).first {
            $0.words.contains("ask_last_four': the caller gave too many wrong answers")
        }
        #expect(locked.map { $0.path.count > 5 } == true)
        // No call here asks for two secrets.
        #expect(!text.contains("$level equals L2"))
    }
}

/// Whether text is XML: every tag is closed by its own name.
private enum XMLParserProbe {
    static func isWellFormed(_ xml: String) -> Bool {
        var open: [Substring] = []
        for piece in xml.split(separator: "<").dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { return false }
            let tag = piece[..<end]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(tag.prefix { $0 != " " })
            }
        }
        return open.isEmpty
    }
}
