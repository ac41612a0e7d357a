import Audio
import Calls
import Dialog
import Live
import NIOPosix
import Synchronization
import Testing

@testable import MediaAdapters

/// Calls that are handed over by a second call: a caller, the service between, and whom the caller is handed to.
@Suite(.serialized) struct SIPBridgeTests {
    private static let reference = "20260302-abc"

    /// The outcome that the service's flow is told.
    private final class Told: Sendable {
        private let told = Mutex<[TransferOutcome]>([])
        var outcomes: [TransferOutcome] { told.withLock { $0 } }
        func add(_ outcome: TransferOutcome) { told.withLock { $0.append(outcome) } }
    }

    private static func transfer(_ service: TalkingExchange, to destination: String, _ told: Told) {
        service.onLeg { leg in
            let handOff = HandOff(
                call: CallID(reference), account: AccountID("A-1"), language: LanguageTag("en-US"),
                verified: .l1)
            leg.transfer(to: destination, handOff) { told.add($0) }
        }
    }

    /// A running call of `caller` with a service that bridges.
    private static func with(
        caller: TalkingExchange, service: TalkingExchange, mode: SIPSettings.TransferMode = .bridge,
        ringing: Duration = .seconds(20), srtp: SIPSettings.SRTPUse = .ifAsked,
        _ body: (_ service: SIPAdapter) async throws -> Void
    ) async throws {
        try await SIPWorld.with(
            caller: caller, callee: service,
            configure: {
                $0.transfer = mode
                $0.transferRinging = ringing
                $0.srtp = srtp
            }
        ) { world in
            #expect(await world.dial() == .answered)
            try await eventually("the call runs") { service.calls.count == 1 && caller.calls.count == 1 }
            try await body(world.callee)
        }
    }

    /// Another user agent of ours, that is called.
    private static func withAgent(
        _ agent: TalkingExchange, _ body: (_ address: String) async throws -> Void
    ) async throws {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 56_000...56_999
        let adapter = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        let listening = try await adapter.start(agent)
        let port = try #require(listening.first?.between(":", "/"))
        do {
            try await body("sip:desk@127.0.0.1:\(port)")
        } catch {
            await adapter.stop()
            throw error
        }
        await adapter.stop()
    }

    private func hears(_ side: TalkingExchange, _ voice: [Int16]) -> Bool {
        let pieces = stride(from: 8_000, to: 80_000, by: 8_000).map { voice[$0..<$0 + 400] }
        let heard = Array(side.calls[0].heard.suffix(5 * 8_000))
        return pieces.contains { TestVoice.correlation(of: $0, in: heard) > 0.95 }
    }

    @Test(arguments: [(SIPSettings.TransferMode.bridge, true), (.referOrBridge, false)])
    func `both hear each other and each other's keys, and one's end is the other's`(
        mode: SIPSettings.TransferMode, isEndedByAgent: Bool
    ) async throws {
        // However late the bridge is there, they still speak.
        let voices = (
            caller: TestVoice.noise(seconds: 10, seed: 8), agent: TestVoice.noise(seconds: 10, seed: 9)
        )
        let (caller, service) = (TalkingExchange(.repeats(voices.caller)), TalkingExchange(.says([])))
        let agent = TalkingExchange(.repeats(voices.agent))
        try await Self.withAgent(agent) { address in
            // What our user agent is asked by REFER it refuses: then a bridge is built.
            try await Self.with(caller: caller, service: service, mode: mode) { adapter in
                let told = Told()
                Self.transfer(service, to: address, told)
                try await eventually("they are connected") { told.outcomes == [.connected] }
                service.hangUp()
                #expect(agent.offered.first?.parameters == ["x-promesa-call": Self.reference])

                try await eventually("both have heard four seconds") {
                    [caller, agent].allSatisfy { side in
                        side.calls.first.map {
                            $0.heard.suffix(32_000).count { abs(Int($0)) > 100 } > 20_000
                        } ?? false
                    }
                }
                #expect(hears(caller, voices.agent))
                #expect(adapter.handedOver == 1)
                #expect(hears(agent, voices.caller))
                caller.onLeg { ($0 as? SIPLeg)?.press("42") }
                agent.onLeg { ($0 as? SIPLeg)?.press("9") }
                try await eventually("keys go across") {
                    agent.calls[0].keys == ["4", "2"] && caller.calls[0].keys == ["9"]
                }

                let (first, last) = isEndedByAgent ? (agent, caller) : (caller, agent)
                first.hangUp()
                try await eventually("the other side is told") { last.calls[0].hasHungUp }
                try await eventually("nobody talks through us any more") { adapter.handedOver == 0 }
                #expect(told.outcomes == [.connected])
            }
        }
    }

