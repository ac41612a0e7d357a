import Foundation
import Synchronization

/// A program that runs beside a test: sipp, baresip, openssl.
final class PeerProgram: Sendable {
    private let process: Mutex<Process>
    private let exit = Mutex<Int32?>(nil)

    struct Failed: Error {
        let program: String
        let status: Int32
    }

    /// Whether a program is installed.
    static func isInstalled(_ name: String) -> Bool { path(name) != nil }

    private static func path(_ name: String) -> String? {
        ["/usr/bin/\(name)", "/usr/local/bin/\(name)"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }

    /// Starts it with its output thrown away, in a folder of its own.
    init(_ name: String, _ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path(name) ?? "/usr/bin/\(name)")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        self.process = Mutex(process)
        process.terminationHandler = { [weak self] ended in
            let status = ended.terminationStatus
            self?.exit.withLock { $0 = status }
        }
        try self.process.withLock { try $0.run() }
    }

    deinit { stop() }

    /// How it ended; nil while it runs.
    var status: Int32? { exit.withLock { $0 } }

    func stop() {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }

    /// A certificate of this machine with its key, for TLS; the file's path.
    static func certificate(in folder: TemporaryFolder, named name: String = "tls.pem") throws -> String {
        let path = folder.file(name)
        let key = folder.file("key.pem")
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-keyout", key,
            "-out", path,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else {
            throw Failed(program: "openssl", status: openssl.terminationStatus)
        }
        let both =
            try Data(contentsOf: URL(fileURLWithPath: path)) + Data(contentsOf: URL(fileURLWithPath: key))
        try both.write(to: URL(fileURLWithPath: path))
        return path
    }
}
