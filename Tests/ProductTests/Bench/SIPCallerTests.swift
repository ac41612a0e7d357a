import Audio
import Calls
import FlowFiles
import Live
import MediaAdapters
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import promesa

/// The bench's telephone calls a user agent on this machine.
@Suite struct SIPCallerTests {
    /// Takes calls, keeps what comes, and says a tone.
    private final class Answering: CallExchange, @unchecked Sendable {
        struct Heard: Sendable {
            var account: String?
            var keys: [Character] = []
            var voiced = 0
            var hasHungUp = false
        }
        let heard = Mutex(Heard())

        func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
            heard.withLock { $0.account = call.parameters["x-account"] }
            return loop.makeSucceededFuture(.admitted(CallTicket(1)))
        }

        func abandon(_ ticket: CallTicket) {}

        func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
            let bound = NIOLoopBound(leg, eventLoop: loop)
            loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { [self] task in
                var leg = bound.value
                leg.send(
                    LegOutput(frame: AudioFrame([Int16](repeating: 8_000, count: 160)), isListening: false))
                let input = leg.receive()
                let isVoiced = LevelMeter.rmsDBFS(input.frame.samples) > -30
                heard.withLock {
                    $0.keys += input.keys
                    if isVoiced { $0.voiced += 1 }
                    if input.hasHungUp { $0.hasHungUp = true }
                }
                if input.hasHungUp { task.cancel() }
            }
        }
    }

    /// What the caller noticed.
    private final class Noted: Sendable {
        let arrived = Atomic<Int>(0)
    }

    @Test func `a call says its account, carries audio and keys, and hears what arrives`() async throws {
        let exchange = Answering()
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 49_000...49_999
        let group = MultiThreadedEventLoopGroup.singleton
        let phone = SIPAdapter(settings, group: group)
        let listening = try await phone.start(exchange)
        let place = try #require(listening.first.map { String($0.prefix { $0 != "/" }) })
        let address = try #require(ListenAddress(place))
        let caller = SIPCaller(address: address, prefix: "B-", calls: 1, group: group)
        try await caller.start()
        let noted = Noted()
        try await caller.call(7) { leg, loop in
            leg.arrived = { samples in
                if LevelMeter.rmsDBFS(samples) > -30 { noted.arrived.add(1, ordering: .relaxed) }
            }
            leg.press("42")
            let bound = NIOLoopBound(leg, eventLoop: loop)
            loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { task in
                var leg = bound.value
                leg.send(
                    LegOutput(frame: AudioFrame([Int16](repeating: 9_000, count: 160)), isListening: false))
                _ = leg.receive()
                let hasHeardEnough = exchange.heard.withLock { $0.voiced > 20 && $0.keys.count == 2 }
                guard hasHeardEnough, noted.arrived.load(ordering: .relaxed) > 20 else { return }
                leg.hangUp()
                task.cancel()
            }
        }.get()
        try await eventually("the other side is told of the end") {
            exchange.heard.withLock { $0.hasHungUp }
        }
        #expect(exchange.heard.withLock { $0.account } == "B-7")
        #expect(exchange.heard.withLock { String($0.keys) } == "42")
        await caller.stop()
        await phone.stop()
    }

    @Test func `a call that is refused fails, and is forgotten`() async throws {
        let phone = AnsweringPhone()
        let address = try #require(ListenAddress(try await phone.start()))
        let caller = SIPCaller(
            address: address, prefix: "B-", calls: 1, group: MultiThreadedEventLoopGroup.singleton)
        try await caller.start()
        let placed = caller.call(1) { leg, _ in leg.hangUp() }
        await #expect(throws: SIPCaller.NotAnswered.self) { try await placed.get() }
        await caller.stop()
        await phone.stop()
    }
}
