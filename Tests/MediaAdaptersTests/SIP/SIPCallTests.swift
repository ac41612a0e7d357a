import Audio
import Calls
import Dialog
import Live
import NIOPosix
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
            // On a busy machine minutes may have gone by: what was said is at the beginning.
            let heard = Array(callerSide.calls[0].heard.prefix(5 * 8_000))
            let found = pieces.count { TestVoice.correlation(of: $0, in: heard) > 0.97 }
            #expect(found >= pieces.count - 2)
            #expect(calleeSide.offered.first?.called == "+12025550123")

            let legs = [callerSide.watchLeg(), calleeSide.watchLeg()]
            callerSide.hangUp()
            try await eventually("the callee is told") { calleeSide.calls[0].hasHungUp }
            #expect(!callerSide.calls[0].hasHungUp)
            calleeSide.forget()
            try await eventually("nothing is left of the call") { legs.allSatisfy(\.isGone) }
        }
    }

    @Test func `a call whose audio stops for a minute is ended on both sides`() async throws {
        let callerSide = TalkingExchange(.says([]))
        let calleeSide = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide) { world in
            #expect(await world.dial() == .answered)
            try await eventually("both talk") {
                calleeSide.calls.first.map { $0.heard.count > 1_600 } ?? false
            }
            callerSide.onLeg { leg in
                // A minute of ticks at once: no datagram comes between them.
                var leg = leg
                for _ in 0..<3_001 { _ = leg.receive() }
            }
            try await eventually("the callee is told") { calleeSide.calls[0].hasHungUp }
        }
    }

    @Test func `keys go along beside the audio, and the callee hangs up`() async throws {
        let callerSide = TalkingExchange(.says([]))
        let calleeSide = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide) { world in
            #expect(await world.dial() == .answered)
            callerSide.onLeg { ($0 as? SIPLeg)?.press("0917#") }
            try await eventually("the callee has the keys") { calleeSide.calls.first?.keys.count == 5 }
            #expect(calleeSide.calls[0].keys == Array("0917#"))
            calleeSide.onLeg { $0.hangUp() }
            try await eventually("the caller is told") { callerSide.calls[0].hasHungUp }
        }
    }

    @Test(arguments: zip(Refusal.allCases, [503, 503, 404, 403, 500]))
    func `a refusal is told by its status`(refusal: Refusal, status: Int) async throws {
        let callerSide = TalkingExchange(.echoes)
        let calleeSide = TalkingExchange(.echoes, refusing: refusal)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide) { world in
            let expected = SIPStatus.disposition(status: status)
            #expect(await world.dial() == .notReached(expected, status: status))
            #expect(callerSide.abandoned == 1)
            #expect(callerSide.calls.isEmpty)
        }
    }

    @Test func `who drains takes no more calls, and those that run go on`() async throws {
        let callerSide = TalkingExchange(.says([]))
        let calleeSide = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide) { world in
            #expect(await world.dial() == .answered)
            await world.callee.drain()
            #expect(await world.dial() == .notReached(.congestion, status: 503))
            #expect(!callerSide.calls[0].hasHungUp)
            await world.callee.stop()
            try await eventually("the callee's side ends as well") { calleeSide.calls[0].hasHungUp }
            try await eventually("the caller is told") { callerSide.calls[0].hasHungUp }
        }
    }

    @Test func `more calls than may be are refused`() async throws {
        let callerSide = TalkingExchange(.says([]))
        let calleeSide = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: callerSide, callee: calleeSide, configure: { $0.mostCalls = 1 }) {
            world in
            #expect(await world.dial() == .answered)
            #expect(await world.dial() == .notReached(.congestion, status: 503))
        }
    }

    @Test(arguments: [SIPSettings.Transport.tcp, .tls])
    func `a call by a connection`(transport: SIPSettings.Transport) async throws {
        let callerSide = TalkingExchange(.says(TestVoice.noise(seconds: 60)))
        let calleeSide = TalkingExchange(.echoes)
        let folder = try TemporaryFolder()
        let certificate = transport == .tls ? try PeerProgram.certificate(in: folder) : nil
        try await SIPWorld.with(
            caller: callerSide, callee: calleeSide, transport: transport, certificate: certificate
        ) { world in
            #expect(await world.dial() == .answered)
            try await eventually("the callee hears") {
                calleeSide.calls.first.map { $0.heard.count { $0 != 0 } > 8_000 } ?? false
            }
        }
    }

    @Test func `a server's certificate must go back to the authorities, if some are given`() async throws {
        let folder = try TemporaryFolder()
        let certificate = try PeerProgram.certificate(in: folder)
        let other = try PeerProgram.certificate(in: folder, named: "other.pem")
        for (authorities, isTrusted) in [(certificate, true), (other, false)] {
            let exchange = TalkingExchange(.says([]))
            try await SIPWorld.with(
                caller: exchange, callee: TalkingExchange(.echoes), transport: .tls, certificate: certificate,
                authorities: authorities
            ) { world in
                let result = await world.dial()
                #expect((result == .answered) == isTrusted)
                if !isTrusted { #expect(exchange.abandoned == 1) }
            }
        }
    }

    @Test func `a port that is in use is told with what to do`() async throws {
        let exchange = TalkingExchange(.echoes)
        try await SIPWorld.with(caller: exchange, callee: exchange) { world in
            let port = try #require(world.listening.first?.between(":", "/").flatMap { UInt16($0) })
            var settings = SIPSettings()
            settings.listeners = [.init(.udp, port: port)]
            let second = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
            await #expect(
                throws: AdapterFailure.cannotListen(
                    "sip: 127.0.0.1:\(port)/udp: in use; stop what listens there, or give another port")
            ) { _ = try await second.start(exchange) }
        }
    }
}
