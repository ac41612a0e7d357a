import Calls
import Dialog
import SpokenForms
import Testing

@Suite struct VerificationScoreTests {
    private func verdict(_ kind: VerificationGrammar.Kind, _ alike: Double) -> Verdict {
        VerificationScore(kind, evidence: .init(againstAlike: alike)).verdict
    }

    @Test(arguments: VerificationGrammar.Kind.allCases)
    func `the nearer to what was said, the better the verdict`(kind: VerificationGrammar.Kind) {
        let thresholds = VerificationThresholds.of(kind)
        #expect(verdict(kind, 0) == .pass)
        #expect(verdict(kind, thresholds.passing) == .pass)
        #expect(verdict(kind, thresholds.passing.nextDown) == .unsure)
        #expect(verdict(kind, thresholds.failing) == .unsure)
        #expect(verdict(kind, thresholds.failing.nextDown) == .fail)
        #expect(verdict(kind, -.infinity) == .fail)
    }

    @Test func `a digit less or more must be beaten clearly`() {
        let passing = VerificationThresholds.of(.digits).passing
        #expect(VerificationScore(.digits, evidence: .init(againstAlike: 0, againstShorter: 500)).ratio == 0)
        for rival in [-1_000, 2 * passing - 100] {
            let shorter = VerificationScore(.digits, evidence: .init(againstAlike: 0, againstShorter: rival))
            let longer = VerificationScore(.digits, evidence: .init(againstAlike: 0, againstLonger: rival))
            #expect(shorter.verdict != .pass)
            #expect(longer.verdict != .pass)
        }
    }

    @Test func `what can't have been said fails`() {
        for kind in VerificationGrammar.Kind.allCases {
            #expect(VerificationScore(kind, evidence: nil).verdict == .fail)
            #expect(verdict(kind, .nan) == .fail)
            #expect(VerificationScore(kind, isHeard: false).verdict == .fail)
            #expect(VerificationScore(kind, isHeard: true).verdict == .pass)
        }
    }
}
