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
            Name the person as their account files do ("debtor"): every account that calls of theirs were about is
            erased. Name the accounts whose files named no debtor when they were called. Gone at once, from the store
            and from the bytes of its files: what they said and keyed, telephone numbers, the words of read-backs, the
            names of the debtor, of the account and of its calls. With --runs, the recordings, journals, transcripts
            and pages of its calls are deleted, too; with --recordings, the encrypted recordings of its live calls.

            Evidence of what was done must be kept for three years after the last activity (12 CFR 1006.100): days,
            steps, notices, outcomes, terms of promises and what was paid stay until then, under a name such as
            erased-1 that leads back to nobody. Promises that stand are cancelled. After that time everything goes.

            The stop list is never erased: it is how we know not to call again. docs/data.md says more.

            EXAMPLES
              promesa erase --data promesa.sqlite --debtor D-77 --as-of 2026-03-20 --runs runs
              promesa erase --data promesa.sqlite --account A-1001 --as-of 2026-03-20 --runs runs
            """)

    @OptionGroup var store: PromisesCommand.Store

    @Option(help: ArgumentHelp("The debtor; may be given several times.", valueName: "debtor"))
    var debtor: [String] = []

    @Option(help: ArgumentHelp("An account of the person; may be given several times.", valueName: "account"))
    var account: [String] = []

    @Option(help: ArgumentHelp("The day of the erasure, YYYY-MM-DD.", valueName: "date"))
    var asOf: String

    @Option(help: ArgumentHelp("A folder of runs of calls, searched to its depth.", valueName: "folder"))
    var runs: [String] = []

    @Option(help: ArgumentHelp("A folder of recordings of live calls.", valueName: "folder"))
    var recordings: [String] = []

    @OptionGroup var keeping: RetentionOptions

    func validate() throws {
        guard !debtor.isEmpty || !account.isEmpty else {
            throw ValidationError("Name the person or their accounts: --debtor ID, --account ID.")
        }
        _ = try PromisesCommand.day(asOf)
    }

    func run() throws {
        let period = try keeping.period
        let day = try PromisesCommand.day(asOf)
        let store = try StoreOpening.openForUpkeep(store.data)
        let accounts = try accounts(in: store)
        // Found first: after the erasure nothing leads from the debtor to their accounts any more.
        let found = try runs.map { folder in
            try RunArchive(folder: folder).runs { accounts.contains(AccountID($0.account)) }
        }
        for account in accounts {
            // First: after the erasure nothing leads from the account to its calls any more.
            try RecordingFolder.deleteAll(of: account, in: recordings, by: store)
            let erasure = try PromisesCommand.stored { () throws(JournalFailure) in
                try store.erase(account, asOf: day, period)
            }
            print("\(account)  \(Self.sentence(erasure))")
        }
        for (folder, found) in zip(runs, found) {
            for run in found { try run.delete() }
            print("\(folder)  files of \(found.count) calls deleted")
        }
    }

    /// The accounts that were named, and those of the debtors, each once.
    private func accounts(in store: SQLiteStore) throws -> [AccountID] {
        var accounts = account.map { AccountID($0) }
        for (index, name) in debtor.enumerated() {
            let theirs = try PromisesCommand.stored { () throws(JournalFailure) in
                try store.accounts(of: DebtorID(name))
            }
            guard !theirs.isEmpty else {
                // Not by name: an error carries no debtor data.
                throw CommandFailure(
                    .findings,
                    "promesa: error: the store has no call of the debtor in --debtor no. \(index + 1); nothing was "
                        + "erased; name the accounts of calls whose account files named no debtor: --account ID"
                )
            }
            accounts += theirs
        }
        var seen: Set<AccountID> = []
        return accounts.filter { seen.insert($0).inserted }
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
