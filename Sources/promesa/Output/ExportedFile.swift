import Dialog
import FlowFiles
import Foundation
import Storage

/// An export as its reader finds it.
struct ExportedFile {
    let bytes: [UInt8]
    let format: ExportControl.Format

    /// The totals of what is in the file; nil if it can't be read as an export.
    var control: ExportControl? {
        let read =
            switch format {
            case .csv: csv()
            case .jsonl: jsonl()
            }
        return read.map {
            ExportControl(format: format, file: bytes, rows: $0.rows, payments: $0.payments)
        }
    }

    private func csv() -> (rows: Int, payments: [Instalment])? {
        guard let rows = try? DelimitedText.read(bytes), rows.first?.cells == PromiseExport.columns else {
            return nil
        }
        var payments: [Instalment] = []
        for row in rows.dropFirst() {
            guard row.cells.count == PromiseExport.columns.count else { return nil }
            let cells = Dictionary(
                zip(PromiseExport.columns, row.cells), uniquingKeysWith: { first, _ in first })
            guard let payment = Self.payment(cells["amount"], cells["currency"], cells["due"]) else {
                return nil
            }
            payments.append(payment)
        }
        return (rows.count - 1, payments)
    }

    private struct Promise: Decodable {
        struct Payment: Decodable {
            let amount: String
            let currency: String
            let due: String
        }
        let instalments: [Payment]
    }

    private func jsonl() -> (rows: Int, payments: [Instalment])? {
        var rows = 0
        var payments: [Instalment] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let promise = try? JSONDecoder().decode(Promise.self, from: Data(line)) else { return nil }
            rows += 1
            for payment in promise.instalments {
                guard let payment = Self.payment(payment.amount, payment.currency, payment.due) else {
                    return nil
                }
                payments.append(payment)
            }
        }
        return (rows, payments)
    }

    private static func payment(_ amount: String?, _ currency: String?, _ due: String?) -> Instalment? {
        let values = TableValues(decimal: ".", thousands: nil, dates: .yearMonthDay)
        guard let minorUnits = amount.flatMap(values.minorUnits),
            let currency = currency.flatMap(Currency.init(rawValue:)), let due = due.flatMap(values.date)
        else { return nil }
        return Instalment(sequence: 1, amount: Money(minorUnits: minorUnits, currency: currency), due: due)
    }
}
