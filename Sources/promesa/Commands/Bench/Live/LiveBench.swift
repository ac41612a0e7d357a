import Calls
import Dialog
import FlowFiles
import Foundation
import MediaAdapters
import NIOCore
import NIOPosix

/// The service that is measured.
enum BenchTarget {
    struct Running {
        let address: ListenAddress
        let metrics: ListenAddress?
        /// Their numbers are used again and again, from 1.
        let accounts: Int
        let prefix: String
        let token: [UInt8]
        /// Turns, from 0, before which a prompt plays that may be interrupted.
        let interrupted: Set<Int>
    }

    /// A child process, on so many accounts `B-1`, `B-2`, …
    case own(BenchService, accounts: Int)
    case running(Running)
}

/// One measurement of live calls, from the first call alone to the last one's end.
final class LiveBench {
    private let target: BenchTarget
    private let adapter: BenchAdapter
    private let calls: Int
    private let seconds: Int
    private let turns: [CallerTurn]
    private let seed: UInt64
    private let note: (String) -> Void

    init(
        _ target: BenchTarget, adapter: BenchAdapter, calls: Int, seconds: Int, turns: [CallerTurn],
        seed: UInt64, note: @escaping (String) -> Void
    ) {
        self.target = target
        self.adapter = adapter
        self.calls = calls
        self.seconds = seconds
        self.turns = turns
        self.seed = seed
        self.note = note
    }

    func run() throws -> BenchCallsFigures {
        guard case .own(let service, _) = target else { return try measure(nil) }
        let signals = BenchSignals { service.remove() }
        defer {
            service.remove()
            withExtendedLifetime(signals) {}
        }
        try service.start()
        return try measure(service)
    }

    private func measure(_ service: BenchService?) throws -> BenchCallsFigures {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let placer = placer(on: group)
        try Blocking.wait { try await placer.start() }
        defer { try? Blocking.wait { await placer.stop() } }
        let fleet = CallerFleet(placer, turns: turns, accounts: accounts, seed: seed)
        note("one call alone")
        try alone(fleet)
        fleet.interrupt(try plan(fleet))
        let idle = try page(on: group)?.values["process_resident_memory_bytes"]
        stagger(fleet)
        note("measuring for \(seconds) s")
        fleet.forgetMeasures()
        let before = try page(on: group)
        let begin = ContinuousClock.now
        Thread.sleep(forTimeInterval: Double(seconds))
        fleet.stopMeasuring()
        let after = try page(on: group)
        let wall = Double((ContinuousClock.now - begin).milliseconds) / 1_000
        note("draining")
        fleet.stop()
        let exit = service.map { $0.drain() }
        if service == nil { awaitEnd(of: fleet) }
        var figures = BenchCallsFigures(adapter: adapter, calls: calls, placed: fleet.notes)
        if let before, let after {
            figures.window = .init(before: before, after: after, seconds: wall, idleBytes: idle)
        }
        if let service, let exit {
            figures.own = .init(
                comparison: try CallComparison(store: service.store), startMs: service.startMs, exit: exit)
        }
        return figures
    }

    private func placer(on group: any EventLoopGroup) -> any CallPlacer {
        switch target {
        case .own(let service, _):
            adapter.placer(to: service.address, calls: calls, prefix: "B-", on: group)
        case .running(let running):
            adapter.placer(
                to: running.address, calls: calls, token: running.token, prefix: running.prefix, on: group)
        }
    }

    private var accounts: CallerFleet.Accounts {
        switch target {
        case .own(_, let accounts): .once(accounts)
        case .running(let running): .again(running.accounts)
        }
    }

    private func page(on group: any EventLoopGroup) throws -> MetricsPage? {
        switch target {
        case .own(let service, _): try MetricsPage(of: service.monitoring, on: group)
        case .running(let running): try running.metrics.map { try MetricsPage(of: $0, on: group) }
        }
    }

    /// Makes the call that the others are held against, and waits for its end.
    private func alone(_ fleet: CallerFleet) throws {
        fleet.add()
        // The caller begins the next call at once: it stays as the first of the many.
        while fleet.notes.alone == nil, fleet.notes.failed == 0 { Thread.sleep(forTimeInterval: 0.05) }
        guard fleet.notes.failed == 0 else {
            throw CommandFailure(.environment, "promesa: error: the service took no call")
        }
    }

    /// Which prompts some of the callers talk over.
    private func plan(_ fleet: CallerFleet) throws -> InterruptionPlan {
        guard let alone = fleet.notes.alone else { return InterruptionPlan() }
        let found: Set<Int> =
            switch target {
            case .own(let service, _):
                InterruptionPlan.turns(
                    in: try CallComparison.lines(of: "B-1", store: service.store), starts: alone.turnStartsMs)
            case .running(let running): running.interrupted
            }
        let spoken = found.filter { turn in
            guard turns.indices.contains(turn) else { return false }
            if case .audio = turns[turn] { return true }
            return false
        }
        return InterruptionPlan(turns: spoken, in: alone)
    }

    /// Starts the other callers, spread over a call's length, so that they don't all say the same at once.
    private func stagger(_ fleet: CallerFleet) {
        note("\(calls) callers, one after the other")
        let spread = min(60, Double(calls) * 0.8)
        for _ in 0..<calls - 1 {
            fleet.add()
            Thread.sleep(forTimeInterval: spread / Double(calls))
        }
        Thread.sleep(forTimeInterval: 5)
    }

    private func awaitEnd(of fleet: CallerFleet) {
        while fleet.notes.running > 0 { Thread.sleep(forTimeInterval: 0.1) }
    }
}
