import ArgumentParser
import Dialog
import FlowFiles
import Foundation
import Glibc

/// `promesa dial`: asks the running service to place one call.
struct DialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dial",
        abstract: "Place one call through the running service.",
        discussion: """
            The service decides, and says by which rule and which record: the account and its flags, the number, the
            consent to automated calls, the stop list, the calling hours where the debtor is, and how often and when the
            account was called. What isn't known refuses. The attempt is on disk before the call is placed, and all is
            asked again when somebody answers, before a word is said.

            The service needs a section 'dial' in its configuration; only its own user can ask it.

            Exit codes: 0 the call was placed, or would be · 1 refused · 2 usage · 3 no service there.

            EXAMPLE
              promesa dial --config promesa.yaml --to sip:+12025550123@gateway.example:5060 \\
                --flow Flows/early-recovery.yaml --account A-1001
            """)

    @Option(help: ArgumentHelp("The service's configuration.", valueName: "file"))
    var config = "promesa.yaml"

    @Option(
        help: ArgumentHelp("A SIP address, or a number that goes to the first gateway.", valueName: "address")
    )
    var to: String

    @Option(help: ArgumentHelp("A flow of the service, by file or by name.", valueName: "flow"))
    var flow: String

    @Option(help: ArgumentHelp("The account's reference.", valueName: "account"))
    var account: String

    @Flag(help: "Only decide; no call is placed and nothing is recorded.")
    var dryRun = false

    @Flag(help: "Print the decision and the result as JSON.")
    var json = false

    func run() throws {
        let loaded = ServiceFile.load(path: config)
        guard let configuration = loaded.configuration else {
            for diagnostic in loaded.diagnostics { StandardError.print(diagnostic.description) }
            throw CommandFailure(.findings, "promesa: error: the configuration can't be used")
        }
        guard let socket = configuration.controlSocket else {
            throw CommandFailure(
                .findings, "promesa: error: '\(config)' has no section 'dial': the service places no calls")
        }
        let order = DialOrder(to: to, flow: flowName, account: account, isDryRun: dryRun)
        // A service that goes away while we write must not end this process silently.
        signal(SIGPIPE, SIG_IGN)
        let replies = try DialConnection(socket).send(order) { reply in
            if !json { print(reply) }
        }
        if json { try printJSON(replies) }
        if let failure = replies.compactMap(\.failure).first {
            throw CommandFailure(.environment, "promesa: error: \(failure)")
        }
        guard let decision = replies.compactMap(\.decision).first else {
            throw CommandFailure(.environment, "promesa: error: the service broke the connection off")
        }
        if !decision.isAllowed { throw CommandFailure(.findings, "promesa: the call is refused") }
        if !dryRun, replies.compactMap(\.result).isEmpty {
            throw CommandFailure(
                .environment,
                "promesa: error: the service went away before the call had turned out; the attempt counts")
        }
    }

    /// A file is named in full: the service stands in another folder.
    private var flowName: String {
        flow.hasSuffix(".yaml") ? URL(fileURLWithPath: flow).standardizedFileURL.path : flow
    }

    private func print(_ reply: DialReply) {
        if let decision = reply.decision {
            for finding in decision.findings {
                let verdict = finding.isAllowed ? "ok     " : "refused"
                Swift.print("\(verdict) [\(finding.rule)] \(finding.reason) (\(finding.record))")
            }
            if decision.isAllowed { Swift.print(dryRun ? "the call may be placed" : "calling") }
        }
        if let result = reply.result {
            let outcome =
                result.isAnswered
                ? "answered" + (result.disposition == nil ? "" : ", and given up: it may not be any more")
                : "not reached: \(result.disposition ?? "?")"
                    + (result.sipStatus.map { " (SIP \($0))" } ?? "")
            Swift.print("call \(result.call): \(outcome)")
        }
        fflush(nil)
    }

    private func printJSON(_ replies: [DialReply]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let whole = DialReply(
            decision: replies.compactMap(\.decision).first, result: replies.compactMap(\.result).first,
            failure: replies.compactMap(\.failure).first)
        Swift.print(String(decoding: try encoder.encode(whole), as: UTF8.self))
    }
}

/// The caller's side of the socket.
struct DialConnection {
    /// A telephone rings two minutes at most.
    private static let patience = 200

    private let path: String

    init(_ path: String) { self.path = path }

    /// Sends an order and reads the replies until the service closes.
    func send(_ order: DialOrder, _ told: (DialReply) -> Void) throws -> [DialReply] {
        do {
            return try exchange(order, told)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: the service can't be understood, or didn't answer: \(error.localizedDescription)"
            )
        }
    }

    private func exchange(_ order: DialOrder, _ told: (DialReply) -> Void) throws -> [DialReply] {
        let descriptor = try ControlSocket.connection(to: path)
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        try handle.write(contentsOf: try JSONEncoder().encode(order) + Data("\n".utf8))
        var replies: [DialReply] = []
        var waiting = Data()
        while let piece = try handle.read(upToCount: 65_536), !piece.isEmpty {
            waiting += piece
            while let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
                let reply = try JSONDecoder().decode(DialReply.self, from: waiting[..<end])
                waiting = Data(waiting[waiting.index(after: end)...])
                replies.append(reply)
                told(reply)
            }
        }
        return replies
    }
}
