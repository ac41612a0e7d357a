import ArgumentParser
import Foundation
import Storage

extension ExportControl.Format: ExpressibleByArgument {}

/// `promesa promises export`.
struct PromisesExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export promises: CSV has a row per payment, JSON Lines an object per promise.",
        discussion: """
            With --out, a control file stands beside the export, FILE.control.json: rows, sums by currency, first and
            last due day, and the SHA-256 of the file. 'promesa promises verify FILE' compares the two, here or where
            the export has arrived. Cells that a spreadsheet would take for a formula get a ' in front.
            """)

    @OptionGroup var selection: PromisesCommand.Selection

    @Option(help: "csv or jsonl.")
    var format: ExportControl.Format = .csv

    @Option(
        help: ArgumentHelp(
            "Where to write it; by default on the screen, without a control file.", valueName: "file"))
    var out: String?

    func run() throws {
        let promises = try selection.promises()
        let text =
            switch format {
            case .csv: PromiseExport.csv(promises)
            case .jsonl: try PromiseExport.jsonl(promises)
            }
        guard let out else { return print(text, terminator: "") }
        let payments = promises.flatMap(\.instalments)
        let control = ExportControl(
            format: format, file: text.utf8, rows: format == .csv ? payments.count : promises.count,
            payments: payments)
        try write(text, to: out)
        try write(control.json(), to: ExportControl.path(beside: out))
        print("\(out)  \(control.rows) rows, SHA-256 \(control.sha256)")
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .environment, "promesa: error: '\(path)' could not be written: \(error.localizedDescription)")
        }
    }
}
