import ArgumentParser
import Foundation

/// `promesa init`: a small project to start from.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a small project to start from.",
        discussion: """
            A short payment reminder: its flow, its prompts, an account to try it with, and a README.
            It passes `promesa check` as it is. The folder must be new or empty.

            EXAMPLE
              promesa init my-project
            """)

    @Argument(help: ArgumentHelp("The folder to write.", valueName: "dir"), completion: .directory)
    var folder: String

    func validate() throws {
        if folder.isEmpty {
            throw ValidationError("Give the folder to write, such as: promesa init my-project")
        }
    }

    func run() throws {
        try refuseToOverwrite()
        for file in StarterProject.files { try write(file) }
        print(report)
    }

    private func refuseToOverwrite() throws {
        let files = FileManager.default
        var isFolder = ObjCBool(false)
        guard files.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw CommandFailure(
                .usage, "promesa: error: '\(folder)' is a file; give a folder that is new or empty")
        }
        let contents: [String]
        do {
            contents = try files.contentsOfDirectory(atPath: folder)
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: the folder '\(folder)' could not be read: \(error.localizedDescription)")
        }
        guard contents.isEmpty else {
            throw CommandFailure(
                .usage,
                "promesa: error: the folder '\(folder)' is not empty, and nothing in it is overwritten; "
                    + "give one that is new or empty")
        }
    }

    private func write(_ file: StarterProject.File) throws {
        let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url, options: .withoutOverwriting)
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: '\(url.relativePath)' could not be written: \(error.localizedDescription)")
        }
    }

    /// What was written, and what to type next.
    private var report: String {
        let written = StarterProject.files.map { "  " + (folder as NSString).appendingPathComponent($0.path) }
        let call = "Flows/payment-reminder.yaml --account account.json --organisation organisation.yaml"
        return """
            Wrote
            \(written.joined(separator: "\n"))

            Next, in that folder (cd \(Self.quoted(folder))):
              promesa check Flows
              promesa chat \(call)
              promesa call \(call) \\
                --date 2026-03-02 --caller-turns keys:1 keys:09031971 keys:1 keys:0310 keys:1

            The last one is a call whose caller answers by keys. README.md says what is where and how to change it.
            """
    }

    /// A path as a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
        return isPlain ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
