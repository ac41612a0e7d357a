import ArgumentParser
import Dialog
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
              promesa init mi-proyecto --language es-ES
            """)

    @Argument(help: ArgumentHelp("The folder to write.", valueName: "dir"), completion: .directory)
    var folder: String

    @Option(
        help: ArgumentHelp(
            "The language of the project and its explanations: en-US or es-ES.", valueName: "tag"))
    var language = "en-US"

    func validate() throws {
        if folder.isEmpty {
            throw ValidationError("Give the folder to write, such as: promesa init my-project")
        }
        _ = try project()
    }

    func run() throws {
        let project = try project()
        try refuseToOverwrite()
        for file in project.files { try write(file) }
        print(report(project))
    }

    private func project() throws -> StarterProject {
        guard let project = StarterProject.project(in: LanguageTag(language)) else {
            let known = StarterProject.all.map(\.language.rawValue).joined(separator: ", ")
            throw ValidationError("There is no project in '\(language)' to start from; there is \(known).")
        }
        return project
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
    private func report(_ project: StarterProject) -> String {
        let written = project.files.map { "  " + (folder as NSString).appendingPathComponent($0.path) }
        let call = "\(project.flow) --account \(project.account) --organisation \(project.organisation)"
        let keys = project.keys.map { "keys:" + $0 }.joined(separator: " ")
        return """
            Wrote
            \(written.joined(separator: "\n"))

            Next, in that folder (cd \(Self.quoted(folder))):
              promesa check Flows
              promesa chat \(call)
              promesa call \(call) \\
                --date 2026-03-02 --caller-turns \(keys)

            The last one is a call whose caller answers by keys. \(project.files[0].path) says what is where and how to change it.
            """
    }

    /// A path as a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
        return isPlain ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
