import Foundation
import Testing

/// Runs the built command as a user would.
struct PromesaProcess {
    struct Result {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The project's folder.
    static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The command stands beside the bundle of the tests.
    static var executable: URL {
        get throws {
            let tests = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
            let command = tests.deletingLastPathComponent().appendingPathComponent("promesa")
            try #require(
                FileManager.default.isExecutableFile(atPath: command.path), "no command at \(command.path)")
            return command
        }
    }

    static func run(_ arguments: [String], input: String = "") throws -> Result {
        let process = Process()
        process.executableURL = try executable
        process.arguments = arguments
        process.currentDirectoryURL = project
        let output = try TemporaryFile()
        let errors = try TemporaryFile()
        let typed = try TemporaryFile(input)
        process.standardInput = try FileHandle(forReadingFrom: typed.url)
        process.standardOutput = try FileHandle(forWritingTo: output.url)
        process.standardError = try FileHandle(forWritingTo: errors.url)
        try process.run()
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, output: try output.text, errors: try errors.text)
    }
}

/// A file that is gone with its owner; files, not pipes, so that no output can block the process.
final class TemporaryFile {
    let url: URL

    init(_ text: String = "") throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-test-\(UUID().uuidString)")
        try Data(text.utf8).write(to: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var text: String {
        get throws { String(decoding: try Data(contentsOf: url), as: UTF8.self) }
    }
}

/// A folder that is gone with its owner.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func data(_ name: String) throws -> Data { try Data(contentsOf: url.appendingPathComponent(name)) }
}
