import ArgumentParser
import Calls
import Dialog
import FlowFiles
import Foundation
import Storage

/// `promesa promises match`.
struct PromisesMatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Take a file of payments and judge every promise by it.",
        discussion: """
            An instalment is kept if at least its amount was posted between the day of the promise and its due day
            plus the grace, partial if less was, broken if nothing was; it is judged once its grace is over. The
            promise is kept when all its instalments are; it is partial or broken as soon as a matured one fell short.

            The mapping says how the file is written; nothing is guessed:

              delimiter: ";"            # "," ";" "|" tab
              encoding: windows-1252    # or utf-8
              decimal: ","              # or "."
              thousands: "."            # none "." "," "'" space
              dates: day-month-year     # year-month-day, month-day-year
              currency: EUR             # or a column
              columns:
                account: Cuenta
                amount: Importe
                posted: Fecha
                id: Operación           # the source's number, best given; also: reference, currency

            The rows that can be taken are taken in one transaction; a payment that is in the store already, from the
            same file or another, is not taken twice. The others come back with their reasons, on the screen and in
            the file of rejected rows, which can be put right and given again under another name with the same mapping. Exit code 1:
            rows were rejected.

            EXAMPLE
              promesa promises match --data promesa.sqlite --payments payments.csv --mapping mapping.yaml \\
                --as-of 2026-04-05
            """)

    @OptionGroup var store: PromisesCommand.Store

    @Option(help: ArgumentHelp("The payments, a delimited text file.", valueName: "file"))
    var payments: String

    @Option(help: ArgumentHelp("How that file is to be read.", valueName: "file"))
    var mapping: String

    @Option(help: ArgumentHelp("The day as of which promises are judged.", valueName: "date"))
    var asOf: String

    @Option(
        help: ArgumentHelp("Days after the due day on which a payment is still in time.", valueName: "days"))
    var grace: Int = PromiseJudge.defaultGraceDays

    @Option(
        help: ArgumentHelp(
            "Where rejected rows go; by default rejected.csv beside the payments.", valueName: "file"))
    var rejected: String?

    func validate() throws {
        _ = try PromisesCommand.day(asOf)
        guard (0...365).contains(grace) else { throw ValidationError("--grace is 0 to 365 days.") }
    }

    func run() throws {
        guard !RejectedRows.isSameFile(rejectedPath, payments) else {
            throw CommandFailure(
                .usage,
                "promesa: error: rejected rows would overwrite the payments '\(payments)'; name another --rejected"
            )
        }
        let store = try store.open()
        let loaded = PaymentMappingFile.load(path: mapping)
        report(loaded.diagnostics)
        guard let map = loaded.mapping else {
            throw CommandFailure(.findings, "promesa: error: nothing was imported; see the findings above")
        }
        guard let data = FileManager.default.contents(atPath: payments) else {
            throw CommandFailure(.environment, "promesa: error: '\(payments)' can't be read")
        }
        let bytes = Array(data)
        let table = PaymentFile.read(bytes, file: payments, mapping: map)
        report(table.diagnostics)
        guard table.isReadable else {
            throw CommandFailure(.findings, "promesa: error: nothing was imported; see the finding above")
        }
        // What comes back is on disk before anything is taken, and takes its place after.
        let rows = try RejectedRows(table, map, path: rejectedPath)
        let file = PaymentImport(file: bytes, payments: table.payments, rejected: table.rejected.count)
        let day = try PromisesCommand.day(asOf)
        let match: PaymentMatch
        do {
            match = try PromisesCommand.stored { () throws(JournalFailure) in
                try store.match(file, asOf: day, graceDays: grace)
            }
        } catch {
            rows.discard()
            throw error
        }
        try rows.takePlace()
        print(summary(match, table))
        guard table.rejected.isEmpty else {
            throw CommandFailure(
                .findings,
                "promesa: error: \(table.rejected.count) rows were rejected; they are in '\(rejectedPath)'")
        }
    }

    private func report(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { StandardError.print(diagnostic.description) }
    }

    private var rejectedPath: String {
        let folder = (payments as NSString).deletingLastPathComponent
        return rejected ?? (folder as NSString).appendingPathComponent("rejected.csv")
    }

    private func summary(_ match: PaymentMatch, _ table: PaymentTable) -> String {
        let states = PromiseStatus.allCases.compactMap { status in
            match.judged[status].map { "\($0) \(status.rawValue)" }
        }
        return """
            Payments  \(match.imported) new, \(match.known) known already, \(table.rejected.count) rejected
            Promises  \(states.isEmpty ? "none to judge" : states.joined(separator: ", ")) as of \(asOf); \
            \(match.changed.count) changed
            """
    }
}
