import Dialog
import Foundation

/// Writes promises for other systems, in a stable order of columns and keys.
package enum PromiseExport {
    /// The columns of the CSV form, which has one row for each payment.
    package static let columns = [
        "reference", "account", "call", "kind", "status", "announcement", "verification_level", "created_on",
        "confirmed_at_ms", "instalment", "instalments", "amount", "currency", "due", "supersedes",
    ]

    /// RFC 4180 with a header row; the words of the read-back are in the JSON form only.
    package static func csv(_ promises: [PromiseRecord]) -> String {
        promises.reduce(csvHeader) { $0 + csvRows($1) }
    }

    package static var csvHeader: String { line(columns) }

    /// The rows of one promise, each with its line end.
    package static func csvRows(_ promise: PromiseRecord) -> String {
        promise.instalments.map { instalment in
            line([
                promise.reference, promise.account.rawValue, promise.call.rawValue, promise.kind.rawValue,
                promise.status.rawValue, promise.announcement.rawValue, promise.verificationLevel.rawValue,
                promise.createdOn.description, String(promise.confirmedAtMilliseconds),
                String(instalment.sequence), String(promise.instalments.count),
                decimal(instalment.amount), instalment.amount.currency.rawValue, instalment.due.description,
                promise.supersedes ?? "",
            ])
        }.joined()
    }

    /// One JSON object a line, keys sorted.
    package static func jsonl(_ promises: [PromiseRecord]) throws -> String {
        try promises.map(jsonLine).joined()
    }

    /// One promise with its line end.
    package static func jsonLine(_ promise: PromiseRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Line(promise)), as: UTF8.self) + "\n"
    }

    /// `125.50`: exact, whatever the reader's number type is.
    private static func decimal(_ amount: Money) -> String {
        String(amount.description.prefix { $0 != " " })
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Quotes where RFC 4180 asks for it, and keeps spreadsheets from taking a text for a formula.
    private static func cell(_ text: String) -> String {
        let starts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n"]
        let isFormula = text.unicodeScalars.first.map(starts.contains) ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { ["\"", ",", "\r", "\n"].contains($0) }) else {
            return safe
        }
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    /// What the JSON form has of a promise.
    private struct Line: Encodable {
        struct Payment: Encodable {
            let sequence: Int
            let amount: String
            let amountMinorUnits: Int
            let currency: String
            let due: String
        }

        let reference: String
        let account: String
        let call: String
        let kind: String
        let status: String
        let announcement: String
        let verificationLevel: String
        let createdOn: String
        let confirmedAtMs: Int
        let readBack: String
        let instalments: [Payment]
        let supersedes: String?

        init(_ promise: PromiseRecord) {
            reference = promise.reference
            account = promise.account.rawValue
            call = promise.call.rawValue
            kind = promise.kind.rawValue
            status = promise.status.rawValue
            announcement = promise.announcement.rawValue
            verificationLevel = promise.verificationLevel.rawValue
            createdOn = promise.createdOn.description
            confirmedAtMs = promise.confirmedAtMilliseconds
            readBack = promise.readBack
            instalments = promise.instalments.map { instalment in
                Payment(
                    sequence: instalment.sequence, amount: decimal(instalment.amount),
                    amountMinorUnits: instalment.amount.minorUnits,
                    currency: instalment.amount.currency.rawValue, due: instalment.due.description)
            }
            supersedes = promise.supersedes
        }
    }
}
