package import Dialog
import Foundation

/// The control totals beside an export, by which its reader knows that it has all of it, unchanged.
package struct ExportControl: Codable, Sendable, Hashable {
    package enum Format: String, Codable, Sendable, CaseIterable { case csv, jsonl }

    /// Names the columns and keys of an export; a change of either changes it.
    package static let schemaVersion = 2

    package let schemaVersion: Int
    package let format: Format
    /// Rows without the header in CSV, objects in JSON Lines.
    package let rows: Int
    /// The payments promised, by currency, in major units with two decimals.
    package let sums: [String: String]
    /// The first and last day on which a payment is due; nil if there is none.
    package let firstDue: String?
    package let lastDue: String?
    /// Of the file's bytes.
    package let sha256: String

    /// `payments` are those in the file, one for each instalment.
    package init(format: Format, file bytes: some Sequence<UInt8>, rows: Int, payments: [Instalment]) {
        schemaVersion = Self.schemaVersion
        self.format = format
        self.rows = rows
        var totals: [Currency: Int] = [:]
        for payment in payments {
            let (sum, overflow) = totals[payment.amount.currency, default: 0].addingReportingOverflow(
                payment.amount.minorUnits)
            totals[payment.amount.currency] = overflow ? .max : sum
        }
        sums = Dictionary(
            uniqueKeysWithValues: totals.map {
                ($0.key.rawValue, Money(minorUnits: $0.value, currency: $0.key).decimalText)
            })
        firstDue = payments.map(\.due).min()?.description
        lastDue = payments.map(\.due).max()?.description
        sha256 = SHA256.hex(bytes)
    }

    /// The control file of an export.
    package static func path(beside export: String) -> String { export + ".control.json" }

    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// What differs between the control file and what was found in the export; empty if it is the same.
    package func differences(from found: ExportControl) -> [String] {
        var result: [String] = []
        func compare(_ name: String, _ expected: String, _ actual: String) {
            if expected != actual { result.append("\(name) should be \(expected), found \(actual)") }
        }
        func list(_ sums: [String: String]) -> String {
            sums.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
        compare("the schema version", String(schemaVersion), String(found.schemaVersion))
        compare("the number of rows", String(rows), String(found.rows))
        compare("the sum", list(sums), list(found.sums))
        compare("the first due day", firstDue ?? "none", found.firstDue ?? "none")
        compare("the last due day", lastDue ?? "none", found.lastDue ?? "none")
        compare("the SHA-256", sha256, found.sha256)
        return result
    }
}