    /// Calls a telephone of the tests and hands its INVITE over.
    private func ringing(
        _ ringing: Duration = .seconds(20),
        _ body: (RawPhone, _ invite: String, _ port: UInt16, Told, _ caller: TalkingExchange) async throws ->
            Void
    ) async throws {
        let (caller, service) = (TalkingExchange(.says([])), TalkingExchange(.says([])))
        let phone = try RawPhone(peer: 0)
        try await Self.with(caller: caller, service: service, ringing: ringing) { _ in
            let told = Told()
            Self.transfer(service, to: "sip:desk@127.0.0.1:\(phone.port)", told)
            let invite = try await phone.receive("INVITE")
            #expect(invite.headerLine("X-Promesa-Call") == "X-Promesa-Call: \(Self.reference)")
            #expect(!invite.contains("A-1"))
            let via = try #require(invite.headerLine("Via"))
            let port = try #require(via.between("127.0.0.1:", ";").flatMap { UInt16($0) })
            try await body(phone, invite, port, told, caller)
        }
    }

    @Test(arguments: [
        ("486 Busy Here", TransferOutcome.busy), ("480 Gone", .noAnswer), ("603 Decline", .closed),
        ("404 Not Found", .failed),
    ])
    func `who doesn't take the call is told as the flow knows it, and the call goes on`(
        status: String, expected: TransferOutcome
    ) async throws {
        try await ringing { phone, invite, port, told, caller in
            phone.send(Array(phone.response(status, to: invite).utf8), to: port)
            try await eventually("the outcome is told") { told.outcomes == [expected] }
            #expect(!caller.calls[0].hasHungUp)
        }
    }

    @Test func `where there is no way to the second call, it has failed`() async throws {
        let (caller, service) = (TalkingExchange(.says([])), TalkingExchange(.says([])))
        try await Self.with(caller: caller, service: service) { _ in
            let told = Told()
            // The service has no listener for it.
            Self.transfer(service, to: "sip:desk@127.0.0.1:9;transport=tls", told)
            try await eventually("the outcome is told") { told.outcomes == [.failed] }
            #expect(!caller.calls[0].hasHungUp)
        }
    }

    @Test func `who rings too long is cancelled, and the call goes on`() async throws {
        try await ringing(.seconds(1)) { phone, invite, port, told, caller in
            phone.send(Array(phone.response("180 Ringing", to: invite).utf8), to: port)
            _ = try await phone.receive("CANCEL")
            try await eventually("the outcome is told") { told.outcomes == [.noAnswer] }
            #expect(!caller.calls[0].hasHungUp)
        }
    }

    @Test func `a caller who hangs up while it rings cancels the second call`() async throws {
        try await ringing { phone, invite, port, told, caller in
            phone.send(Array(phone.response("180 Ringing", to: invite).utf8), to: port)
            caller.hangUp()
            _ = try await phone.receive("CANCEL")
            #expect(told.outcomes.allSatisfy { $0 == .failed })
        }
    }

    @Test func `a transfer that is given up cancels the second call and tells nothing`() async throws {
        let (caller, service) = (TalkingExchange(.says([])), TalkingExchange(.says([])))
        let phone = try RawPhone(peer: 0)
        try await Self.with(caller: caller, service: service) { _ in
            let told = Told()
            Self.transfer(service, to: "sip:desk@127.0.0.1:\(phone.port)", told)
            let invite = try await phone.receive("INVITE")
            let port = try #require(
                invite.headerLine("Via")?.between("127.0.0.1:", ";").flatMap { UInt16($0) })
            phone.send(Array(phone.response("180 Ringing", to: invite).utf8), to: port)
            try await Task.sleep(for: .milliseconds(100))
            service.onLeg { $0.cancelTransfer() }
            _ = try await phone.receive("CANCEL")
            #expect(told.outcomes.isEmpty)
            #expect(!caller.calls[0].hasHungUp)
        }
    }
}
