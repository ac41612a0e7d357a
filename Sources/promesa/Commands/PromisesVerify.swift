import ArgumentParser
import Foundation
import Storage

/// `promesa promises verify`.
struct PromisesVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare an export with its control file.",
        discussion: """
            Reads the export again and compares rows, sums, days and SHA-256 with FILE.control.json. Exit code 1: it
            is not the file that was written.
            """)

    @Argument(help: "The export.")
    var file: String

    func run() throws {
        let expected = try control()
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.environment, "promesa: error: '\(file)' can't be read")
        }
        guard let found = ExportedFile(bytes: Array(data), format: expected.format).control else {
            throw CommandFailure(
                .findings, "promesa: error: '\(file)' is no export of promises, or it is damaged")
        }
        let differences = expected.differences(from: found)
        guard differences.isEmpty else {
            for difference in differences { StandardError.print("\(file): error: \(difference)") }
            throw CommandFailure(.findings, "promesa: error: '\(file)' is not what was exported")
        }
        print("\(file)  \(found.rows) rows, as exported")
    }

    private func control() throws -> ExportControl {
        let path = ExportControl.path(beside: file)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.environment, "promesa: error: there is no control file '\(path)'")
        }
        guard let control = try? JSONDecoder().decode(ExportControl.self, from: data) else {
            throw CommandFailure(.findings, "promesa: error: '\(path)' is no control file")
        }
        return control
    }
}
