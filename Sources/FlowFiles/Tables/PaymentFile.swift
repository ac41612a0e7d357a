package import Dialog

/// A file of payments, read: those that can be taken and the rows that can't.
package struct PaymentTable: Sendable {
    package struct Rejected: Sendable, Hashable {
        package let row: DelimitedRow
        /// Names columns, never what stands in them.
        package let reason: String
    }

    package let header: [String]
    package let payments: [Payment]
    package let rejected: [Rejected]
    /// One for each rejected row; or why nothing could be read, and then there are no payments.
    package let diagnostics: [Diagnostic]
    /// Whether the rows could be read at all.
    package let isReadable: Bool
}

/// Reads payments by a mapping.
package enum PaymentFile {
    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func read(_ bytes: [UInt8], file: String, mapping: PaymentMapping) -> PaymentTable {
        let rows: [DelimitedRow]
        do throws(DelimitedText.Failure) {
            rows = try DelimitedText.read(bytes, encoding: mapping.encoding, delimiter: mapping.delimiter)
        } catch {
            return unreadable(file, error.line, error.column, error.message)
        }
        guard let header = rows.first else { return unreadable(file, 1, 1, "the file has no header row") }
        let places: Places
        do throws(DelimitedText.Failure) {
            places = try Places(mapping, in: header)
        } catch {
            return unreadable(file, error.line, error.column, error.message)
        }
        var payments: [Payment] = []
        var rejected: [PaymentTable.Rejected] = []
        for row in rows.dropFirst() {
            switch places.payment(row, mapping, width: header.cells.count) {
            case .success(let payment): payments.append(payment)
            case .failure(let reason): rejected.append(.init(row: row, reason: reason.text))
            }
        }
        let diagnostics = rejected.map {
            Diagnostic(SourcePosition(file: file, line: $0.row.line, column: 1), .error, $0.reason)
        }
        return PaymentTable(
            header: header.cells, payments: payments, rejected: rejected, diagnostics: diagnostics,
            isReadable: true)
    }

    private static func unreadable(
        _ file: String, _ line: Int, _ column: Int, _ message: String
    ) -> PaymentTable {
        let position = SourcePosition(file: file, line: line, column: column)
        return PaymentTable(
            header: [], payments: [], rejected: [], diagnostics: [Diagnostic(position, .error, message)],
            isReadable: false)
    }

    private struct Reason: Error { let text: String }

    /// Where the columns of the mapping stand.
    private struct Places {
        let account: Int
        let amount: Int
        let posted: Int
        let currency: Int?
        let reference: Int?
        let id: Int?

        init(_ mapping: PaymentMapping, in header: DelimitedRow) throws(DelimitedText.Failure) {
            func place(_ name: String) throws(DelimitedText.Failure) -> Int {
                let found = header.cells.indices.filter { PaymentFile.trimmed(header.cells[$0]) == name }
                guard found.count == 1, let index = found.first else {
                    throw DelimitedText.Failure(
                        line: header.line, column: 1,
                        message: found.isEmpty
                            ? "there is no column '\(name)'\(Spelling.hint(for: name, among: header.cells))"
                            : "there are \(found.count) columns '\(name)'")
                }
                return index
            }
            account = try place(mapping.account)
            amount = try place(mapping.amount)
            posted = try place(mapping.posted)
            currency = try mapping.currencyColumn.map { name throws(DelimitedText.Failure) in try place(name)
            }
            reference = try mapping.reference.map { name throws(DelimitedText.Failure) in try place(name) }
            id = try mapping.id.map { name throws(DelimitedText.Failure) in try place(name) }
        }

        func payment(_ row: DelimitedRow, _ mapping: PaymentMapping, width: Int) -> Result<Payment, Reason> {
            func reject(_ text: String) -> Result<Payment, Reason> { .failure(Reason(text: text)) }
            guard row.cells.count == width else {
                return reject("the row has \(row.cells.count) cells, the header has \(width)")
            }
            func cell(_ index: Int) -> String { PaymentFile.trimmed(row.cells[index]) }
            let payer = AccountID(cell(account))
            guard !payer.rawValue.isEmpty else { return reject("'\(mapping.account)' is empty") }
            guard !payer.isOfErased else {
                return reject(
                    "'\(mapping.account)' begins with '\(AccountID.erasedPrefix)', a name of erased accounts")
            }
            guard let minorUnits = mapping.values.minorUnits(cell(amount)) else {
                return reject("'\(mapping.amount)' is not an amount as the mapping says amounts are written")
            }
            guard minorUnits > 0 else {
                return reject("'\(mapping.amount)' is not positive; take a reversal back by hand")
            }
            guard let day = mapping.values.date(cell(posted)) else {
                return reject("'\(mapping.posted)' is not a day as the mapping says days are written")
            }
            let code = currency.map(cell)
            guard let money = code.map({ Currency(rawValue: $0) }) ?? mapping.currency else {
                return reject("'\(mapping.currencyColumn ?? "")' is not one of USD, EUR, GBP")
            }
            func optional(_ index: Int?) -> String? {
                index.map(cell).flatMap { $0.isEmpty ? nil : $0 }
            }
            if id != nil, optional(id) == nil { return reject("'\(mapping.id ?? "")' is empty") }
            return .success(
                Payment(
                    account: payer, amount: Money(minorUnits: minorUnits, currency: money), posted: day,
                    promiseReference: optional(reference), sourceID: optional(id)))
        }
    }

    /// Without spaces around, the unbreakable one too.
    fileprivate static func trimmed(_ text: String) -> String {
        let inner = text.drop(while: \.isWhitespace)
        guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(inner[...last])
    }
}
