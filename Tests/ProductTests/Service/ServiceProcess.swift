import Dialog
import FlowFiles
import Foundation
import Testing

/// A folder with a service's configuration and accounts, and the service as a process of its own.
final class ServiceProcess {
    let folder: ScratchFolder
    private var process: Process?

    /// `sections` are those of the configuration besides the flow, the accounts and the store.
    init(_ sections: String) throws {
        folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("accounts"), withIntermediateDirectories: true)
        let project = PromesaProcess.project.path
        try """
        organisation: \(project)/Examples/organisation.yaml
        accounts: accounts
        service: {calls: 4, drain: 0s, loops: 1, decoders: 1}
        routes:
          - {flow: \(project)/Flows/early-recovery.yaml, account: {parameter: x-account}}
        sip: {listen: ['udp:127.0.0.1:0'], media_ports: 48000-48999}
        \(sections)
        """.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    deinit { process?.terminate() }

    var configuration: String { folder.path("promesa.yaml") }
    var store: String { folder.path("promesa.sqlite") }

    /// An account where it is day now.
    func account(
        _ id: String, number: String = "+12025550123", consent: String = "given", flags: String = ""
    ) throws {
        try """
        {"account": "\(id)", "debtor": "D-\(id)", "language": "en-US", "time_zone": "\(try Self.dayZone)",
         "currency": "USD", "country": "US", "communication": "initial",
         "phones": [{"number": "\(number)", "type": "mobile", "consent": "\(consent)"}], "flags": [\(flags)],
         "data": {"debtor_name": "Jordan Rivera", "birth_date": "1971-09-03", "id_last4": "4821",
                  "creditor": "Northwind Bank", "balance": "450.00"}}
        """.write(toFile: folder.path("accounts/\(id).json"), atomically: true, encoding: .utf8)
    }

    /// A time zone in which it is between ten and six o'clock, whenever the tests run.
    private static var dayZone: String {
        get throws {
            let zones = ["UTC", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Asia/Kolkata"]
            return try #require(
                zones.first { zone in
                    (10..<18).contains(LocalMoment(at: Date(), inTimeZone: zone)?.time.hour ?? 0)
                })
        }
    }

    /// Starts the service and waits until it takes calls.
    func start(environment: [String: String] = [:]) async throws {
        let process = Process()
        process.executableURL = try PromesaProcess.executable
        process.arguments = ["serve", "--config", configuration]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = folder.path("output")
        let errors = folder.path("errors")
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        self.process = process
        try await eventually("the service is ready") {
            let text = try String(contentsOfFile: output, encoding: .utf8)
            let log = try String(contentsOfFile: errors, encoding: .utf8)
            try #require(process.isRunning, "\(log)")
            return text.contains("ready")
        }
    }

    /// Orders a call about the account A-1, and waits until the order is carried out or refused.
    func dial() throws -> PromesaProcess.Result {
        try Self.dial(configuration, "A-1", flow: "early-recovery")
    }

    /// The same, of any service and account.
    static func dial(
        _ configuration: String, _ account: String, to: String = "+12025550123", flow: String,
        options: [String] = []
    ) throws -> PromesaProcess.Result {
        try PromesaProcess.run(
            ["dial", "--config", configuration, "--to", to, "--flow", flow, "--account", account] + options)
    }

    /// As it is told to.
    func stop() {
        process?.terminate()
        process?.waitUntilExit()
        process = nil
    }

    /// As a power cut would.
    func kill() {
        if let process { Glibc.kill(process.processIdentifier, SIGKILL) }
        process?.waitUntilExit()
        process = nil
    }

    var log: String { (try? String(contentsOfFile: folder.path("errors"), encoding: .utf8)) ?? "" }
}

struct NeverHappened: Error {
    let what: String
}

/// Waits for something that another process brings about; gives up after two minutes.
func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
    for _ in 0..<2_400 {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw NeverHappened(what: what)
}
