import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa chat`: the same flow by typing.
struct ChatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Try a flow by typing.",
        discussion: """
            What the agent would say is printed; what you type is what the caller says. A line that begins with # is
            keys (#1234), an empty line is silence, and the end of input is a hang-up. Works in a pipe:

              printf 'yes speaking\\nseptember third nineteen seventy one\\nyes\\n' | promesa chat Flows/early-recovery.yaml …
            """)

    @OptionGroup var options: CallOptions

    @Option(help: ArgumentHelp("A store that lasts; by default nothing is kept.", valueName: "file"))
    var data: String?

    @Flag(help: "Print the outcome alone, as JSON.")
    var json = false

    func run() throws {
        let setup = try ProjectLoader(options: options).setup()
        let store = try data.map { try StoreOpening.open($0) } ?? StoreOpening.temporary()
        var conversation = TextConversation(
            setup, journal: store, surroundings: .init(transfer: options.transferOutcome))
        let printer = ConversationPrinter(isQuiet: json)
        var shown = 0
        func show() {
            for line in conversation.transcript[shown...] where line.speaker == .agent { printer.print(line) }
            shown = conversation.transcript.count
        }
        do {
            try conversation.begin()
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
        show()
        while !conversation.hasEnded {
            if !json { prompt() }
            let line = readLine()
            // In a pipe nobody sees what is typed.
            if !json, isatty(STDIN_FILENO) == 0 {
                let isSecret = conversation.listening?.isSecret ?? false
                print(line.map { isSecret && !$0.isEmpty ? Turn.mask : $0 } ?? "(hangs up)")
            }
            conversation.take(Self.input(line))
            show()
        }
        guard let outcome = conversation.outcome else { return }
        print(
            json ? try OutcomeDocument(outcome).json() : "\n" + outcome.summary, terminator: json ? "" : "\n")
    }

    private func prompt() {
        print("         caller  ", terminator: "")
        fflush(nil)
    }

    /// Reads a line as the caller's turn; nil, the end of input, is a hang-up.
    private static func input(_ line: String?) -> TextConversation.Input {
        guard let line else { return .hangUp }
        let text = line.trimmingCharacters(in: .whitespaces)
        if text.isEmpty { return .silence }
        guard text.hasPrefix("#"), text.count > 1 else { return .words(text) }
        return .keys(String(text.dropFirst()))
    }
}
