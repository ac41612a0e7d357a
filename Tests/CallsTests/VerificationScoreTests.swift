import Calls
import Dialog
import Testing

@Suite struct VerificationScoreTests {
    @Test(arguments: [
        (0.0, Verdict.pass), (-0.25, .pass), (-0.26, .unsure), (-0.75, .unsure), (-0.76, .fail),
        (-.infinity, .fail),
    ])
    func `the nearer to what was said, the better the verdict`(ratio: Double, verdict: Verdict) {
        #expect(VerificationScore(ratio: ratio).verdict == verdict)
    }

    @Test func `what can't have been said fails`() {
        #expect(VerificationScore(ratio: nil).verdict == .fail)
        #expect(VerificationScore(ratio: .nan).verdict == .fail)
    }
}
