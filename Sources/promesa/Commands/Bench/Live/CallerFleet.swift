import Audio
import Calls
import Live
import MediaAdapters
import NIOCore
import Synchronization

/// Many callers at once: each calls, and calls again, until it is told to stop.
final class CallerFleet: Sendable {
    /// What all callers noticed.
    struct Notes: Sendable {
        var gapsMs: [Double] = []
        /// How soon prompts yielded to callers who talked over them.
        var stopsMs: [Double] = []
        /// Prompts that did not yield.
        var missedStops = 0
        var ticks = 0
        var spokenTicks = 0
        /// Calls that were placed.
        var placed = 0
        /// Calls that could not be placed, or were not taken.
        var failed = 0
        /// Callers who stopped because no account was left for another call.
        var idle = 0
        var running = 0
        /// The first call, once it is over.
        var alone: LiveCaller.Notes?
        /// How often the caller about an account talked over a prompt.
        var interruptions: [Int: Int] = [:]
    }

    /// A running call has so many.
    static let ticksPerSecond = 50.0

    /// How accounts are given out.
    enum Accounts: Sendable {
        /// Each call has one of its own, from 1 to this; then no more calls begin.
        case once(Int)
        /// From 1 to this, again and again.
        case again(Int)
    }

    private struct State {
        var notes = Notes()
        var isMeasuring = true
        var isStopping = false
        /// What some callers do: by turn, after how many ticks of the prompt it begins.
        var plan = InterruptionPlan()
    }

    private let placer: any CallPlacer
    private let turns: [CallerTurn]
    private let seed: UInt64
    private let accounts: Accounts
    private let state = Mutex(State())

    init(_ placer: any CallPlacer, turns: [CallerTurn], accounts: Accounts, seed: UInt64) {
        self.placer = placer
        self.turns = turns
        self.accounts = accounts
        self.seed = seed
    }

    var notes: Notes { state.withLock { $0.notes } }

    /// Forgets what was measured so far, as at the start of the steady window.
    func forgetMeasures() {
        state.withLock {
            ($0.notes.gapsMs, $0.notes.ticks, $0.notes.spokenTicks) = ([], 0, 0)
            ($0.notes.stopsMs, $0.notes.missedStops) = ([], 0)
        }
    }

    /// Measures no more, as at the end of the steady window.
    func stopMeasuring() { state.withLock { $0.isMeasuring = false } }

    /// Lets some of the callers from now on talk over prompts.
    func interrupt(_ plan: InterruptionPlan) { state.withLock { $0.plan = plan } }

    /// Starts one caller who calls again and again.
    func add() { place() }

    /// Lets the running calls be the last ones.
    func stop() { state.withLock { $0.isStopping = true } }

    private func place() {
        let next: (number: Int, plan: InterruptionPlan)? = state.withLock { state in
            let number = state.notes.placed + 1
            guard !state.isStopping else { return nil }
            if case .once(let last) = accounts, number > last {
                if state.isMeasuring { state.notes.idle += 1 }
                return nil
            }
            state.notes.placed = number
            state.notes.running += 1
            return (number, state.plan)
        }
        guard let (number, plan) = next else { return }
        var manner = WAVCallLeg.Manner()
        // The same caller each time: what differs is the service's doing.
        manner.seed = seed
        guard let script = try? WAVCallLeg.turns(turns, manner) else { return failed() }
        let placed = placer.call(account(number)) { [self] leg, loop in
            let caller = LiveCaller(
                leg, script, interruptions: plan.interruptions(ofCall: number), on: loop,
                tell: { [self] in note($0) },
                done: { [self] notes in
                    finished(number, notes)
                    place()
                })
            caller.start()
        }
        placed.whenFailure { [self] _ in failed() }
    }

    private func account(_ number: Int) -> Int {
        switch accounts {
        case .once: number
        case .again(let count): (number - 1) % max(count, 1) + 1
        }
    }

    private func failed() {
        state.withLock {
            $0.notes.failed += 1
            $0.notes.running -= 1
        }
    }

    private func note(_ event: LiveCaller.Event) {
        state.withLock { state in
            guard state.isMeasuring else { return }
            switch event {
            case .tick(let isSpeaking):
                state.notes.ticks += 1
                if isSpeaking { state.notes.spokenTicks += 1 }
            case .found(.gap(let gap)): state.notes.gapsMs.append(gap)
            case .found(.stopped(let stop)): state.notes.stopsMs.append(stop)
            case .found(.notStopped): state.notes.missedStops += 1
            }
        }
    }

    private func finished(_ number: Int, _ call: LiveCaller.Notes) {
        state.withLock { state in
            state.notes.running -= 1
            if number == 1 { state.notes.alone = call }
            if call.interruptions > 0 {
                state.notes.interruptions[account(number), default: 0] += call.interruptions
            }
            if call.heardFrames == 0 { state.notes.failed += 1 }
        }
    }
}
