import Audio
import Calls
import Live
import MediaAdapters
import NIOCore
import NIOPosix
import Synchronization

/// Many callers at once: each calls, and calls again, until it is told to stop.
final class CallerFleet: Sendable {
    /// What all callers noticed.
    struct Notes {
        var gapsMs: [Double] = []
        var ticks = 0
        var spokenTicks = 0
        /// Calls that were placed.
        var placed = 0
        /// Calls that could not be placed, or were not taken.
        var failed = 0
        var running = 0
        var nextAccount = 1
        var isStopping = false
    }

    private let group: MultiThreadedEventLoopGroup
    private let caller: AudioSocketCaller
    private let turns: [CallerTurn]
    private let seed: UInt64
    private let accounts: Int
    private let kept = Mutex(Notes())

    init(
        _ caller: AudioSocketCaller, turns: [CallerTurn], accounts: Int, seed: UInt64,
        on group: MultiThreadedEventLoopGroup
    ) {
        self.caller = caller
        self.turns = turns
        self.accounts = accounts
        self.seed = seed
        self.group = group
    }

    var notes: Notes { kept.withLock { $0 } }

    /// Forgets what was measured so far, as at the start of the steady window.
    func forgetMeasures() {
        kept.withLock { ($0.gapsMs, $0.ticks, $0.spokenTicks) = ([], 0, 0) }
    }

    /// Starts one caller who calls again and again.
    func add() { place(on: group.next()) }

    /// Lets the running calls be the last ones.
    func stop() { kept.withLock { $0.isStopping = true } }

    private func place(on loop: any EventLoop) {
        let account: Int? = kept.withLock { notes in
            guard !notes.isStopping, notes.nextAccount <= accounts else { return nil }
            defer { notes.nextAccount += 1 }
            notes.placed += 1
            notes.running += 1
            return notes.nextAccount
        }
        guard let account else { return }
        var manner = WAVCallLeg.Manner()
        // The same caller each time: what differs is the service's doing.
        manner.seed = seed
        guard let script = try? WAVCallLeg.turns(turns, manner) else { return failed() }
        let placed = caller.call(account, on: loop) { [self] leg in
            let caller = LiveCaller(leg, script, on: loop) { [self] notes in
                finished(notes)
                place(on: loop)
            }
            caller.start()
        }
        placed.whenFailure { [self] _ in failed() }
    }

    private func failed() {
        kept.withLock { notes in
            notes.failed += 1
            notes.running -= 1
        }
    }

    private func finished(_ call: LiveCaller.Notes) {
        kept.withLock { notes in
            notes.running -= 1
            notes.gapsMs += call.gapsMs
            notes.ticks += call.ticks
            notes.spokenTicks += call.spokenTicks
            if call.receivedFrames == 0 { notes.failed += 1 }
        }
    }
}
