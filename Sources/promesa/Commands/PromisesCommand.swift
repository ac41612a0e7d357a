import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa promises`: what was promised.
struct PromisesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises", abstract: "List or export the promises of a store.",
        subcommands: [List.self, Export.self])

    struct Selection: ParsableArguments {
        @Option(
            help: ArgumentHelp("The store: promesa.sqlite of a run, or what --data named.", valueName: "file")
        )
        var data: String

        @Option(help: ArgumentHelp("Those of one account.", valueName: "account"))
        var account: String?

        @Option(help: ArgumentHelp("Those with a payment due up to this day.", valueName: "date"))
        var dueThrough: String?

        func validate() throws {
            if let dueThrough, LocalDate(iso: dueThrough) == nil {
                throw ValidationError("'\(dueThrough)' is no date; write it as 2026-03-15.")
            }
        }

        func promises() throws -> [PromiseRecord] {
            var filter = PromiseFilter()
            filter.account = account.map { AccountID($0) }
            filter.dueThrough = dueThrough.flatMap { LocalDate(iso: $0) }
            do {
                return try StoreOpening.look(into: data).promises(filter)
            } catch let failure as JournalFailure {
                throw CommandFailure(.environment, "promesa: error: \(failure)")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List promises, one payment a line.")
        @OptionGroup var selection: Selection

        func run() throws {
            let promises = try selection.promises()
            for promise in promises {
                for payment in promise.instalments {
                    print(
                        "\(promise.reference)  \(promise.account)  \(promise.kind.rawValue)  \(promise.status.rawValue)  "
                            + "\(payment.sequence)/\(promise.instalments.count)  \(payment.amount)  due \(payment.due)  "
                            + promise.announcement.rawValue)
                }
            }
            print("\(promises.count) promises")
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Export promises: CSV has a row per payment, JSON Lines an object per promise.")

        enum Format: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

        @OptionGroup var selection: Selection

        @Option(help: "csv or jsonl.")
        var format: Format = .csv

        func run() throws {
            let promises = try selection.promises()
            switch format {
            case .csv: print(PromiseExport.csv(promises), terminator: "")
            case .jsonl: print(try PromiseExport.jsonl(promises), terminator: "")
            }
        }
    }
}
