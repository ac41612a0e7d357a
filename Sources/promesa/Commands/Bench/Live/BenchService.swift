import Calls
import Dialog
import FlowFiles
import Foundation

/// A service of our own, in a process of its own, on accounts made for the measurement.
final class BenchService: @unchecked Sendable {
    let folder: URL
    let store: String
    private let process = Process()
    /// The service ends when this does, and this ends with us, however we end.
    private let lifeline = Pipe()
    private let adapter: BenchAdapter
    private(set) var address = ListenAddress(host: "127.0.0.1", port: 0)
    private(set) var monitoring = ListenAddress(host: "127.0.0.1", port: 0)
    /// From the start of the process to `ready`.
    private(set) var startMs = 0.0

    /// Makes the files of a service with so many accounts like `account`, numbered from 1.
    init(
        _ adapter: BenchAdapter, flow: String, account: String, organisation: String, accounts: Int,
        calls: Int
    ) throws {
        self.adapter = adapter
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-bench-\(UUID().uuidString)")
        store = folder.appendingPathComponent("store.sqlite").path
        let files = folder.appendingPathComponent("accounts")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        let data = try Data(contentsOf: URL(fileURLWithPath: account))
        guard var object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw CommandFailure(.findings, "\(account): error: no account")
        }
        for number in 1...max(accounts, 1) {
            object["account"] = "B-\(number)"
            try JSONSerialization.data(withJSONObject: object)
                .write(to: files.appendingPathComponent("B-\(number).json"))
        }
        let here = FileManager.default.currentDirectoryPath
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(here)/\(path)" }
        try """
        organisation: '\(absolute(organisation))'
        accounts: accounts
        store: store.sqlite
        service: {calls: \(calls), drain: 10m}
        routes:
          - flow: '\(absolute(flow))'
            account: {parameter: \(adapter.accountParameter)}
        \(adapter.section)
        monitoring: {listen: '127.0.0.1:0'}
        """.write(to: folder.appendingPathComponent("promesa.yaml"), atomically: true, encoding: .utf8)
    }

    /// Starts the process and waits until it is ready.
    func start() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let log = folder.appendingPathComponent("service.log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: own)
        process.arguments = [
            "serve", "--config", folder.appendingPathComponent("promesa.yaml").path, "--until-input-ends",
        ]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: log)
        let begin = ContinuousClock.now
        try process.run()
        var text = ""
        while !text.contains("ready\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                let why = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
                throw CommandFailure(.environment, "promesa: error: the service did not start\n\(why)")
            }
            text += String(decoding: data, as: UTF8.self)
        }
        startMs = Double((ContinuousClock.now - begin).milliseconds)
        for line in text.split(separator: "\n") {
            // `sip on 127.0.0.1:5060/udp`
            guard let space = line.lastIndex(of: " "),
                let found = ListenAddress(String(line[line.index(after: space)...].prefix { $0 != "/" }))
            else { continue }
            if line.hasPrefix(adapter.rawValue) { address = found }
            if line.hasPrefix("monitoring") { monitoring = found }
        }
    }

    /// Has the service end by itself, and waits for it.
    func drain() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

extension BenchAdapter {
    /// What tells a service of ours which account a call is about.
    fileprivate var accountParameter: String {
        switch self {
        case .audiosocket: "account"
        case .sip: "x-account"
        }
    }

    /// The adapter in the configuration of a service of ours.
    fileprivate var section: String {
        switch self {
        case .audiosocket: "audiosocket: {listen: '127.0.0.1:0', account_prefix: B-}"
        case .sip: "sip: {listen: ['udp:127.0.0.1:0']}"
        }
    }
}
