import Audio
import Foundation
import Testing

@Suite struct LossConcealmentTests {
    /// A voice of 100 Hz, whose pitch is found.
    private let voice = (0..<1_600).map { Int16(8_000 * sin(2 * .pi * Double($0) / 80)) }

    @Test(arguments: [1, 2, 7, 29, 30, 63, 64, 159, 160, 1_600])
    func `a gap of any length is filled with so much and no more`(count: Int) {
        // Many, for what is written beyond the gap shows only in what lies there.
        for _ in 0..<200 {
            let concealment = LossConcealment()
            #expect(concealment.heard(voice) == voice)
            let filled = concealment.missing(count)
            #expect(filled.count == count)
            #expect(filled.contains { $0 != 0 } || count < 3)
            #expect(concealment.heard(voice).count == voice.count)
        }
    }

    @Test func `a gap goes on as what came before it, and fades`() {
        let concealment = LossConcealment()
        _ = concealment.heard(voice)
        let filled = concealment.missing(800)
        #expect(LevelMeter.rmsDBFS(Array(filled[..<160])) > -20)
        #expect(filled[640...].allSatisfy { $0 == 0 })
    }
}
