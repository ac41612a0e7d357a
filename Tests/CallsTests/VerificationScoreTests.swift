import Calls
import Dialog
import Testing

@Suite struct VerificationScoreTests {
    @Test(arguments: [
        (0.0, Verdict.pass), (-1.75, .pass), (-1.76, .unsure), (-5, .unsure), (-5.01, .fail),
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
