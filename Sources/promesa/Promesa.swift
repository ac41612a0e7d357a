import ArgumentParser
import Foundation

/// The `promesa` command.
@main
struct Promesa: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promesa",
        abstract: "A collections virtual agent: runs call flows over real audio.",
        discussion: """
            A flow file says what the call does; promesa proves that it leaks no debt, runs it with speech
            recognition and synthesis, and keeps what was promised.

              promesa check Flows                      prove the flows of a folder
              promesa chat Flows/early-recovery.yaml   try a flow by typing
              promesa call Flows/early-recovery.yaml   run one call over audio files
              promesa test Tests/Scenarios             run scenarios: calls as tests

            Exit codes: 0 done · 1 findings or a refused call · 2 usage · 3 environment (a missing model, voice
            or file).
            """,
        version: "0.1.0",
        subcommands: [
            CallCommand.self, ChatCommand.self, CheckCommand.self, DiffCommand.self, GraphCommand.self,
            SayCommand.self, PromptsCommand.self,
            ListenCommand.self, EvaluateCommand.self, ModelCommand.self,
            PromisesCommand.self,
            ReplayCommand.self,
            ServeCommand.self, DialCommand.self, RecordingCommand.self,
            BenchCommand.self,
            ReportCommand.self,
            EraseCommand.self, RetentionCommand.self,
            DoctorCommand.self, InitCommand.self, TestCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            StandardError.print(failure.description)
            Foundation.exit(failure.code.rawValue)
        } catch {
            leave(with: error)
        }
    }

    /// Ends as ArgumentParser would, but with our own code for a usage error.
    private static func leave(with error: any Error) -> Never {
        let code = exitCode(for: error)
        guard code != .validationFailure else {
            StandardError.print(fullMessage(for: error))
            Foundation.exit(CommandFailure.Code.usage.rawValue)
        }
        exit(withError: error)
    }
}

/// Why a command did not do what it was asked; printed as it is.
struct CommandFailure: Error, CustomStringConvertible {
    enum Code: Int32 {
        /// Findings in a file, or a call that may not be made.
        case findings = 1
        case usage = 2
        /// A model, voice, file or store is missing or unusable.
        case environment = 3
    }

    let code: Code
    let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

enum StandardError {
    static func print(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
