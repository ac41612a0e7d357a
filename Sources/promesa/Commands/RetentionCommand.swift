import ArgumentParser
import Calls
import Dialog
import Storage

/// `promesa retention`: the end of records.
struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Show or delete the records whose time is over.",
        discussion: """
            Records are kept for three years after the last activity on an account (12 CFR 1006.100), and for longer
            with --keep-years. An activity is a call, a payment that was due or came in, or a change of a promise.
            After that all of the account's records may go, and before it none. The stop list is never deleted.

            --dry-run shows what would go, account by account; --apply deletes it, and its bytes from the files.

            EXAMPLES
              promesa retention --data promesa.sqlite --as-of 2029-06-01 --dry-run
              promesa retention --data promesa.sqlite --as-of 2029-06-01 --apply
            """)

    enum Mode: String, EnumerableFlag {
        case dryRun, apply

        static func help(for value: Self) -> ArgumentHelp? {
            switch value {
            case .dryRun: "Show what would be deleted."
            case .apply: "Delete it."
            }
        }
    }

    @OptionGroup var store: PromisesCommand.Store

    @Option(help: ArgumentHelp("The day as of which the time is counted, YYYY-MM-DD.", valueName: "date"))
    var asOf: String

    @Flag var mode: Mode

    @Option(
        help: ArgumentHelp(
            "A folder of recordings of live calls; those of deleted accounts are deleted.",
            valueName: "folder"))
    var recordings: [String] = []

    @OptionGroup var keeping: RetentionOptions

    func validate() throws { _ = try PromisesCommand.day(asOf) }

    func run() throws {
        let period = try keeping.period
        let day = try PromisesCommand.day(asOf)
        let store = try StoreOpening.openForUpkeep(store.data)
        if mode == .apply, !recordings.isEmpty {
            let expired = try PromisesCommand.stored { () throws(JournalFailure) in
                try store.expired(asOf: day, period)
            }
            for activity in expired {
                try RecordingFolder.deleteAll(of: activity.account, in: recordings, by: store)
            }
        }
        let gone = try PromisesCommand.stored { () throws(JournalFailure) in
            switch mode {
            case .dryRun: try store.expired(asOf: day, period)
            case .apply: try store.purge(asOf: day, period)
            }
        }
        for activity in gone {
            print("\(activity.account)  last active \(activity.last)  \(Self.text(activity.records))")
        }
        let all = gone.map(\.records).reduce(RecordCount(), +)
        let verb = mode == .apply ? "deleted" : "would be deleted"
        print(
            "\(gone.count) accounts without activity since \(period.cutOff(asOf: day)) \(verb): \(Self.text(all))"
        )
    }

    private static func text(_ count: RecordCount) -> String {
        "\(count.calls) calls, \(count.events) events, \(count.promises) promises, \(count.payments) payments"
    }
}
