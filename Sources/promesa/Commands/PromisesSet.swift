import ArgumentParser
import Calls
import Storage

/// `promesa promises set`.
struct PromisesSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say what payments can't: that a promise is cancelled, renegotiated or disputed.",
        discussion: """
            A disputed promise can be confirmed again once the dispute is settled; kept, partial and broken follow
            from payments alone. Each change is kept with its day.

            EXAMPLE
              promesa promises set 841249 --state renegotiated --on 2026-03-20 --data promesa.sqlite
            """)

    @Argument(help: "The reference of the promise.")
    var reference: String

    @Option(help: ArgumentHelp("cancelled, renegotiated, disputed or confirmed.", valueName: "state"))
    var state: String

    @Option(help: ArgumentHelp("The day of the change, YYYY-MM-DD.", valueName: "date"))
    var on: String

    @OptionGroup var store: PromisesCommand.Store

    func validate() throws {
        _ = try PromisesCommand.day(on)
        guard PromiseStatus(rawValue: state) != nil else {
            throw ValidationError("'\(state)' is no state of a promise.")
        }
    }

    func run() throws {
        guard let status = PromiseStatus(rawValue: state) else { return }
        let day = try PromisesCommand.day(on)
        let store = try store.open()
        do throws(JournalFailure) {
            try store.setState(of: reference, to: status, on: day)
        } catch {
            throw CommandFailure(.findings, "promesa: error: \(error)")
        }
        print("\(reference)  \(status.rawValue)")
    }
}
