import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa promises`: what was promised, and what became of it.
struct PromisesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises",
        abstract: "List, match, change, export and verify the promises of a store.",
        discussion: """
            A promise is proposed, then confirmed, and becomes kept, partial or broken by the payments that come in
            (match); or somebody says that it is cancelled, renegotiated or disputed (set). docs/data.md has the
            rules.

            EXAMPLES
              promesa promises list --data promesa.sqlite --state broken --due-before 2026-04-01
              promesa promises match --data promesa.sqlite --payments payments.csv --mapping mapping.yaml \\
                --as-of 2026-04-05
              promesa promises export --data promesa.sqlite --out promises.csv
              promesa promises verify promises.csv
            """,
        subcommands: [
            PromisesList.self, PromisesMatch.self, PromisesSet.self, PromisesExport.self, PromisesVerify.self,
        ])

    /// The store of a command.
    struct Store: ParsableArguments {
        @Option(
            help: ArgumentHelp("The store: promesa.sqlite of a run, or what --data named.", valueName: "file")
        )
        var data: String

        func open() throws -> SQLiteStore { try StoreOpening.look(into: data) }
    }

    /// Which promises a command is about.
    struct Selection: ParsableArguments {
        @OptionGroup var store: Store

        @Option(help: ArgumentHelp("Those of one account.", valueName: "account"))
        var account: String?

        @Option(
            help: ArgumentHelp(
                "Those in a state: \(Self.states). May be given several times.", valueName: "state"))
        var state: [String] = []

        @Option(help: ArgumentHelp("Those with a payment due up to this day.", valueName: "date"))
        var dueThrough: String?

        @Option(help: ArgumentHelp("Those with a payment due before this day.", valueName: "date"))
        var dueBefore: String?

        private static let states = PromiseStatus.allCases.map(\.rawValue).joined(separator: ", ")

        func validate() throws {
            for day in [dueThrough, dueBefore].compactMap({ $0 }) { _ = try PromisesCommand.day(day) }
            for word in state where PromiseStatus(rawValue: word) == nil {
                throw ValidationError("'\(word)' is no state; choose among: \(Self.states).")
            }
        }

        var filter: PromiseFilter {
            PromiseFilter(
                account: account.map { AccountID($0) }, statuses: Set(state.compactMap(PromiseStatus.init)),
                dueThrough: dueThrough.flatMap { LocalDate(iso: $0) },
                dueBefore: dueBefore.flatMap { LocalDate(iso: $0) })
        }

        func promises() throws -> [PromiseRecord] {
            let store = try store.open()
            return try PromisesCommand.stored { () throws(JournalFailure) in try store.promises(filter) }
        }
    }

    static func day(_ text: String) throws -> LocalDate {
        guard let day = LocalDate(iso: text) else {
            throw ValidationError("'\(text)' is no date; write it as 2026-03-15.")
        }
        return day
    }

    /// Does what a store may refuse.
    static func stored<Result>(_ work: () throws(JournalFailure) -> Result) throws -> Result {
        do throws(JournalFailure) {
            return try work()
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
