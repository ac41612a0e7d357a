import ArgumentParser
import Audio
import Calls
import Dialog
import FlowFiles
import Foundation
import MediaAdapters
import NIOCore
import NIOPosix

/// `promesa bench calls`: many live calls at once, measured.
struct BenchCallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "Carry many live calls at once, and measure how well.",
        discussion: """
            Starts a service in a process of its own, with accounts made for it; then callers in this process, one after the
            other, each speaking recorded audio in real time and calling again when a call is over. The first call is made
            alone: the others must come out the same. After the steady window no more calls begin, those that run come to
            their end, and the service drains.

            What a caller does is read from --turns, one turn a line as `call --caller-turns` takes it; scripts/demo writes
            such a file. The response gap is measured by the callers, from their last sound to the first of the answer; it
            holds the time in which more speech is waited for.

            EXAMPLE
              scripts/demo && promesa bench calls --calls 25 --seconds 60
            """)

    enum Adapter: String, ExpressibleByArgument, CaseIterable { case audiosocket }

    @Option(help: "How the calls come in.")
    var adapter: Adapter = .audiosocket

    @Option(help: "Calls at once.")
    var calls: Int = 10

    @Option(help: "The steady window, in seconds.")
    var seconds: Int = 60

    @Option(help: ArgumentHelp("What callers do, one turn a line.", valueName: "file"))
    var turns: String = "demo/caller/turns.txt"

    @Option(help: ArgumentHelp("The flow.", valueName: "file"))
    var flow: String = "Flows/early-recovery.yaml"

    @Option(help: ArgumentHelp("The account that all callers' accounts are copies of.", valueName: "file"))
    var account: String = "Examples/accounts/jordan-rivera.json"

    @Option(help: ArgumentHelp("The facts about the company.", valueName: "file"))
    var organisation: String = "Examples/organisation.yaml"

    @Option(help: "The seed of the callers' line noise.")
    var seed: UInt64 = 1

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard (1...2_000).contains(calls), (5...86_400).contains(seconds) else {
            throw ValidationError("--calls must be 1 to 2000 and --seconds 5 to 86400.")
        }
    }

    func run() throws {
        let turns = try readTurns()
        // A call takes a minute or two; each has an account of its own.
        let accounts = 1 + calls * (2 + seconds / 30)
        let service = try BenchService(
            flow: flow, account: account, organisation: organisation, accounts: accounts, calls: calls + 1)
        defer { service.remove() }
        try service.start()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let fleet = CallerFleet(
            AudioSocketCaller(host: service.address.host, port: service.address.port), turns: turns,
            accounts: accounts, seed: seed, on: group)
        let probe = ProcessProbe(process: service.processID)
        note("one call alone")
        try alone(fleet)
        let idleMB = probe.memoryMB
        note("\(calls) callers, one after the other")
        // Spread over a call's length, so that they don't all say the same at once.
        let spread = min(60, Double(calls) * 0.8)
        for _ in 0..<calls {
            fleet.add()
            Thread.sleep(forTimeInterval: spread / Double(calls))
        }
        Thread.sleep(forTimeInterval: 5)
        note("measuring for \(seconds) s")
        fleet.forgetMeasures()
        let before = try MetricsPage(of: service.monitoring, on: group)
        let (begin, used) = (ContinuousClock.now, probe.seconds)
        Thread.sleep(forTimeInterval: Double(seconds))
        let wall = Double((ContinuousClock.now - begin).milliseconds) / 1_000
        let after = try MetricsPage(of: service.monitoring, on: group)
        let measures = BenchCallsFigures.Window(
            cores: (probe.seconds - used) / wall, memoryMB: probe.memoryMB - idleMB, before: before,
            after: after)
        note("draining")
        fleet.stop()
        let exit = service.drain()
        let notes = fleet.notes
        let comparison = try CallComparison(store: service.store)
        let figures = BenchCallsFigures(
            calls: calls, placed: notes, window: measures, comparison: comparison,
            startMs: service.startMs, exit: exit)
        print(json ? try figures.json() : figures.text, terminator: "")
        if figures.hasFailed { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    /// Makes the call that the others are held against, and waits for its end.
    private func alone(_ fleet: CallerFleet) throws {
        fleet.add()
        while fleet.notes.running > 0, fleet.notes.placed < 2 { Thread.sleep(forTimeInterval: 0.05) }
        // The caller has begun the next call at once: it stays as the first of the many.
        guard fleet.notes.failed == 0 else {
            throw CommandFailure(.environment, "promesa: error: the service took no call")
        }
    }

    private func readTurns() throws -> [CallerTurn] {
        guard let text = try? String(contentsOfFile: turns, encoding: .utf8) else {
            throw CommandFailure(
                .environment,
                "promesa: error: there is no '\(turns)'; run scripts/demo, which makes it, or give --turns")
        }
        do {
            return try text.split(whereSeparator: \.isNewline).map { try CallerTurn.parse(String($0)) }
        } catch {
            throw CommandFailure(.usage, "\(turns): error: \(error)")
        }
    }

    private func note(_ text: String) { if !json { StandardError.print("bench: \(text)") } }
}
