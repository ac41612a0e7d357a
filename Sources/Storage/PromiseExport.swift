import Dialog
import Foundation

/// Writes promises for other systems, in a stable order of columns and keys.
package enum PromiseExport {
    /// The columns of the CSV form, which has one row for each payment.
    package static let columns = [
        "reference", "account", "call", "kind", "status", "announcement", "verification_level", "created_on",
        "confirmed_at_ms", "instalment", "instalments", "amount", "currency", "due", "supersedes",
        "instalment_state", "paid", "judged_on",
    ]

    /// RFC 4180 with a header row; the words of the read-back are in the JSON form only.
    package static func csv(_ promises: [PromiseRecord]) -> String {
        promises.reduce(csvHeader) { $0 + csvRows($1) }
    }

    package static var csvHeader: String { CSVLine.text(columns) }

    /// The rows of one promise, each with its line end.
    package static func csvRows(_ promise: PromiseRecord) -> String {
        zip(promise.instalments, promise.progress).map { instalment, progress in
            CSVLine.text([
                promise.reference, promise.account.rawValue, promise.call.rawValue, promise.kind.rawValue,
                promise.status.rawValue, promise.announcement.rawValue, promise.verificationLevel.rawValue,
                promise.createdOn.description, String(promise.confirmedAtMilliseconds),
                String(instalment.sequence), String(promise.instalments.count),
                decimal(instalment.amount), instalment.amount.currency.rawValue, instalment.due.description,
                promise.supersedes ?? "", progress.state.rawValue, decimal(progress.paid),
                promise.judgedOn?.description ?? "",
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

    /// What the JSON form has of a promise.
    private struct Line: Encodable {
        struct Payment: Encodable {
            let sequence: Int
            let amount: String
            let amountMinorUnits: Int
            let currency: String
            let due: String
            let paid: String
            let state: String
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
        let judgedOn: String?

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
            instalments = zip(promise.instalments, promise.progress).map { instalment, progress in
                Payment(
                    sequence: instalment.sequence, amount: decimal(instalment.amount),
                    amountMinorUnits: instalment.amount.minorUnits,
                    currency: instalment.amount.currency.rawValue, due: instalment.due.description,
                    paid: decimal(progress.paid), state: progress.state.rawValue)
            }
            supersedes = promise.supersedes
            judgedOn = promise.judgedOn?.description
        }
    }
}
