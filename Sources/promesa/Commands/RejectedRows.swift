import FlowFiles
import Foundation
import Storage

/// The rows of a payments file that can't be taken, on their way into their file.
///
/// They wait beside that file until the others are taken, so that neither goes without the other.
struct RejectedRows {
    private let path: String
    /// Where the rows wait; nil if there are none.
    private let waiting: String?

    /// Writes the rows as they came, with their line and reason behind them.
    init(_ table: PaymentTable, _ map: PaymentMapping, path: String) throws {
        self.path = path
        guard !table.rejected.isEmpty else {
            waiting = nil
            return
        }
        let lines =
            [table.header + ["rejected_line", "rejected_reason"]]
            + table.rejected.map {
                Self.padded($0.row.cells, to: table.header.count) + [String($0.row.line), $0.reason]
            }
        let text = lines.map { CSVLine.exact($0, delimiter: map.delimiter) }.joined()
        let place = path + ".new"
        do {
            try Data(map.encoding.encode(text)).write(to: URL(fileURLWithPath: place), options: .atomic)
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: '\(path)' could not be written, and nothing was imported: \(error.localizedDescription)"
            )
        }
        waiting = place
    }

    /// Puts the rows in place of an older file; removes that if there are none.
    func takePlace() throws {
        let status = waiting.map { rename($0, path) } ?? unlink(path)
        guard status == 0 || waiting == nil && errno == ENOENT else {
            let reason = String(cString: strerror(errno))
            throw CommandFailure(
                .environment,
                "promesa: error: the payments were imported, but '\(path)' could not be "
                    + (waiting.map { "written: \(reason); its rows are in '\($0)'" } ?? "removed: \(reason)"))
        }
    }

    func discard() {
        if let waiting { unlink(waiting) }
    }

    /// Whether two paths lead to one file that is there, by links too.
    static func isSameFile(_ one: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// So that the reason stands in its column, whatever the row lacks.
    private static func padded(_ cells: [String], to count: Int) -> [String] {
        cells + Array(repeating: "", count: max(0, count - cells.count))
    }
}
