import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage

/// `promesa erase`: the right to be forgotten.
struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase what is known of a person, as far as the law doesn't make us keep it.",
        discussion: """
            Name every account of the person. Gone at once, from the store and from the bytes of its files: what they
            said and keyed, telephone numbers, the words of read-backs, the name of the account and of its calls. With
            --runs, the recordings, journals, transcripts and pages of its calls are deleted, too.

            Evidence of what was done must be kept for three years after the last activity (12 CFR 1006.100): days,
            steps, notices, outcomes, terms of promises and what was paid stay until then, under a name such as
            erased-1 that leads back to nobody. Promises that stand are cancelled. After that time everything goes.

            The stop list is never erased: it is how we know not to call again. docs/data.md says more.

            EXAMPLE
              promesa erase --data promesa.sqlite --account A-1001 --as-of 2026-03-20 --runs runs
            """)

    @OptionGroup var store: PromisesCommand.Store

    @Option(help: ArgumentHelp("An account of the person; may be given several times.", valueName: "account"))
    var account: [String] = []

    @Option(help: ArgumentHelp("The day of the erasure, YYYY-MM-DD.", valueName: "date"))
    var asOf: String

    @Option(help: ArgumentHelp("A folder of runs of calls, searched to its depth.", valueName: "folder"))
    var runs: [String] = []

    @OptionGroup var keeping: RetentionOptions

    func validate() throws {
        guard !account.isEmpty else {
            throw ValidationError("Name the accounts of the person: --account ID.")
        }
        _ = try PromisesCommand.day(asOf)
    }

    func run() throws {
        let period = try keeping.period
        let day = try PromisesCommand.day(asOf)
        let store = try StoreOpening.openForUpkeep(store.data)
        for name in account {
            let erasure = try PromisesCommand.stored { () throws(JournalFailure) in
                try store.erase(AccountID(name), asOf: day, period)
            }
            print("\(name)  \(Self.sentence(erasure))")
        }
        let accounts = Set(account)
        for folder in runs {
            let found = try RunArchive(folder: folder).runs { accounts.contains($0.account) }
            for run in found { try run.delete() }
            print("\(folder)  files of \(found.count) calls deleted")
        }
    }

    private static func sentence(_ erasure: Erasure) -> String {
        let count = erasure.records
        let counted = "\(count.calls) calls, \(count.promises) promises, \(count.payments) payments"
        let stop = erasure.staysOnStopList ? "; stays on the stop list" : ""
        return switch erasure.manner {
        case .nothing: "nothing is known of it\(stop)"
        case .deleted: "deleted: \(counted)\(stop)"
        case .pseudonymised(let name): "kept as \(name) until the period is over: \(counted)\(stop)"
        }
    }
}

/// How long records are kept.
struct RetentionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long records are kept after the last activity; at least \(RetentionPeriod.fewestYears).",
            valueName: "years"))
    var keepYears: Int = RetentionPeriod.fewestYears

    func validate() throws { _ = try period }

    var period: RetentionPeriod {
        get throws {
            guard let period = RetentionPeriod(years: keepYears) else {
                throw ValidationError(
                    "--keep-years is at least \(RetentionPeriod.fewestYears): records must be kept so long (12 CFR 1006.100)."
                )
            }
            return period
        }
    }
}
