import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import TestSupport
import Testing

/// A call of a shipped flow with one of the example accounts, held by typing.
struct ShippedCall {
    let flow: String
    let account: String
    let organisation: String
    /// As `--date` takes it.
    let date: String

    func load() -> LoadedProgram {
        ProgramLoader.load(flowFile: ProjectTree.root.appendingPathComponent("Flows/\(flow).yaml").path)
    }

    private func setup() throws -> CallSetup {
        let examples = ProjectTree.root.appendingPathComponent("Examples")
        let loaded = load()
        let program = try #require(loaded.program, "\(loaded.diagnostics)")
        let organisation = try #require(
            OrganisationFile.load(path: examples.appendingPathComponent("\(organisation).yaml").path)
                .organisation)
        let account = try AccountFile.load(
            path: examples.appendingPathComponent("accounts/\(account).json").path)
        let today = try #require(LocalDate(iso: date))
        let data = try CallDataBinding.bind(
            program, account: account, organisation: organisation, today: today)
        return CallSetup(
            account: account.id, program: program, catalogue: loaded.catalogue, language: account.language,
            currency: account.currency, data: data, today: today, seed: 1, phone: account.phones.first?.number
        )
    }

    /// Types each turn in order; the caller hangs up after the last one, if the call is still on.
    func chat(_ inputs: [TextConversation.Input]) throws -> CallOutcome {
        var conversation = TextConversation(try setup(), journal: MemoryJournal())
        try conversation.begin()
        for input in inputs { conversation.take(input) }
        conversation.take(.hangUp)
        return try #require(conversation.outcome)
    }
}

extension CallOutcome {
    /// What was said, as a page to read: one line a speaker, and what the call came to.
    var page: String {
        let lines = transcript.map { line in
            (line.speaker == .agent ? "agent:  " : "caller: ") + line.text
        }
        var end = ["", "\(disposition.rawValue), \(self.end.rawValue)"]
        if let promise {
            end += promise.instalments.map { "\(promise.kind.rawValue): \($0.amount) on \($0.due)" }
        }
        return (lines + end).joined(separator: "\n") + "\n"
    }

    /// Everything that we said.
    var spoken: String {
        transcript.filter { $0.speaker == .agent }.map(\.text).joined(separator: "\n")
    }
}
