import Audio
import Calls
import Live
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import MediaAdapters

/// A call between two user agents by UDP; the caller's one dials.
struct SIPUnderTest: AdapterUnderTest {
    let abilities: Set<Ability> = [.hearsUs, .weHangUp, .pressesKeys]
    var testDescription: String { "SIP" }

    func carry(_ plan: CallPlan) async throws -> CarriedCall {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 30_000...38_999
        let exchange = PlannedExchange(plan)
        let caller = SIPCallerSide(plan.caller)
        let callee = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        let dialer = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        let listening = try #require(try await callee.start(exchange).first)
        _ = try await dialer.start(caller)
        let host = listening.prefix { $0 != "/" }
        let result = await dialer.dial(DialRequest(to: "sip:promesa@\(host)", ticket: CallTicket(1)))
        do {
            #expect(result == .answered)
            try await eventually("the call has run") { exchange.isDone }
        } catch {
            await dialer.stop()
            await callee.stop()
            throw error
        }
        let noticed = caller.noticed
        await dialer.stop()
        await callee.stop()
        return CarriedCall(inputs: exchange.inputs, caller: noticed)
    }
}

/// The caller's end, on a user agent of its own.
private final class SIPCallerSide: CallExchange {
    private let acts: [CallPlan.Act]
    private let kept = Mutex<[LegInput]>([])

    init(_ acts: [CallPlan.Act]) { self.acts = acts }

    var noticed: [LegInput] { kept.withLock { $0 } }

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        loop.makeSucceededFuture(.refused(.failed))
    }

    func abandon(_ ticket: CallTicket) {}

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        let caller = NIOLoopBound(PlannedCaller(Line(leg), acts), eventLoop: loop)
        loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { [self] _ in
            caller.value.tick()
            kept.withLock { $0 = caller.value.noticed }
        }
    }

    private final class Line: CallerLine {
        private var leg: any LiveLeg
        /// Keys go out with the ticks in which something is sent.
        private var pressing = 0

        init(_ leg: any LiveLeg) { self.leg = leg }

        func say(_ frame: AudioFrame) { leg.send(LegOutput(frame: frame, isListening: false)) }

        func press(_ key: Character) {
            (leg as? SIPLeg)?.press(String(key))
            pressing = 10
        }

        func hangUp() { leg.hangUp() }

        func receive() -> LegInput {
            if pressing > 0 {
                pressing -= 1
                say(.silence)
            }
            return leg.receive()
        }
    }
}
