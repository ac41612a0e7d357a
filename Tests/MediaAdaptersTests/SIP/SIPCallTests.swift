import Audio
import Calls
import Dialog
import Live
import Testing

@testable import MediaAdapters

@Suite(.serialized) struct SIPCallTests {
    @Test func `a call is answered, each side hears the other, and the caller hangs up`() async throws {
        let voice = TestVoice.noise(seconds: 2)
        let callerSide = TalkingExchange(.says(voice))
        let calleeSide = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide) { world in
            #expect(await world.dial() == .answered)
            try await eventually("the caller has heard three seconds") {
                callerSide.calls.first.map { $0.heard.count > 3 * 8_000 } ?? false
            }
            // Pieces, for a machine that has other work may be late with a frame.
            let pieces = stride(from: 1_600, to: 12_800, by: 1_600).map { voice[$0..<$0 + 800] }
            let heard = callerSide.calls[0].heard
            let found = pieces.count { TestVoice.correlation(of: $0, in: heard) > 0.97 }
            #expect(found >= pieces.count - 2)
            #expect(calleeSide.offered.first?.called == "+12025550123")

            callerSide.onLeg { $0.hangUp() }
            try await eventually("the callee is told") { calleeSide.calls[0].hasHungUp }
            #expect(!callerSide.calls[0].hasHungUp)
        }
    }
}
