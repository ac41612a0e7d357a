import Calls
import Dialog
import Live
import NIOCore
import Synchronization

/// A transfer by a second call: whom the caller is handed to is called, and once they answer the audio of both is carried
/// across until either hangs up.
///
/// It belongs to the caller's event loop, on which the second call runs as well. Both legs keep their own descriptions,
/// keys and jitter buffers; keys that are pressed (RFC 4733) go across beside the audio.
final class SIPBridge {
    private enum State {
        case idle
        /// They are called.
        case ringing(SIPCall)
        case talking(SIPLeg)
        case over
    }

    /// A conversation of this length is ended: nobody talks for so long.
    private static let mostTicks = 4 * 3_600 * 50
    private static let leastPause: TimeAmount = .milliseconds(1)

    private let loop: any EventLoop
    private let caller: SIPLeg
    private let count: BridgeCount
    /// How the attempt turned out, once.
    private var done: ((TransferOutcome) -> Void)?
    private var state = State.idle
    private var clock: TickClock
    private var ticks = 0

    init(
        _ caller: SIPLeg, on loop: any EventLoop, counted count: BridgeCount,
        done: @escaping (TransferOutcome) -> Void
    ) {
        self.caller = caller
        self.count = count
        self.loop = loop
        self.done = done
        clock = TickClock(start: loop.now)
    }

    /// Calls whom the caller is handed to.
    func begin(_ request: DialRequest, _ surroundings: SIPCall.Surroundings, _ stack: SIPStack) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let exchange = BridgeExchange { leg in bound.value.answered(leg) }
        let around = SIPCall.Surroundings(
            exchange: exchange, thread: surroundings.thread, ports: surroundings.ports,
            transfer: .refer, ringing: surroundings.ringing, bridges: count)
        let (call, result) = SIPCall.dial(request, on: loop, around, stack)
        state = .ringing(call)
        result.whenSuccess { result in
            if case .notReached(let why, let status) = result { bound.value.notReached(why, status) }
        }
    }

    /// Nobody waits for the second call any more: it is cancelled, or ended if it was just answered.
    func cancel() {
        done = nil
        switch state {
        case .ringing(let call):
            state = .over
            call.giveUp()
        case .talking: end()
        case .idle, .over: state = .over
        }
    }

    private func notReached(_ why: Disposition, _ status: Int?) {
        guard case .ringing = state else { return }
        state = .over
        // Without a status the ringing time was over, or there was no way to them.
        let unanswered: TransferOutcome = why == .noAnswer ? .noAnswer : .failed
        tell(status.map { SIPStatus.transfer(status: $0) ?? .failed } ?? unanswered)
    }

    private func answered(_ leg: SIPLeg) {
        // They may answer while the caller gives up.
        guard case .ringing = state, caller.cross(by: self) else { return leg.hangUp() }
        state = .talking(leg)
        count.add(1)
        clock = TickClock(start: loop.now)
        schedule()
        tell(.connected)
    }

    private func tell(_ outcome: TransferOutcome) {
        let done = done
        self.done = nil
        done?(outcome)
    }

    private func schedule() {
        let deadline = max(clock.deadline, loop.now + Self.leastPause)
        loop.assumeIsolated().scheduleTask(deadline: deadline) { self.tick() }
    }

    private func tick() {
        guard case .talking(let agent) = state else { return }
        _ = clock.take(at: loop.now)
        ticks += 1
        let fromCaller = caller.receiveAcross()
        let fromAgent = agent.receive()
        guard !fromCaller.hasHungUp, !fromAgent.hasHungUp, ticks < Self.mostTicks else { return end() }
        agent.send(LegOutput(frame: fromCaller.frame, isListening: false))
        agent.press(String(fromCaller.keys))
        caller.sendAcross(LegOutput(frame: fromAgent.frame, isListening: false))
        caller.press(String(fromAgent.keys))
        schedule()
    }

    /// Either side hung up: so do we, on both.
    func end() {
        guard case .talking(let agent) = state else { return }
        state = .over
        count.add(-1)
        agent.hangUp()
        caller.endAcross()
    }
}

/// How many bridges carry audio; told from any thread.
final class BridgeCount: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add(_ change: Int) { number.wrappingAdd(change, ordering: .relaxed) }
}

/// Takes the second call of a bridge; it has no place of its own in the service.
private final class BridgeExchange: CallExchange {
    private let answered: @Sendable (SIPLeg) -> Void

    init(_ answered: @escaping @Sendable (SIPLeg) -> Void) { self.answered = answered }

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        loop.makeSucceededFuture(.refused(.forbidden))
    }

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        guard let leg = leg as? SIPLeg else { return leg.hangUp() }
        answered(leg)
    }

    func abandon(_ ticket: CallTicket) {}
}
