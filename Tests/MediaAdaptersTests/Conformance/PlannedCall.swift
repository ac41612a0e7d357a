import Audio
import Calls
import Live
import NIOCore
import Synchronization

@testable import MediaAdapters

/// Our side of a planned call on a live adapter: takes one call, and runs its leg for as many ticks as are planned.
final class PlannedExchange: CallExchange {
    private let plan: CallPlan
    private let state = Mutex((inputs: [LegInput](), isDone: false))

    init(_ plan: CallPlan) { self.plan = plan }

    var inputs: [LegInput] { state.withLock { $0.inputs } }
    var isDone: Bool { state.withLock { $0.isDone } }

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        loop.makeSucceededFuture(.admitted(CallTicket(1)))
    }

    func abandon(_ ticket: CallTicket) {}

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        let bound = NIOLoopBound(OurSide(leg, plan), eventLoop: loop)
        loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { [self] task in
            let input = bound.value.tick()
            let isDone = state.withLock { state in
                state.inputs.append(input)
                state.isDone = state.inputs.count >= plan.ticks
                return state.isDone
            }
            guard isDone else { return }
            bound.value.leg.hangUp()
            task.cancel()
        }
    }
}

/// Does tick by tick what is planned for us.
private final class OurSide {
    var leg: any LiveLeg
    private let plan: CallPlan
    private var count = 0

    init(_ leg: any LiveLeg, _ plan: CallPlan) {
        self.leg = leg
        self.plan = plan
        if !plan.ourKeys.isEmpty { (leg as? SIPLeg)?.press(plan.ourKeys) }
    }

    func tick() -> LegInput {
        defer { count += 1 }
        if count == plan.weHangUpAtTick {
            leg.hangUp()
            leg.hangUp()
        }
        leg.send(LegOutput(frame: plan.frame(count), isListening: true))
        return leg.receive()
    }
}

/// The caller's end of a line, as one protocol has it.
protocol CallerLine: AnyObject {
    func say(_ frame: AudioFrame)
    func press(_ key: Character)
    func hangUp()
    /// What came since the last tick.
    func receive() -> LegInput
}

/// Does tick by tick what is planned for the caller, and keeps what comes.
final class PlannedCaller {
    /// A key is pressed for so long, pause included.
    private static let keyTicks = 12

    private let line: any CallerLine
    private var acts: ArraySlice<CallPlan.Act>
    /// Ticks that the act has lasted.
    private var age = 0
    private(set) var noticed: [LegInput] = []

    init(_ line: any CallerLine, _ acts: [CallPlan.Act]) {
        self.line = line
        self.acts = acts[...]
    }

    func tick() {
        let isOver = act()
        age += 1
        if isOver {
            acts.removeFirst()
            age = 0
        }
        noticed.append(line.receive())
    }

    /// Returns whether the act is over with this tick.
    private func act() -> Bool {
        switch acts.first {
        case nil: return false
        case .says(let samples):
            let start = age * AudioFrame.length
            line.say(AudioFrame(Array(samples[start..<min(start + AudioFrame.length, samples.count)])))
            return start + AudioFrame.length >= samples.count
        case .presses(let keys):
            if age % Self.keyTicks == 0 { line.press(Array(keys)[age / Self.keyTicks]) }
            return age + 1 >= keys.count * Self.keyTicks
        case .sendsNothing(let ticks): return age + 1 >= ticks
        case .hangsUp:
            line.hangUp()
            return true
        }
    }
}
