import ArgumentParser
import Calls
import FlowFiles
import Foundation
import MediaAdapters

/// `promesa bench calls`: many live calls at once, measured.
struct BenchCallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "Carry many live calls at once, and measure how well.",
        discussion: """
            Starts a service in a process of its own, with accounts made for it; then callers in this process, one after the
            other, each speaking recorded audio in real time and calling again when a call is over. The first call is made
            alone: the others must come out the same. Every third call talks over the prompts that may be interrupted. After
            the steady window no more calls begin, those that run come to their end, and the service drains.

            With --address the callers call a service that runs already. What it heard and stored is not known then
            (wrongOutcomes, lostOutcomes, transcriptDrift and false barge-ins are null), and what only the service can
            tell (cores, memory, computing, sending, gaps by kind of answer) is read from its /metrics if --metrics says
            where, else null. It must take calls from this machine, and have accounts 1 to --accounts behind --prefix; by
            SIP a route takes the account from the header X-Account.

            What a caller does is read from --turns, one turn a line as `call --caller-turns` takes it; scripts/demo writes
            such a file. docs/service.md says what each number means and how it is measured.

            EXAMPLES
              scripts/demo && promesa bench calls --calls 25 --seconds 60
              promesa bench calls --adapter sip --calls 25 --json
              promesa bench calls --address 127.0.0.1:9092 --metrics 127.0.0.1:9464 --accounts 50
            """)

    @Option(help: "How the calls come in: audiosocket or sip.")
    var adapter: BenchAdapter = .audiosocket

    @Option(help: "Calls at once.")
    var calls: Int = 10

    @Option(help: "The steady window, in seconds.")
    var seconds: Int = 60

    @Option(help: ArgumentHelp("Call the service that listens there.", valueName: "host:port"))
    var address: String?

    @Option(help: ArgumentHelp("With --address: where the service's metrics are.", valueName: "host:port"))
    var metrics: String?

    @Option(help: "With --address: how many accounts the service has, numbered from 1.")
    var accounts: Int?

    @Option(help: "With --address and SIP: what stands before the numbers of accounts.")
    var prefix: String?

    @Option(
        help: ArgumentHelp(
            "With --address and AudioSocket: the file of the token that identifiers begin with.",
            valueName: "file"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "With --address: the turns, such as 6,7, before which nothing plays but one prompt that may be interrupted.",
            valueName: "turns"))
    var interrupt: String?

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
        for (name, value) in [("--address", address), ("--metrics", metrics)] {
            guard let value, ListenAddress(value) == nil else { continue }
            throw ValidationError("\(name) must be an IP address and a port, as in 127.0.0.1:9092.")
        }
        let others: [Any?] = [metrics, accounts, prefix, tokenFile, interrupt]
        guard address != nil || others.allSatisfy({ $0 == nil }) else {
            throw ValidationError(
                "--metrics, --accounts, --prefix, --token-file and --interrupt need --address.")
        }
        guard (1...1_000_000).contains(accounts ?? 1), interruptTurns != nil else {
            throw ValidationError(
                "--accounts must be at least 1, and --interrupt numbers of turns, as in 6,7.")
        }
    }

    func run() throws {
        let turns = try readTurns()
        let target = try self.target()
        let figures = try LiveBench(
            target, adapter: adapter, calls: calls, seconds: seconds, turns: turns, seed: seed,
            note: { [json] text in if !json { StandardError.print("bench: \(text)") } }
        ).run()
        print(json ? try figures.json() : figures.text, terminator: "")
        if figures.hasFailed { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    private func target() throws -> BenchTarget {
        if let address = address.flatMap(ListenAddress.init) {
            return .running(
                BenchTarget.Running(
                    address: address, metrics: metrics.flatMap(ListenAddress.init), accounts: accounts ?? 1,
                    prefix: prefix ?? "", token: try token(), interrupted: Set(interruptTurns ?? [])))
        }
        // A call takes a minute or two, or less with other turns; each has an account of its own.
        let accounts = 1 + calls * (2 + seconds / 20)
        // A caller who calls again may be there before the end of the last call is stored.
        let places = calls + max(calls / 4, 4)
        return .own(
            try BenchService(
                adapter, flow: flow, account: account, organisation: organisation, accounts: accounts,
                calls: places), accounts: accounts)
    }

    /// From 0; nil if they can't be read.
    private var interruptTurns: [Int]? {
        guard let interrupt else { return [] }
        let numbers = interrupt.split(separator: ",").map { Int($0) }
        let turns = numbers.compactMap(\.self).filter { $0 > 1 }.map { $0 - 1 }
        return turns.count == numbers.count ? turns : nil
    }

    private func token() throws -> [UInt8] {
        guard let tokenFile else { return [] }
        let text = try? String(contentsOfFile: tokenFile, encoding: .utf8)
        let digits = (text ?? "").prefix { !$0.isNewline }.compactMap(\.hexDigitValue)
        guard digits.count == 20 else {
            throw CommandFailure(
                .environment, "promesa: error: '\(tokenFile)' holds no token of 20 hexadecimal digits")
        }
        return stride(from: 0, to: 20, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
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
}

extension BenchAdapter: ExpressibleByArgument {}
